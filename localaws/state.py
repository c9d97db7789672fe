"""The state folder of the local target: the paths in it, and the target that was started from it."""

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
"""Number of log lines in the report about a dead target."""
TAIL_BYTES: Final = 65536
"""Number of bytes that are read from the end of the log for them."""


@dataclass(frozen=True)
class TargetState:
    """One started target; the content of ``state.json``."""

    pid: int
    """Process id of MiniStack, and id of its process group."""
    port: int
    """Its port on 127.0.0.1."""
    endpoint: str
    """Its URL, for ``AWS_ENDPOINT_URL``."""
    started: float
    """When it was started, in seconds since 1970."""
    home: str
    """Absolute path of its state folder."""
    judge_pid: int
    """Process id of the stand-in judge."""
    judge_port: int
    """Its port on 127.0.0.1."""
    judge_endpoint: str
    """Its URL, for ``AWS_ENDPOINT_URL_BEDROCK_RUNTIME``."""
    access_key: str
    """Access key of its clients, drawn when it was started. Without it, the target answers nobody."""


@dataclass(frozen=True)
class Home:
    """The state folder. The target and its clients write nowhere else."""

    root: Path
    """Absolute path of the folder."""

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Home:
        """Return ``$LOCALAWS_HOME``, or ``.local`` in the repository if that is not set."""
        default = Path(__file__).parents[1] / ".local"
        return cls(Path(environ.get("LOCALAWS_HOME") or default).absolute())

    @property
    def state_file(self) -> Path:
        """Exists while a target is started."""
        return self.root / "state.json"

    @property
    def log(self) -> Path:
        """Output of the newest target."""
        return self.root / "ministack.log"

    @property
    def judge_log(self) -> Path:
        """Output of the newest stand-in judge."""
        return self.root / "judge.log"

    @property
    def tmp(self) -> Path:
        """``TMPDIR`` of the target. Its ``ministack-lambda-*`` folders are there."""
        return self.root / "tmp"

    @property
    def user(self) -> Path:
        """``HOME`` of the target."""
        return self.root / "home"

    def prepare(self) -> None:
        """Make the folders, including ``cdk`` (``CDK_HOME``) and ``jsii`` (jsii's package cache)."""
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

    def load(self) -> TargetState | None:
        """Return the started target, or None. Raises ``TargetError`` if the file is not one that ``save`` wrote."""
        try:
            return TargetState(**json.loads(self.state_file.read_text(encoding="utf-8")))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (ValueError, TypeError) as error:
            raise TargetError(
                f"reading the target's state failed: got {error} in {str(self.state_file)!r}, expected what "
                "`up` wrote; end the target by its process id if one still runs, then delete that file",
            ) from error

    def save(self, state: TargetState) -> None:
        """Write the state in one step, so that no reader sees half of it."""
        new_file = self.state_file.with_suffix(".new")
        new_file.unlink(missing_ok=True)
        new_file.touch(mode=0o600)
        new_file.write_text(json.dumps(asdict(state)), encoding="utf-8")
        new_file.replace(self.state_file)

    def clear(self) -> None:
        """Forget the target and delete its temporary files. The log stays."""
        if self.tmp.exists():
            shutil.rmtree(self.tmp)
        self.state_file.unlink(missing_ok=True)

    def log_tail(self) -> tuple[str, ...]:
        """Return the last ``TAIL_LINES`` lines of MiniStack's log; empty if there is no log."""
        return tail(self.log)

    @contextmanager
    def locked(self) -> Generator[None, None, None]:
        """Lock the folder: a second ``up`` or ``down`` waits here, so that two of them never start two targets."""
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def tail(file: Path) -> tuple[str, ...]:
    """Return the last ``TAIL_LINES`` lines of a log; empty if there is no log."""
    if not file.exists():
        return ()
    with file.open("rb") as log:
        log.seek(max(0, file.stat().st_size - TAIL_BYTES), os.SEEK_SET)
        return tuple(log.read().decode(errors="replace").splitlines()[-TAIL_LINES:])
