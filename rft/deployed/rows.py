"""Samples -> the rows of a job's event, and rewards of a reply -> results."""

from typing import Any

from reward_runtime.score import Outcome, Score

from rft.deployed.function import Failure, Paid
from rft.score.fault import Fault
from rft.score.scoring import Scored
from rft.score.source.samples import Found

__all__ = ["result_of", "row_of"]

_FLAGGED = (Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK)


def row_of(found: Found) -> dict[str, Any]:
    """Return the row as a job sends it: as it came, with an id."""
    return {**found.sample.fields, "id": found.name if found.sample.id is None else found.sample.id}


def result_of(found: Found, paid: Paid | Failure) -> Scored | Fault:
    """Return the result. A neutral value in place of a verdict is a fault: it says nothing about the response."""
    if isinstance(paid, Failure):
        return Fault(found, paid.says)
    row = paid.row
    outcome = next((each for each in _FLAGGED if row.flags.get(each.value)), Outcome.SCORED)
    if outcome is Outcome.FALLBACK:
        return Fault(found, "the judge gave no verdict, so the function paid its neutral value, which is no score")
    reason = "answered" if outcome is Outcome.SCORED else str(outcome)
    return Scored(found, Score(found.sample.id, outcome, row.reward, row.dimensions, reason), paid.seconds)
