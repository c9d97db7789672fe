"""The process in which a reward is rehearsed: no code of a reward can end, stop or hang the compiler.

It starts without site-packages, as Lambda does: a package that no layer brings is missing here too.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

__all__ = ["run"]

SECONDS: Final = 150
"""Longest rehearsal. Its own limits end an import or a sample sooner, unless compiled code holds the interpreter."""
_GRACE_SECONDS: Final = 5
_KIT: Final = Path(__file__).resolve().parents[2]
_START: Final = "import sys; sys.path[:0] = sys.argv[1:]; from compiler.rehearsal.inside.main import main; main()"
_FRAME: Final = re.compile(r'^ *File "(.+)", line (\d+)', re.MULTILINE)


def run(
    task: Mapping[str, Any], lambda_src: Path, layers: Sequence[Path], bytecode: Path | None, seconds: float = SECONDS
) -> dict[str, Any]:
    """Return the result of a rehearsal: findings, rows, responses and seconds.

    Args:
        task: see ``compiler.rehearsal.inside.main``.
        lambda_src: the folder with ``rewards/`` and ``reward_runtime/``.
        layers: folders of third-party packages.
        bytecode: folder of this machine's bytecode; none is written if it is None.
        seconds: the longest time.
    """
    cached = ["-B"] if bytecode is None else ["-X", f"pycache_prefix={bytecode}"]
    folders = [str(lambda_src), *map(str, layers), str(_KIT)]
    # Files, because a pipe holds 64 KB until somebody reads, and a process that the reward's code left behind would
    # keep it open.
    with TemporaryFile("w+", encoding="utf-8") as result, TemporaryFile("w+", errors="replace") as said:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", *cached, "-c", _START, *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=said,
            encoding="utf-8",
            pass_fds=[result.fileno()],
            # A variable of this shell is not a variable of the function.
            env={"TZ": "UTC"},
            start_new_session=True,
        )
        ended = _ended(child, json.dumps({**task, "result": result.fileno()}), seconds)
        result.seek(0)
        said.seek(0)
        written = result.read() if child.returncode == 0 else ""
        if written:
            return json.loads(written)
        return {"findings": [_broken(child.returncode, said.read(), lambda_src, str(task["reward"]), ended=ended)]}


def _ended(child: "subprocess.Popen[str]", task: str, seconds: float) -> bool:
    """Wait for the child, end everything that it started, and say whether it ended by itself."""
    try:
        child.communicate(task, timeout=seconds)
    except subprocess.TimeoutExpired:
        # On this signal Python writes its current line.
        child.send_signal(signal.SIGABRT)
        with suppress(subprocess.TimeoutExpired):
            child.wait(_GRACE_SECONDS)
        return False
    else:
        return True
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _broken(code: int, said: str, lambda_src: Path, reward: str, *, ended: bool) -> str:
    file = f"lambda_src/rewards/{reward}.py"
    frames = [(Path(frame[1]), frame[2]) for frame in _FRAME.finditer(said)]
    # The innermost frame comes first.
    own = [(path, line) for path, line in frames if path.is_relative_to(lambda_src / "rewards")]
    place = f"lambda_src/{own[0][0].relative_to(lambda_src).as_posix()}:{own[0][1]}" if own else file
    if not ended:
        return f"{place}: did not end, expected a result for each response within seconds; correct that line"
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    last = said.strip().splitlines()[-1:] or [""]
    says = f"{place}: ended its process with {how}, expected a result for each response; correct that line"
    return f"{says} {last[0]}".rstrip()
