"""The outer wall's entry: ``lambda_handler(event, context)`` of a function whose role may do nothing but log.

event {"jobs": [{"program", "cases"}]} -> {"results": JSON text of a list of runs for each job}

It fails, rather than answer, if the sandbox does not work: a failure of it must never look like one of a program.
"""

import json
import time
from collections.abc import Mapping
from typing import Any, Final

from sandbox.place import place
from sandbox.run import BrokenSandbox

__all__ = ["lambda_handler"]

_MARGIN_SECONDS: Final = 1.0
"""Kept back for the reply."""

_PLACE = place()
((_TRIED,),) = _PLACE.run_jobs([{"program": "print(input())", "cases": [{"stdin": "1"}]}])
if _TRIED["stdout"] != "1\n":
    raise BrokenSandbox(f"the first program ended with {_TRIED['outcome']}; deploy again")


def lambda_handler(event: Mapping[str, Any], context: Any) -> dict[str, str]:
    """Run the programs of an event.

    Raises:
        BrokenSandbox: no instance could be made, or a worker ended.
        OutOfTime: the invocation ended before its programs.
    """
    seconds = context.get_remaining_time_in_millis() / 1000 - _MARGIN_SECONDS
    results = _PLACE.run_jobs(event["jobs"], time.monotonic() + seconds)
    # A text in ASCII, because a program may return characters that UTF-8 cannot hold.
    return {"results": json.dumps(results)}
