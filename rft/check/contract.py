"""The events of a road, and the replies that it would refuse: rows, a dry run, and wrong events."""

import inspect
from collections.abc import Iterator
from typing import Any, Final

from reward_runtime import errors

from rft.check.forms import forms_finding
from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.roads import batch_size, shape_of
from rft.road import ROADS, Road

__all__ = ["contract_findings"]

_DRY_ROWS: Final = 3
_SINGLE: Final = 8
"""Rows that are sent if each goes in a call of its own."""
_ASK: Final[dict[str, Any]] = {"role": "user", "content": "a question"}
_SAID: Final[dict[str, Any]] = {"role": "assistant", "content": "an answer"}
_WRONG: Final[dict[str, Any]] = {
    "a batch without ids": [{"messages": [_ASK, _SAID]}] * 4,
    "a number": 7,
    "nothing": None,
    "an empty object": {},
    "a text that is no JSON": "rows",
    "rows that are no objects": [1, 2],
    "rows beside a row": [{"id": "a", "messages": [_ASK, _SAID]}, []],
    "a call of another contract": {"process_type": "preprocessing", "data": {}},
}
"""Events that no platform sends on purpose. A score for one of them would be made up."""
_LOCAL: Final = "Runtime.HandlerError"
"""The local target's word for every exception of a handler; AWS gives the exception's class and never this."""
_TYPED: Final = frozenset(
    (
        _LOCAL,
        *(name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.RewardError)),
    )
)


def contract_findings(subject: Subject, road: Road, faults: bool) -> Iterator[Finding]:
    """Yield the results for each kind of event; with ``faults`` also for wrong events.

    Each wrong event is a failed call, and counts for the experiment's own alarms.
    """
    yield _rows(subject, road)
    yield forms_finding(subject)
    if ROADS[road].dry_run:
        yield _dry_run(subject)
    if faults:
        yield _wrong_events(subject)
    else:
        yield Finding(
            "events that are wrong", "unseen", "not sent, because they count for the alarms: --faults sends them"
        )


def _rows(subject: Subject, road: Road) -> Finding:
    what, shape, size = f"rows as {road.value} sends them", shape_of(road), batch_size(subject.compiled, road)
    rows = subject.rows[:_SINGLE] if size == 1 else subject.rows
    rewards: list[float] = []
    try:
        for at in range(0, len(rows), size):
            sent = rows[at : at + size]
            (event,) = shape.build(sent)
            rewards += [each.reward for each in subject.scores(event, [row.row_id for row in sent])]
    except CheckFailed as error:
        return Finding(what, "bad", str(error))
    low, high = min(rewards), max(rewards)
    if low == high:
        return Finding(what, "warning", f"{len(rows)} scored, all {low:g}: nothing to learn from these samples")
    return Finding(what, "good", f"{len(rows)} scored, from {low:g} to {high:g}")


def _dry_run(subject: Subject) -> Finding:
    """Send raw rows as the SageMaker SDK does before it starts a job, with and without their ids."""
    what = "dry run of raw rows"
    rows = [dict(row.fields) for row in subject.rows[:_DRY_ROWS]]
    for sent in (rows, [{key: value for key, value in row.items() if key != "id"} for row in rows]):
        try:
            scored = subject.scores(sent, [row.get("id") for row in sent])
        except CheckFailed as error:
            return Finding(what, "bad", f"{error}; the SageMaker SDK would start no job")
        if not all(each.flags.get("unscorable") for each in scored):
            return Finding(what, "bad", "raw rows were scored, expected the flag unscorable: they hold no response")
    return Finding(what, "good", "answered in form and flagged, with and without ids")


def _wrong_events(subject: Subject) -> Finding:
    what = "events that are wrong"
    for name, event in _WRONG.items():
        try:
            answer = subject.call(event)
        except CheckFailed as error:
            return Finding(what, "bad", f"{name}: {error}")
        if answer.error is None:
            return Finding(what, "bad", f"{name} was answered, expected a typed error; a failure became a reply")
        if answer.error_type not in _TYPED:
            return Finding(
                what, "bad", f"{name} ended with {answer.error_type or answer.error}, expected a typed error of the kit"
            )
    return Finding(what, "good", f"{len(_WRONG)} refused, each with a typed error")
