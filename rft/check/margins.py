"""How near the check's own calls came to the function's limits: time, memory, and the init of a cold start."""

from collections.abc import Iterator, Sequence
from typing import Final

from rft.check.own_lines import Report
from rft.check.subject import Subject
from rft.doctor.finding import Finding, Health

__all__ = ["margin_findings"]

_INIT_SECONDS: Final = 10.0
"""Lambda ends an init that takes longer (Lambda Developer Guide, Runtime environment lifecycle)."""
_SHARES: Final = {"time": (0.5, 0.9), "memory": (0.8, 0.95), "cold start": (0.5, 0.8)}
"""Shares of a limit from which on it is worth a look, and from which on it is bad."""


def margin_findings(subject: Subject, reports: Sequence[Report]) -> Iterator[Finding]:
    """Yield a finding for time, memory and cold start, from Lambda's reports of the check's own calls."""
    if not reports:
        yield Finding("time and memory", "unseen", "Lambda's reports are not in the log: see log_share in the docs")
        return
    limit = subject.compiled.experiment.timeout_seconds
    yield _margin("time", max(each.millis for each in reports) / 1000, limit, "s", "give it more time or memory")
    size, used = reports[0].memory_mb, max(each.used_mb for each in reports)
    if used > size or not used:
        yield Finding("memory", "unseen", "the local target measures all of its functions together")
    else:
        yield _margin("memory", used, size, "MB", "raise memory_mb")
    yield _cold_start(subject, reports)


def _margin(what: str, most: float, limit: float, unit: str, advice: str) -> Finding:
    high, full = _SHARES[what]
    share = most / limit
    said = f"at most {most:.3g} of {limit:g} {unit}"
    state: Health = "bad" if share > full else "warning" if share > high else "good"
    return Finding(what, state, said if state == "good" else f"{said}; {advice}")


def _cold_start(subject: Subject, reports: Sequence[Report]) -> Finding:
    inits = [each.init_millis / 1000 for each in reports if each.init_millis is not None]
    if inits:
        return _margin("cold start", max(inits), _INIT_SECONDS, "s", "load less at import; raise memory_mb")
    if subject.place.name == "local":
        # The local target starts a function within a call and reports no init: it is the time beside the work.
        starts = [(each.millis - each.work_millis) / 1000 for each in reports if each.work_millis is not None]
        most = max(starts, default=0.0)
        return Finding("cold start", "unseen", f"at most {most:.2f} s on this machine, which says nothing about Lambda")
    return Finding("cold start", "unseen", "each call met a warm function; --load makes Lambda start more")
