"""The sandbox behind the function: whether it runs a right program, and the reach of a program in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from rft.check.subject import Subject
from rft.doctor.finding import Finding

__all__ = ["PROBES", "sandbox_findings"]

_CALL: Final[dict[str, object]] = {"call": "probe", "args": [], "kwargs": {}}
_CONNECT: Final = "def probe():\n    import _socket\n    s = _socket.socket(2, 1)\n    s.settimeout(1)\n"
RIGHT: Final = "def probe():\n    return sum(range(5))\n"
PROBES: Final[Mapping[str, tuple[str, ...]]] = {
    "environment": (
        "def probe():\n    import os\n    return dict(os.environ) or None\n",
        "def probe():\n    import posix\n    return posix.environ or None\n",
    ),
    "files": (
        "def probe():\n    return open('/proc/self/environ').read()\n",
        "def probe():\n    import _io\n    return _io.open('/var/task/sandbox/handler.py').read()\n",
        "def probe():\n    import posix\n    return posix.listdir('/')\n",
        "def probe():\n    import posix\n    return posix.open('/tmp/probe', 66)\n",
    ),
    "instance metadata": (
        f"{_CONNECT}    s.connect(('169.254.169.254', 80))\n    return True\n",
        f"{_CONNECT}    s.connect(('169.254.170.2', 80))\n    return True\n",
    ),
    "Runtime API": (f"{_CONNECT}    s.connect(('127.0.0.1', 9001))\n    return True\n",),
    "network": (
        f"{_CONNECT}    s.connect(('1.1.1.1', 443))\n    return True\n",
        "def probe():\n    import socket\n    return socket.gethostbyname('example.com')\n",
    ),
    "processes": (
        "def probe():\n    import posix\n    return posix.fork()\n",
        "def probe():\n    import subprocess\n    return subprocess.check_output(['id'])\n",
        "def probe():\n    import ctypes\n    return ctypes.CDLL(None).getpid()\n",
    ),
    "sleep": ("def probe():\n    import time\n    time.sleep(0.1)\n    return True\n",),
}
"""A thing out of a program's reach -> programs that return something only if they reach it."""


@dataclass(frozen=True)
class _Run:
    outcome: str
    value: object

    @property
    def reached(self) -> bool:
        """Whether the program returned something: every probe that is stopped returns nothing."""
        return self.outcome == "done" and self.value is not None


def sandbox_findings(subject: Subject) -> Iterator[Finding]:
    """Yield whether the sandbox works, and for each kind of thing whether a program in it can reach it."""
    if subject.compiled.experiment.sandbox is None:
        return
    name = subject.name.removeprefix("SageMaker-reward-")
    function = f"nova-reward-{name}-sandbox"
    programs = [RIGHT, *(program for each in PROBES.values() for program in each)]
    try:
        runs = iter(_runs(subject, function, programs))
    except (BotoCoreError, ClientError, ValueError, KeyError) as error:
        says = f"{function} gave no results ({type(error).__name__}); its own log says why, or deploy again"
        yield Finding("sandbox", "bad", says)
        return
    right = next(runs)
    if right != _Run("done", {"int": "10"}):
        yield Finding("sandbox", "bad", f"{function} ended a right program with {right.outcome}; deploy again")
        return
    yield Finding("sandbox", "good", f"{function} runs a right program")
    for what, each in PROBES.items():
        yield _finding(what, [next(runs) for _ in each])


def _finding(what: str, runs: list[_Run]) -> Finding:
    reached = sum(run.reached for run in runs)
    shown = f"sandbox: {what}"
    if reached:
        says = f"{reached} of {len(runs)} programs reached it, expected none; retire this revision, and report it"
        return Finding(shown, "bad", says)
    ended = ", ".join(dict.fromkeys("nothing there" if run.outcome == "done" else run.outcome for run in runs))
    return Finding(shown, "good", f"out of reach: {len(runs)} programs tried ({ended})")


def _runs(subject: Subject, function: str, programs: list[str]) -> list[_Run]:
    jobs = [{"program": program, "cases": [_CALL]} for program in programs]
    client: Any = subject.place.client("lambda")
    reply = client.invoke(FunctionName=function, Payload=json.dumps({"jobs": jobs}).encode())
    results: list[list[dict[str, object]]] = json.loads(json.loads(reply["Payload"].read())["results"])
    return [_Run(str(runs[0]["outcome"]), runs[0].get("value")) for runs in results]
