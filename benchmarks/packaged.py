"""The modules that the deployed function loads, and those of them that Lambda would have to compile."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from compiler.package.bytecode import bytecode_of, is_lambda_bytecode
from tests.runtime.emulator import packaged

FORBIDDEN: Final = ("boto3", "botocore", "pydantic", "aws_xray_sdk", "aws_lambda_powertools", "mpmath")
"""Packages that add 0.1 to 0.6 s each to a cold start. A reward without mathematics needs none of them."""
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
    """One start of the function."""

    compiled: tuple[str, ...]
    """Loaded modules of the function and its layers that have no bytecode for Lambda's Python."""
    forbidden: tuple[str, ...]
    """Loaded packages of ``FORBIDDEN``."""
    foreign: tuple[str, ...]
    """Loaded packages that belong neither to the kit nor to the standard library."""
    modules: int
    """Number of modules loaded, the interpreter's own left out."""


def init(experiment: str = "sentiment") -> Init:
    """Load the deployed files of ``experiment`` in a process of its own and inspect the bytecode of each module.

    Lambda's Python need not be installed: the deployed files hold its bytecode.
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
