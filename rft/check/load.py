"""The job's own load, once: its batch at its concurrency, or single samples as HyperPod sends them."""

import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.answer import Answer
from rft.invoke.invocation import parse_reply
from rft.invoke.roads import batch_size, shape_of
from rft.invoke.rows import RecordedRow
from rft.road import Road

__all__ = ["MOST_AT_ONCE", "events_of", "load_finding"]

_HIGH_SHARE: Final = 0.5
"""Share of the timeout above which a call has too little room for a slow day."""
MOST_AT_ONCE: Final = 100
"""Most calls that are tried at once."""


def events_of(subject: Subject, road: Road, at_once: int) -> list[Any]:
    """Return the events of ``at_once`` calls, each with a batch as the experiment's ``job`` block has it."""
    size = batch_size(subject.compiled, road)
    shape, rows = shape_of(road), subject.rows
    batches = [[_copy(rows[(call * size + at) % len(rows)], call, at) for at in range(size)] for call in range(at_once)]
    return [event for batch in batches for event in shape.build(batch)]


def _copy(row: RecordedRow, call: int, at: int) -> RecordedRow:
    return replace(row, fields={**row.fields, "id": f"check-{call}-{at}"})


def load_finding(subject: Subject, road: Road, load: bool) -> Iterator[Finding]:
    """Yield the time of the job's calls beside the timeout; with ``load`` as many at once as the job makes."""
    wanted = subject.compiled.experiment.job.concurrency if load else 1
    at_once = min(wanted, MOST_AT_ONCE)
    events = events_of(subject, road, at_once)
    what = f"{len(events)} call{'s' if len(events) > 1 else ''} at once"
    with ThreadPoolExecutor(at_once) as pool:
        answers = list(pool.map(subject.call, events))
    problem = next(filter(None, map(_problem, answers)), None)
    if problem is not None:
        yield Finding(what, "bad", problem)
        return
    times = sorted(answer.millis / 1000 for answer in answers)
    limit = subject.compiled.experiment.timeout_seconds
    said = f"{statistics.median(times):.2f} s in the middle, {times[-1]:.2f} s at most, of {limit} s"
    if times[-1] > _HIGH_SHARE * limit:
        yield Finding(what, "warning", f"{said}; give the function more memory or time, or the job smaller batches")
    else:
        yield Finding(what, "good", said)
    if wanted > at_once:
        yield Finding("concurrency", "unseen", f"the job makes {wanted} calls at once, and {at_once} were tried")


def _problem(answer: Answer) -> str | None:
    try:
        parse_reply(answer.error, answer.payload)
    except CheckFailed as error:
        return str(error)
    return None
