"""Loads ``REWARD`` from ``lambda_src/rewards/<name>.py``, again each time, from any ``lambda_src``."""

import importlib
import sys
import traceback
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING

from compiler.errors import MAX_QUOTED_CHARS, CompileError, alternatives, quoted

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

_BODY = "<module>"
_PACKAGES = ("handler", "reward_runtime", "rewards")


def load_reward(
    lambda_src: Path, name: str, asked_by: str, *, layers: Sequence[Path] = (), bytecode: Path | None = None
) -> "AnyReward":
    """Return the ``REWARD`` of one file, with the runtime that stands beside it.

    Args:
        lambda_src: the folder, as an absolute path.
        name: the file's name in ``rewards/`` without ``.py``.
        asked_by: the experiment's file in errors.
        layers: folders of third-party packages, looked through after ``lambda_src``.
        bytecode: folder of this machine's bytecode of those packages, if there is one.

    Raises:
        CompileError: no such file, its import fails, or its ``REWARD`` is missing or something else.
    """
    shown_as = f"lambda_src/rewards/{name}.py"
    known = reward_names(lambda_src)
    if name not in known:
        raise CompileError(
            f"{asked_by}: reward: got {name!r}, expected the name of a file in lambda_src/rewards/; "
            f"{alternatives(name, known)}"
        )
    with _modules_of((lambda_src, *layers), bytecode), _ImportBlame(lambda_src, shown_as):
        module = importlib.import_module(f"rewards.{name}")
        reward_type = importlib.import_module("reward_runtime.reward").Reward
    if not hasattr(module, "REWARD"):
        raise CompileError(f"{shown_as}: got no REWARD, expected one; end the file with REWARD = Reward(...)")
    if not isinstance(module.REWARD, reward_type):
        raise CompileError(f"{shown_as}: REWARD: got {quoted(module.REWARD)}, expected a Reward; make it one")
    return module.REWARD


def reward_names(lambda_src: Path) -> list[str]:
    """Return the names of the rewards there are, sorted."""
    return sorted(path.stem for path in (lambda_src / "rewards").glob("*.py") if path.stem != "__init__")


@contextmanager
def _modules_of(folders: Sequence[Path], bytecode: Path | None) -> Generator[None]:
    """Let ``import rewards`` mean the first folder's; afterwards every module of ours is as it was."""
    before, path, writes_bytecode = _forget_modules(), sys.path[:], sys.dont_write_bytecode
    prefix = sys.pycache_prefix
    sys.path[:0] = [str(folder) for folder in folders]
    if bytecode is not None:
        sys.pycache_prefix = str(bytecode)
    sys.dont_write_bytecode = True
    importlib.invalidate_caches()
    try:
        yield
    finally:
        _forget_modules()
        sys.modules.update(before)
        sys.path[:] = path
        sys.dont_write_bytecode = writes_bytecode
        sys.pycache_prefix = prefix


def _forget_modules() -> dict[str, ModuleType]:
    ours = [name for name in sys.modules if name.partition(".")[0] in _PACKAGES]
    return {name: sys.modules.pop(name) for name in ours}


class _ImportBlame:
    """Turns any exception of a reward's file on import into a ``CompileError``; it hides nothing."""

    def __init__(self, lambda_src: Path, shown_as: str) -> None:
        self._lambda_src = lambda_src
        self._shown_as = shown_as

    def __enter__(self) -> None:
        """Do nothing: the work is at the exit."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise ``CompileError`` for an error or an exit; let an interrupt through."""
        if isinstance(error, Exception | SystemExit):
            raise CompileError(
                f"{self._place(error, trace)}: import failed: {type(error).__name__}: "
                f"{str(error)[:MAX_QUOTED_CHARS]}; expected {self._shown_as} to import; fix that line"
            ) from error

    def _place(self, error: BaseException, trace: TracebackType | None) -> str:
        """Return the last line that ran in a reward's file, or in the body of another module that it imports.

        A function of the runtime that raises was called wrongly, so the line that called it is to blame.
        """
        frames = [(Path(frame.filename), frame.lineno, frame.name) for frame in traceback.extract_tb(trace)]
        if isinstance(error, SyntaxError) and error.filename:
            frames.append((Path(error.filename), error.lineno, _BODY))
        for file, line, function in reversed(frames):
            in_rewards = file.is_relative_to(self._lambda_src / "rewards")
            if in_rewards or (function == _BODY and file.is_relative_to(self._lambda_src)):
                return f"lambda_src/{file.relative_to(self._lambda_src).as_posix()}:{line or 1}"
        return self._shown_as
