"""The local AWS target: a process of its own, started and stopped through ``python -m localaws``."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rft.failures import CallError, CheckFailed
from rft.local.environment import inherited
from rft.repository import ROOT


@dataclass(frozen=True)
class LocalTarget:
    """A running local target."""

    endpoint: str
    """Loopback URL that answers as every AWS service."""
    home: Path
    """State folder. The private folders of the CDK CLI and jsii are in it."""
    access_key: str = ""
    """The key that its clients sign with. It answers no other."""


def home() -> Path:
    """Return the state folder: ``$LOCALAWS_HOME``, or ``.local`` in the repository if that is not set."""
    return Path(os.environ.get("LOCALAWS_HOME") or ROOT / ".local").resolve()


def local_python() -> Path:
    """Return the interpreter of the target's own environment: ``$LOCALAWS_PYTHON``, or the one in ``.venv-local``."""
    python = Path(os.environ.get("LOCALAWS_PYTHON") or ROOT / ".venv-local" / "bin" / "python")
    if not python.exists():
        remedy = "correct or unset LOCALAWS_PYTHON, or " if os.environ.get("LOCALAWS_PYTHON") else ""
        raise CallError(
            f"local target: got no file {str(python)!r}, expected a Python interpreter; {remedy}run `make setup`"
        )
    return python


def up() -> LocalTarget:
    """Start the target unless it runs, and return it."""
    answer = _localaws("up")
    endpoint = answer.get("endpoint")
    if not isinstance(endpoint, str):
        raise CheckFailed(f"local target: got {answer!r} from `localaws up`, expected an endpoint in it")
    return LocalTarget(endpoint, home(), str(answer.get("access_key", "")))


def is_running() -> bool:
    """Return True if a target runs and answers."""
    return status().get("running") is True


def down() -> Mapping[str, Any]:
    """End the target. It is not an error if none runs."""
    return _localaws("down")


def status() -> Mapping[str, Any]:
    """Return the target's status: ``running``; also ``died`` and ``log_tail`` if it ended by itself.

    ``error`` says why nothing can be known, for example because its state cannot be read.
    """
    return _localaws("status", may_exit=(0, 1))


def running() -> LocalTarget:
    """Return the running target.

    Raises:
        CallError: no target runs.
        CheckFailed: its state cannot be read.
    """
    answer = status()
    if "error" in answer:
        raise CheckFailed(f"local target: {answer['error']}")
    if answer.get("running") is not True:
        raise CallError("local target: it is not running; start it with `rft local up`")
    return LocalTarget(str(answer["endpoint"]), home(), str(answer.get("access_key", "")))


def _localaws(verb: str, may_exit: tuple[int, ...] = (0,)) -> Mapping[str, Any]:
    environment = inherited() | {"HOME": str(home() / "home"), "LOCALAWS_HOME": str(home())}
    python = str(local_python())
    try:
        done = subprocess.run(
            [python, "-m", "localaws", verb], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise CallError(
            f"local target: got {python!r}, which does not run ({error.strerror}), expected a Python interpreter; "
            "correct or unset LOCALAWS_PYTHON, or run `make setup`"
        ) from None
    try:
        answer: object = json.loads(done.stdout)
    except json.JSONDecodeError:
        answer = None
    if done.returncode not in may_exit or not isinstance(answer, dict):
        said = (done.stderr or done.stdout).strip() or "nothing"
        raise CheckFailed(f"local target: `localaws {verb}` exited {done.returncode}; it said: {said}")
    return cast("Mapping[str, Any]", answer)
