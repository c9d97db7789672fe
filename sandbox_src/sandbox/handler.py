"""The outer wall's entry: ``lambda_handler(event, context)`` of a function whose role may do nothing but log.

event {"jobs": [{"program", "cases"}]} -> {"results": JSON text of a list of runs for each job}

It fails, rather than answer, if the sandbox does not work: a failure of it must never look like one of a program.
"""

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sandbox.batch import run_jobs
from sandbox.engine import load
from sandbox.run import BrokenSandbox, run

__all__ = ["lambda_handler"]

_MARGIN_SECONDS: Final = 1.0
"""Kept back for the reply."""

_COMPONENT = load(Path(__file__).parent)
_TRIED = run(_COMPONENT, "print(input())", {"stdin": "1"})
if _TRIED.stdout != "1\n":
    raise BrokenSandbox(f"the first program ended with {_TRIED.outcome}; deploy again")


def lambda_handler(event: Mapping[str, Any], context: Any) -> dict[str, str]:
    """Run the programs of an event.

    Raises:
        BrokenSandbox: no instance could be made.
        OutOfTime: the invocation ended before its programs.
    """
    seconds = context.get_remaining_time_in_millis() / 1000 - _MARGIN_SECONDS
    # At the end the engine's clock moves on by one, which ends the runs that are still under way.
    clock = threading.Timer(seconds, _COMPONENT.engine.increment_epoch)
    clock.daemon = True
    clock.start()
    try:
        results = run_jobs(_COMPONENT, event["jobs"], time.monotonic() + seconds)
    finally:
        clock.cancel()
    # A text in ASCII, because a program may return what no UTF-8 can hold.
    return {"results": json.dumps(results)}
