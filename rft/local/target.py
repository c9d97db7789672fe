"""The local AWS target as seen from here: another process, driven by ``python -m localaws``."""

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
    """State folder; the CDK CLI's and jsii's private folders lie in it."""


def home() -> Path:
    """The state folder: ``$LOCALAWS_HOME``, else ``.local`` in the repository."""
    return Path(os.environ.get("LOCALAWS_HOME") or ROOT / ".local").resolve()


def local_python() -> Path:
    """The interpreter of the local target's own environment: ``$LOCALAWS_PYTHON``, else ``.venv-local``'s."""
    python = Path(os.environ.get("LOCALAWS_PYTHON") or ROOT / ".venv-local" / "bin" / "python")
    if not python.exists():
        raise CallError(f"local target: no interpreter at {str(python)!r}; run `make setup`, which makes it")
    return python


def up() -> LocalTarget:
    """Start the target unless it runs."""
    answer = _localaws("up")
    endpoint = answer.get("endpoint")
    if not isinstance(endpoint, str):
        raise CheckFailed(f"local target: got {answer!r} from `localaws up`, expected an endpoint in it")
    return LocalTarget(endpoint, home())


def is_running() -> bool:
    """Whether a target runs and answers."""
    return status().get("running") is True


def down() -> Mapping[str, Any]:
    """End the target; ends well when none runs."""
    return _localaws("down")


def status() -> Mapping[str, Any]:
    """What the target says of itself: ``running``; ``died`` and ``log_tail`` if it ended by itself."""
    return _localaws("status", may_exit=(0, 1))


def running() -> LocalTarget:
    """The running target.

    Raises:
        CallError: none runs.
    """
    answer = status()
    if answer.get("running") is not True:
        raise CallError("local target: it is not running; start it with `rft local up`")
    return LocalTarget(str(answer["endpoint"]), home())


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
            "mend or unset LOCALAWS_PYTHON, or run `make setup`"
        ) from None
    try:
        answer: object = json.loads(done.stdout)
    except json.JSONDecodeError:
        answer = None
    if done.returncode not in may_exit or not isinstance(answer, dict):
        said = (done.stderr or done.stdout).strip() or "nothing"
        raise CheckFailed(f"local target: `localaws {verb}` exited {done.returncode}; it said: {said}")
    return cast("Mapping[str, Any]", answer)
