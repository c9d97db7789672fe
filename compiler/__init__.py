"""Reads, checks and proves an experiment before anything is deployed.

experiments/<name>.yaml + lambda_src/rewards/<reward>.py -> compile_experiment -> CompiledExperiment

Importing this package puts ``lambda_src`` at the end of ``sys.path``. The name ``reward_runtime`` then means the same
files here as in Lambda.
"""

import sys
from pathlib import Path

_LAMBDA_SRC = str(Path(__file__).resolve().parent.parent / "lambda_src")
if _LAMBDA_SRC not in sys.path:
    sys.path.append(_LAMBDA_SRC)
