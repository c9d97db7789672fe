"""What a road sends, and what it would not accept in return: rows, a dry run, and events that are wrong."""

from collections.abc import Iterator
from typing import Any, Final

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.invocation import parse_reply
from rft.invoke.roads import shape_of
from rft.road import ROADS, Road

__all__ = ["contract_findings"]

_DRY_ROWS: Final = 3
_ASK: Final[dict[str, Any]] = {"role": "user", "content": "a question"}
_SAID: Final[dict[str, Any]] = {"role": "assistant", "content": "an answer"}
_WRONG: Final[dict[str, Any]] = {
    "a batch without ids": [{"messages": [_ASK, _SAID]}] * 4,
    "a number": 7,
    "an empty object": {},
    "a text that is no JSON": "rows",
    "rows that are no objects": [1, 2],
    "a call of another contract": {"process_type": "preprocessing", "data": {}},
}
"""Events that no platform sends on purpose. A score for one of them would be made up."""


def contract_findings(subject: Subject, road: Road, faults: bool) -> Iterator[Finding]:
    """Yield what the function does with each kind of event; with ``faults`` also with events that are wrong.

    Each wrong event is a failed call, and the experiment's own alarms hear of it.
    """
    yield _rows(subject, road)
    if ROADS[road].dry_run:
        yield _dry_run(subject)
    if faults:
        yield _wrong_events(subject)
    else:
        yield Finding(
            "events that are wrong", "unseen", "not sent, because alarms would hear of them: --faults sends them"
        )


def _rows(subject: Subject, road: Road) -> Finding:
    what, shape = f"rows as {road.value} sends them", shape_of(road)
    rows = subject.rows[:8] if road is Road.EVALUATION else subject.rows
    received: list[str] = []
    low, high = float("inf"), float("-inf")
    for event in shape.build(rows):
        answer = subject.call(event)
        try:
            scored = parse_reply(answer.error, answer.payload)
        except CheckFailed as error:
            return Finding(what, "bad", str(error))
        received += [each.row_id for each in scored]
        low, high = min([low, *(each.reward for each in scored)]), max([high, *(each.reward for each in scored)])
    if received != [row.row_id for row in rows]:
        return Finding(what, "bad", f"got {len(received)} ids, expected the {len(rows)} that were sent, in order")
    if low == high:
        return Finding(what, "warning", f"{len(rows)} scored, all {low:g}: nothing to learn from these samples")
    return Finding(what, "good", f"{len(rows)} scored, from {low:g} to {high:g}")


def _dry_run(subject: Subject) -> Finding:
    """Send raw rows as the SageMaker SDK does before it starts a job, with and without their ids."""
    what = "dry run of raw rows"
    rows = [dict(row.fields) for row in subject.rows[:_DRY_ROWS]]
    for sent in (rows, [{key: value for key, value in row.items() if key != "id"} for row in rows]):
        answer = subject.call(sent)
        try:
            scored = parse_reply(answer.error, answer.payload)
        except CheckFailed as error:
            return Finding(what, "bad", f"{error}; the SageMaker SDK would start no job")
        if len(scored) != len(sent):
            return Finding(what, "bad", f"got {len(scored)} scores, expected {len(sent)}")
    return Finding(what, "good", "answered in form, with and without ids")


def _wrong_events(subject: Subject) -> Finding:
    what = "events that are wrong"
    for name, event in _WRONG.items():
        answer = subject.call(event)
        if answer.error is None:
            return Finding(what, "bad", f"{name} was answered, expected a typed error; a failure became a reply")
        if not answer.error_type.endswith("Error"):
            return Finding(
                what, "bad", f"{name} ended with {answer.error_type or answer.error}, expected a typed error"
            )
    return Finding(what, "good", f"{len(_WRONG)} refused, each with a typed error")
