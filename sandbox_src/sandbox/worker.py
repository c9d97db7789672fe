"""A worker: a process that loads the component, and answers each line of its input, a job, with a line, its runs.

It ends when its input does, so none outlives the process that started it.
"""

import json
import math
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sandbox.batch import OutOfTime, run_job
from sandbox.clock import ended_after
from sandbox.engine import Component, load
from sandbox.run import BrokenSandbox

__all__ = ["BROKEN", "LATE", "serve"]

LATE: Final = "late"
BROKEN: Final = "broken"


def serve() -> None:
    """Answer until the input ends. ``{"job", "seconds"}`` -> ``{"runs"}``, or ``{"fault": late or broken, "says"}``.

    ``seconds`` is ``None`` for a job without end.
    """
    try:
        component, says = load(Path(__file__).parent), ""
    except (OSError, ValueError) as fault:
        component, says = None, str(fault)
    for line in sys.stdin.buffer:
        answer = {"fault": BROKEN, "says": says} if component is None else _answer(component, json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _answer(component: Component, asked: Mapping[str, Any]) -> dict[str, object]:
    seconds = math.inf if asked["seconds"] is None else float(asked["seconds"])
    try:
        with ended_after(seconds, component):
            return {"runs": run_job(component, asked["job"], time.monotonic() + seconds)}
    except OutOfTime as late:
        return {"fault": LATE, "says": str(late)}
    except BrokenSandbox as broken:
        return {"fault": BROKEN, "says": str(broken)}
