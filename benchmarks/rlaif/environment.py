"""One execution environment in a process of its own: ``python -m benchmarks.rlaif.environment``. Orders are JSON lines.

{"become": "kit", "with": {...}} -> {"ready": true}: make a new grader, as at a cold start
{"rows": [...], "seconds": 60, "at": 12.5} -> an ``Outcome``; begins at that ``time.monotonic``, which processes share
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reward_runtime.errors import RewardError

from benchmarks.rlaif.graders import GRADERS, Grader


@dataclass(frozen=True)
class Outcome:
    """Result of one invocation. Times are seconds of ``time.monotonic``."""

    start: float
    end: float
    cpu: float
    """CPU seconds of the whole process."""
    scores: list[float | None]
    """One score a row, ``None`` for a lost row. Empty if the invocation failed."""
    error: str
    """The error that it raised; empty if none."""

    @property
    def seconds(self) -> float:
        """Wall time."""
        return self.end - self.start

    @property
    def scored(self) -> int:
        """Rows with a score."""
        return sum(score is not None for score in self.scores)


class Context:
    """Lambda's context of an invocation."""

    aws_request_id = "00000000-0000-4000-8000-000000000000"

    def __init__(self, seconds: float) -> None:
        """The invocation ends in ``seconds`` from now."""
        self._ends = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        """Return the remaining milliseconds, like Lambda's context."""
        return int((self._ends - time.monotonic()) * 1000)


def invoked(grader: Grader, order: Mapping[str, Any]) -> Outcome:
    """Score the rows of an order."""
    time.sleep(max(0.0, order["at"] - time.monotonic()))
    start, cpu, error = time.monotonic(), time.process_time(), ""
    scores: list[float | None] = []
    try:
        scores = list(grader(order["rows"], Context(order["seconds"])))
    except RewardError as raised:
        error = f"{type(raised).__name__}: {raised}"
    return Outcome(start, time.monotonic(), time.process_time() - cpu, scores, error)


def main() -> None:
    """Follow orders until the input ends."""
    grader: Grader | None = None
    answers = sys.stdout
    with Path(os.devnull).open("w") as unread, redirect_stdout(unread):
        for line in sys.stdin:
            order = json.loads(line)
            if "become" in order:
                grader = getattr(GRADERS, order["become"])(**order["with"])
            answer = {"ready": True} if "become" in order or grader is None else asdict(invoked(grader, order))
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
