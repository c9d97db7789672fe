"""What loading the deployed function costs: modules, and those that Lambda would compile, counted exactly."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from compiler.package.bytecode import bytecode_of, is_lambda_bytecode
from tests.runtime.emulator import packaged

FORBIDDEN: Final = ("boto3", "botocore", "pydantic", "aws_xray_sdk", "aws_lambda_powertools", "sympy", "math_verify")
"""Packages that cost a cold start 0.1 to 0.6 s each; none belongs to a reward that needs no mathematics."""
OWN: Final = ("handler", "reward_runtime", "rewards")

_LOAD: Final = """
import json, sys
sys.path[:0] = sys.argv[1:]
before = set(sys.modules)
import handler
loaded = {name: getattr(sys.modules[name], "__file__", None) for name in set(sys.modules) - before}
print(json.dumps(loaded))
"""


@dataclass(frozen=True)
class Init:
    """What one start of the function did, or would do in Lambda."""

    compiled: tuple[str, ...]
    """Loaded modules of the function and its layers without bytecode that Lambda's Python reads as it is."""
    forbidden: tuple[str, ...]
    """Loaded modules out of ``FORBIDDEN``."""
    foreign: tuple[str, ...]
    """Loaded packages that are neither the kit's nor of the standard library."""
    modules: int
    """Modules that were loaded beyond the interpreter's own."""


def init(experiment: str = "sentiment") -> Init:
    """Load what is deployed of ``experiment`` in a process of its own, and look at the bytecode of each loaded module.

    Lambda's Python need not be here: what it would compile is told by the files that are deployed.
    """
    with TemporaryDirectory(prefix="reward-init-") as made:
        compiled = packaged(Path(made), experiment)
        deployed = [Path(made), *(layer.folder / "python" for layer in compiled.layers)]
        child = subprocess.run(
            [sys.executable, "-I", "-S", "-B", "-c", _LOAD, *deployed],
            env=compiled.environment,
            cwd=made,
            capture_output=True,
            text=True,
            check=True,
        )
        loaded = cast("dict[str, str | None]", json.loads(child.stdout))
        files = [Path(file) for file in loaded.values() if file is not None]
        ours = [(root, file.relative_to(root)) for file in files for root in deployed if file.is_relative_to(root)]
        bare = [str(file) for root, file in ours if not is_lambda_bytecode(root / bytecode_of(file.as_posix()))]
    roots = sorted({module.partition(".")[0] for module in loaded})
    return Init(
        compiled=tuple(sorted(bare)),
        forbidden=tuple(root for root in roots if root in FORBIDDEN),
        foreign=tuple(root for root in roots if root not in sys.stdlib_module_names and root not in OWN),
        modules=len(loaded),
    )
