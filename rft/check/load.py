"""The job's own load, once: its batch at its concurrency, or single samples as HyperPod sends them."""

import statistics
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from rft.check.limits import calls_at_once
from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.roads import batch_size, shape_of
from rft.invoke.rows import RecordedRow
from rft.road import Road

__all__ = ["MOST_AT_ONCE", "at_once", "events_of", "load_findings"]

_HIGH_SHARE: Final = 0.5
"""Share of the timeout above which a call has too little room for a slow day."""
_FULL_SHARE: Final = 0.9
"""Share of the timeout above which it has none."""
_HYPERPOD_A_SECOND: Final = 400
"""Single samples a second that HyperPod sends by default (AWS's blog on reward functions of 2026-04-13)."""
MOST_AT_ONCE: Final = 100
"""Most calls that are tried at once."""


@dataclass(frozen=True)
class Sent:
    """One event, and the ids in it."""

    event: Any
    ids: tuple[str, ...]


def at_once(subject: Subject, road: Road, load: bool) -> int:
    """Return the number of calls that are made at once."""
    return min(calls_at_once(subject, road), MOST_AT_ONCE) if load else 1


def events_of(subject: Subject, road: Road, calls: int) -> list[Sent]:
    """Return the events of this many calls, each with a batch as the experiment's ``job`` block has it."""
    size, rows = batch_size(subject.compiled, road), subject.samples
    wanted = [rows[at % len(rows)] for at in range(calls * size)]
    marked = subject.marked(wanted, "load")
    return [_sent(road, marked[at : at + size]) for at in range(0, len(marked), size)]


def _sent(road: Road, rows: list[RecordedRow]) -> Sent:
    (event,) = shape_of(road).build(rows)
    return Sent(event, tuple(row.row_id for row in rows))


def load_findings(subject: Subject, road: Road, load: bool) -> Iterator[Finding]:
    """Yield the time of the job's calls beside the timeout; with ``load`` as many at once as the job makes."""
    calls = at_once(subject, road, load)
    sent = events_of(subject, road, calls)
    what = f"{calls} call{'s' if calls > 1 else ''} of {len(sent[0].ids)} at once"
    before = len(subject.millis)
    with ThreadPoolExecutor(calls) as pool:
        problems = list(pool.map(partial(_problem, subject), sent))
    problem = next(filter(None, problems), None)
    if problem is not None:
        failed = sum(each is not None for each in problems)
        yield Finding(what, "bad", f"{failed} of {calls} failed: {problem}")
        return
    times = sorted(millis / 1000 for millis in subject.millis[before:])
    yield _times(subject, what, times)
    if road is Road.HYPERPOD and load:
        yield _rate(statistics.median(times), calls)
    wanted = calls_at_once(subject, road)
    if wanted > calls:
        how = f", and {calls} were tried" if load else "; --load makes them"
        yield Finding("load", "unseen", f"the job makes {wanted} calls at once{how}")


def _problem(subject: Subject, sent: Sent) -> str | None:
    try:
        subject.scores(sent.event, sent.ids)
    except CheckFailed as error:
        return str(error)
    return None


def _times(subject: Subject, what: str, times: list[float]) -> Finding:
    limit = subject.compiled.experiment.timeout_seconds
    said = f"{statistics.median(times):.2f} s in the middle, {times[-1]:.2f} s at most, of {limit} s"
    if times[-1] > _FULL_SHARE * limit:
        return Finding(what, "bad", f"{said}; give the function more memory or time, or the job smaller batches")
    if times[-1] > _HIGH_SHARE * limit:
        return Finding(what, "warning", f"{said}; give the function more memory or time, or the job smaller batches")
    return Finding(what, "good", said)


def _rate(seconds: float, calls: int) -> Finding:
    """Say how many single samples a second this many calls at once can carry."""
    rate, what = calls / seconds, "samples a second"
    said = f"{rate:.0f} with {calls} calls at once; HyperPod sends {_HYPERPOD_A_SECOND} by default"
    if rate < _HYPERPOD_A_SECOND:
        return Finding(what, "warning", f"{said}; the job will wait unless it makes more calls at once")
    return Finding(what, "good", said)
