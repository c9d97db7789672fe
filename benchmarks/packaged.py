"""What loading the packaged function costs: modules and compilations, counted in a process of its own."""

import compileall
import json
import py_compile
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from compiler.compile import compile_experiment

ROOT: Final = Path(__file__).parents[1]
FORBIDDEN: Final = ("boto3", "botocore", "pydantic", "aws_xray_sdk", "aws_lambda_powertools", "sympy", "math_verify")
"""Packages that cost a cold start 0.1 to 0.6 s each; none belongs to a reward that needs no mathematics."""
OWN: Final = ("handler", "reward_runtime", "rewards")

_COUNT: Final = """
import json, sys
sys.path.insert(0, sys.argv[1])
compiled = []
sys.addaudithook(lambda event, args: compiled.append(str(args[1])) if event == "compile" else None)
before = set(sys.modules)
import handler
print(json.dumps([compiled, sorted(set(sys.modules) - before)]))
"""


@dataclass(frozen=True)
class Init:
    """What one start of the function did."""

    compiled: tuple[str, ...]
    """Files whose source was compiled."""
    forbidden: tuple[str, ...]
    """Loaded modules out of ``FORBIDDEN``."""
    foreign: tuple[str, ...]
    """Loaded packages that are neither the kit's nor of the standard library."""
    modules: int
    """Modules that were loaded beyond the interpreter's own."""


def init(experiment: str = "sentiment") -> Init:
    """Start the packaged function, its files compiled beforehand as for Lambda, with this environment's packages."""
    compiled = compile_experiment(experiment, root=ROOT)
    with TemporaryDirectory(prefix="reward-init-") as made:
        for file in compiled.asset.files:
            target = Path(made, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(compiled.asset.root / file, target)
        compileall.compile_dir(made, quiet=1, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
        child = subprocess.run(
            [sys.executable, "-B", "-c", _COUNT, made],
            env=compiled.environment,
            cwd=made,
            capture_output=True,
            text=True,
            check=True,
        )
    sources, modules = cast("tuple[list[str], list[str]]", json.loads(child.stdout))
    roots = sorted({module.partition(".")[0] for module in modules})
    return Init(
        compiled=tuple(source for source in sources if source.endswith(".py")),
        forbidden=tuple(root for root in roots if root in FORBIDDEN),
        foreign=tuple(root for root in roots if root not in sys.stdlib_module_names and root not in OWN),
        modules=len(modules),
    )
