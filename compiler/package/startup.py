"""Starts the function once as Lambda does: exactly the asset's files and the compiled environment, nothing else.

CompiledExperiment -> temporary folder -> ``import handler`` in a child process -> None, or a CompileError

``load_reward`` cannot tell: it runs inside the compiler, and there a reward can import any module of the kit.
A start that went well is kept in this repository's ``.build/started``, by everything that it depends on.
"""

import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from compiler.compiled import CompiledExperiment
from compiler.errors import MAX_QUOTED_CHARS, CompileError
from compiler.package.asset import Asset
from compiler.package.fingerprint import fingerprint

INIT_SECONDS = 10
"""Longest init phase (AWS Lambda: execution environment lifecycle); here, processor time of the imports."""
WAIT_SECONDS = 60
"""Longest wait for the child. It is longer than the init phase, because a busy machine is slow and Lambda is not."""

_KEPT = Path(__file__).resolve().parents[2] / ".build" / "started"
_NOBODY = {
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "AWS_ACCESS_KEY_ID": "none",
    "AWS_SECRET_ACCESS_KEY": "none",
}
"""A judge's client opens connections at start; during a synthesis this address refuses them."""

_START = (
    "import sys, resource; limit = resource.RLIMIT_CPU; "
    "resource.setrlimit(limit, (int(sys.argv[1]), resource.getrlimit(limit)[1])); "
    "sys.path[:0] = sys.argv[2:]; import handler"
)
_FRAME = re.compile(r'^ *File "(.+)", line (\d+)', re.MULTILINE)


def check_startup(compiled: CompiledExperiment) -> None:
    """Raise ``CompileError`` if the function cannot start with the files that are deployed."""
    kept = _KEPT / _fingerprint(compiled)
    if kept.exists():
        return
    reward = compiled.experiment.reward
    # Resolved, because frames of the function are recognised by the folder in their path.
    with TemporaryDirectory(prefix="reward-startup-") as made:
        folder = Path(made).resolve()
        _copy(compiled.asset, folder)
        problem = _start(folder, compiled)
    if problem is not None:
        raise CompileError(
            f"lambda_src/rewards/{reward}.py: the function would not start in Lambda: {problem}; "
            f"expected only the standard library, reward_runtime and files named {reward}.* beside it; "
            "move what it needs there, or name its package's layer in the experiment"
        )
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch()


def _fingerprint(compiled: CompiledExperiment) -> str:
    asset = compiled.asset
    settings = [
        json.dumps(dict(compiled.environment), sort_keys=True),
        compiled.experiment.region,
        sys.version,
        *(layer.folder.name for layer in compiled.layers),
    ]
    code = ((file.encode(), (asset.root / file).read_bytes()) for file in asset.files)
    here = Path(__file__).read_bytes()
    return fingerprint([here, *(each.encode() for each in settings), *(part for parts in code for part in parts)])


def _copy(asset: Asset, folder: Path) -> None:
    for file in asset.files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asset.root / file, folder / file)


def _start(folder: Path, compiled: CompiledExperiment) -> str | None:
    """Return the problem, or None if the handler's import succeeds."""
    layers = [str(layer.python) for layer in compiled.layers]
    cached = ["-X", f"pycache_prefix={compiled.host_bytecode}"] if layers else []
    try:
        # Isolated and without site-packages; no bytecode is written, because Lambda's folder is read-only.
        child = subprocess.run(
            [sys.executable, "-I", "-S", "-B", *cached, "-c", _START, str(INIT_SECONDS), str(folder), *layers],
            env={**compiled.environment, "AWS_REGION": compiled.experiment.region, **_NOBODY},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=WAIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"got no end of its imports within {WAIT_SECONDS} s, expected one within {INIT_SECONDS} s"
    if child.returncode == -signal.SIGXCPU:
        return f"got no end of its imports within {INIT_SECONDS} s of processor time, the limit of Lambda's init phase"
    return None if child.returncode == 0 else _problem(child.stderr, child.returncode, folder)


def _problem(stderr: str, exit_code: int, folder: Path) -> str:
    """Return the exception, and the last place in its traceback that is a file of the function."""
    frames = list(_FRAME.finditer(stderr))
    if not frames:
        return f"got exit code {exit_code} and no traceback"
    after = stderr[frames[-1].end() :].splitlines()[1:]
    error = next((line for line in after if line and not line.startswith(" ")), "an error without a name")
    inside = [frame for frame in frames if Path(frame[1]).is_relative_to(folder)]
    place = f" at lambda_src/{Path(inside[-1][1]).relative_to(folder).as_posix()}:{inside[-1][2]}" if inside else ""
    return f"{error.replace(str(folder), 'lambda_src')[:MAX_QUOTED_CHARS]}{place}"
