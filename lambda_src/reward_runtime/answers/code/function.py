"""``SandboxFunction``: the function that runs programs, called with a few of them at a time.

jobs -> calls of at most ``PROGRAMS_A_CALL`` -> side by side, each tried again while it may help -> results, in order

A program cannot make a call fail, because fuel, memory and output bound it there. So any failure is the
infrastructure's or the operator's, and fails the invocation.
"""

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

from reward_runtime.answers.code.client import CallFailed, LambdaClient
from reward_runtime.deadline import ends_by
from reward_runtime.errors import DeadlineError, InfrastructureError, OperatorError

__all__ = ["SandboxFunction"]

PROGRAMS_A_CALL: Final = 8
"""Each that never ends takes some 2 s of a processor: eight take some 16 s, of the 60 s of the sandbox's function."""
CALLS_AT_ONCE: Final = 16
TRIES: Final = 3
LONGEST_SECONDS: Final = 840.0
_PAUSE_SECONDS: Final = (0.5, 2.0)
_LATE: Final = (
    "sandbox: got no results before the invocation ended; raise `timeout_seconds`, or lower the job's batch size"
)

Job = Mapping[str, object]
Run = Mapping[str, object]


class SandboxFunction:
    """A ``Runner``."""

    def __init__(self, name: str) -> None:
        """Take the function's name. Raises ``SettingsError`` if there is no region."""
        self._client = LambdaClient(name, CALLS_AT_ONCE)
        self._threads = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="sandbox")

    def run(self, jobs: Sequence[Job]) -> list[list[Run]]:
        """See ``Runner``. Raises also ``OperatorError`` for a call that would never succeed."""
        ends = ends_by(LONGEST_SECONDS)
        calls = [jobs[at : at + PROGRAMS_A_CALL] for at in range(0, len(jobs), PROGRAMS_A_CALL)]
        under_way = [self._threads.submit(self._called, call, ends) for call in calls]
        try:
            # A call is given up at the end, because its socket may wait for longer.
            return [runs for call in under_way for runs in call.result(max(0.0, ends - time.monotonic()))]
        except TimeoutError:
            raise DeadlineError(_LATE) from None
        finally:
            for call in under_way:
                call.cancel()

    def _called(self, jobs: Sequence[Job], ends: float) -> list[list[Run]]:
        payload = json.dumps({"jobs": jobs}).encode()
        for attempt in range(TRIES):
            left = ends - time.monotonic()
            if left <= 0:
                break
            try:
                return _read(self._client.invoke(payload), jobs)
            except CallFailed as failure:
                if failure.final:
                    raise OperatorError(str(failure)) from None
                if attempt == TRIES - 1:
                    raise InfrastructureError(f"{failure}; {TRIES} tries failed, so send the batch again") from None
            time.sleep(max(0.0, min(_PAUSE_SECONDS[attempt], ends - time.monotonic())))
        raise DeadlineError(_LATE)


def _read(reply: bytes, jobs: Sequence[Job]) -> list[list[Run]]:
    """Return the results in a reply. Raises ``CallFailed`` for one of another form."""
    try:
        results: object = json.loads(json.loads(reply)["results"])
    except (ValueError, TypeError, KeyError, RecursionError):
        results = None
    if _fits(results, jobs):
        return cast("list[list[Run]]", results)
    raise CallFailed("sandbox: got a reply that holds no results for its programs, expected one a case")


def _fits(results: object, jobs: Sequence[Job]) -> bool:
    if not isinstance(results, list) or len(cast("list[object]", results)) != len(jobs):
        return False
    pairs = zip(cast("list[object]", results), jobs, strict=True)
    return all(
        isinstance(runs, list)
        and len(cast("list[object]", runs)) == len(cast("list[object]", job["cases"]))
        and all(isinstance(run, dict) for run in cast("list[object]", runs))
        for runs, job in pairs
    )
