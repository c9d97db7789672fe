"""The state folder of the local target: where its files lie, and which target was started from it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from localaws.errors import TargetError

TAIL_LINES: Final = 20
"""Lines of the log that a report of a dead target shows."""
TAIL_BYTES: Final = 65536
"""The end of the log that is read for them."""


@dataclass(frozen=True)
class State:
    """One started target, as ``state.json`` holds it."""

    pid: int
    """Process id of MiniStack, and of the process group that it leads."""
    port: int
    """Its port on 127.0.0.1."""
    endpoint: str
    """Its URL, for ``AWS_ENDPOINT_URL``."""
    started: float
    """When it was started, in seconds since 1970."""
    home: str
    """The state folder it belongs to, absolute."""
    judge_pid: int
    """Process id of the stand-in judge."""
    judge_port: int
    """Its port on 127.0.0.1."""
    judge_endpoint: str
    """Its URL, for ``AWS_ENDPOINT_URL_BEDROCK_RUNTIME``."""


@dataclass(frozen=True)
class Home:
    """The state folder. Nothing that the target or its clients write belongs outside it."""

    root: Path
    """Absolute path of the folder."""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Home:
        """``$LOCALAWS_HOME``, else ``.local`` in the repository."""
        default = Path(__file__).parents[1] / ".local"
        return cls(Path(environ.get("LOCALAWS_HOME") or default).absolute())

    @property
    def state_file(self) -> Path:
        """Present while a target is started."""
        return self.root / "state.json"

    @property
    def log(self) -> Path:
        """What the newest target printed."""
        return self.root / "ministack.log"

    @property
    def judge_log(self) -> Path:
        """What the newest stand-in judge said beside its address."""
        return self.root / "judge.log"

    @property
    def tmp(self) -> Path:
        """``TMPDIR`` of the target, which leaves its ``ministack-lambda-*`` folders there."""
        return self.root / "tmp"

    @property
    def user(self) -> Path:
        """``HOME`` of the target."""
        return self.root / "home"

    def prepare(self) -> None:
        """Make the folders, ``cdk`` (``CDK_HOME``) and ``jsii`` (jsii's package cache) among them."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.tmp, self.user, self.root / "cdk", self.root / "jsii"):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise TargetError(
                f"making the state folder failed: got {error.strerror!r} for {error.filename!r}, expected a "
                "folder that can be written; set LOCALAWS_HOME to one",
                exit_code=2,
            ) from error

    def load(self) -> State | None:
        """The started target, or ``None``. Raises ``TargetError`` for a file that is not ours."""
        try:
            return State(**json.loads(self.state_file.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (ValueError, TypeError) as error:
            raise TargetError(
                f"reading the target's state failed: got {error} in {str(self.state_file)!r}, expected what "
                "`up` wrote; end the target by its process id if one still runs, then delete that file",
            ) from error

    def save(self, state: State) -> None:
        """Write the state in one step, so that no reader sees half of it."""
        draft = self.state_file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(state)), encoding="utf-8")
        draft.replace(self.state_file)

    def clear(self) -> None:
        """Forget the target and delete its temporary files; the log stays."""
        if self.tmp.exists():
            shutil.rmtree(self.tmp)
        self.state_file.unlink(missing_ok=True)

    def log_tail(self) -> tuple[str, ...]:
        """The last ``TAIL_LINES`` lines of MiniStack's log; none where there is no log."""
        return tail(self.log)

    @contextmanager
    def locked(self) -> Generator[None, None, None]:
        """Hold the folder: a second ``up`` or ``down`` waits here, so that two never start two targets."""
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def tail(file: Path) -> tuple[str, ...]:
    """The last ``TAIL_LINES`` lines of a log; none where there is no log."""
    if not file.exists():
        return ()
    with file.open("rb") as log:
        log.seek(max(0, file.stat().st_size - TAIL_BYTES), os.SEEK_SET)
        return tuple(log.read().decode(errors="replace").splitlines()[-TAIL_LINES:])
