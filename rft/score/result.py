"""A run as one JSON object, written while it goes on, so that any number of samples passes through little memory."""

from collections.abc import Mapping
from typing import Any, TextIO

from rft.output import json_line
from rft.score.fault import Fault
from rft.score.labels.agreement import Agreement
from rft.score.scoring import Asked, Result, Scored
from rft.score.source.lines import BadLine
from rft.score.tally.groups import prompt_key
from rft.score.tally.tally import Kinds, Tally


class JsonResult:
    """Writes the object: a first line of settings, a line for each sample, and a line of the sums."""

    def __init__(self, out: TextIO, known: Mapping[str, Any]) -> None:
        """Take the keys known before the first sample. Nothing is written yet, because the run may be refused."""
        self._out = out
        self._next = f'{json_line(dict(known))[:-1]}, "samples": [\n'

    def add(self, result: Result) -> None:
        """Write a sample, or nothing for a line that holds none."""
        if not isinstance(result, BadLine):
            self._out.write(self._next + json_line(_sample(result)))
            self._next = ",\n"

    def end(self, tally: Tally, asked: Asked, agreement: Agreement | None = None) -> None:
        """Write the sums and end the object."""
        known = {} if agreement is None else {"labels": agreement.figures()}
        head = "\n" if self._next == ",\n" else self._next
        self._out.write(head + "], " + json_line(_sums(tally) | {"asked": vars(asked)} | known)[1:] + "\n")
        self._out.flush()


def _sample(result: Scored | Fault) -> dict[str, Any]:
    found = result.found
    group = prompt_key(found.sample.prompt).hex()
    head: dict[str, Any] = {"id": found.sample.id, "at": found.response_at, "group": group}
    if isinstance(result, Fault):
        return head | {"fault": result.says}
    score = result.score
    return (
        head
        | {
            "outcome": score.outcome,
            "reward": score.aggregate,
            "dimensions": dict(score.dimensions),
            "reason": score.reason,
            "reasons": dict(score.reasons),
        }
        | ({"said": dict(result.said)} if result.said else {})
    )


def _sums(tally: Tally) -> dict[str, Any]:
    rewards, groups = tally.rewards, tally.groups.sums()
    spread = {"mean": rewards.mean, "stddev": rewards.stddev, "min": rewards.low, "max": rewards.high}
    return {
        "count": rewards.count,
        "outcomes": dict(tally.outcomes),
        "spread": spread if rewards.count else None,
        "histogram": [vars(each) for each in rewards.bins()],
        "dimensions": dict(tally.means()) if rewards.count else {},
        "groups": {
            "count": groups.groups,
            "samples": groups.samples,
            "flat": groups.flat,
            "mean_spread": groups.spread / groups.groups if groups.groups else None,
        },
        "unscorable": _kinds(tally.unscorable),
        "faults": {says: kind | _trace(tally, says) for says, kind in _kinds(tally.faults).items()},
        "bad_lines": {"count": tally.bad_lines, "first": [vars(each) for each in tally.first_bad]},
    }


def _kinds(kinds: Kinds) -> dict[str, dict[str, Any]]:
    return {says: {"count": kind.count, "at": kind.places} for says, kind in kinds.items()}


def _trace(tally: Tally, says: str) -> dict[str, str]:
    first = tally.faults[says].first
    return {} if first is None or not first.trace else {"traceback": first.trace}
