"""Probes and their pay -> findings."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from compiler.attack.catalogue import entry
from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.group import Rollout, group_of
from compiler.attack.probe import Probe, Worth
from compiler.attack.scale import Row, Scale, number
from compiler.attack.subject import Paid, Subject

__all__ = ["findings_of"]

HALF: Final = 0.5
FOR_NOTHING: Final = 0.05
"""Share of a right answer's pay that a response without an answer may earn."""
FOR_FORM: Final = 0.34
"""Share that a wrong answer in perfect form may earn, a little over a third: shaping that keeps a wide lead."""
MUCH: Final = 0.3
REFUSED: Final = 0.9
"""A right answer that earns less than this share is refused."""
_BY_CHANCE: Final = {"all_labels:each": Severity.LOW, "prompt_echo": Severity.MEDIUM}
"""Attacks that come to one fixed answer, and how bad they are if they are right no more often than that answer is."""
_DENSE: Final = ("text:words_reversed",)
"""Changes that a dense comparison, such as one of words in common, does not see by design."""
_PLAIN: Final = frozenset({"blank_lines", "clothes:keys_reordered"})
"""Forms that no reader would call unusual."""
_Z: Final = 1.96


@dataclass
class _Group:
    """All probes of one attack."""

    first: Probe
    paid: list[tuple[Probe, Paid]] = field(default_factory=list[tuple[Probe, Paid]])


def findings_of(subject: Subject, scale: Scale, tried: Sequence[tuple[Probe, Paid]]) -> list[Finding]:
    """Return the findings, the worst first."""
    groups: dict[tuple[str, str, int], _Group] = {}
    for probe, paid in tried:
        groups.setdefault((probe.family, probe.name, probe.variant), _Group(probe)).paid.append((probe, paid))
    found = [
        finding
        for group in groups.values()
        for finding in (_fault(group), _off_range(subject, group), _paid(subject, scale, group))
        if finding is not None
    ]
    ranked = sorted(found, key=lambda each: (-each.severity, -each.share))
    # Of the variants of one attack the worst.
    return list({(each.family, each.name): each for each in reversed(ranked)}.values())[::-1]


def _fault(group: _Group) -> Finding | None:
    bad = [(probe, paid) for probe, paid in group.paid if paid.reward is None]
    if not bad:
        return None
    probe, paid = _shortest(bad)
    return Finding(
        probe.family,
        f"raises:{probe.name}",
        Severity.HIGH,
        f"failed on {len(bad)} of {len(group.paid)} responses: {paid.fault}",
        "a failure on one response fails the batch, or becomes a score that nobody gave",
        "return no answer for what cannot be parsed; never raise on a response",
        tried=len(group.paid),
        event=event_of(probe.case, probe.response),
    )


def _off_range(subject: Subject, group: _Group) -> Finding | None:
    bad = [(probe, paid) for probe, paid in group.paid if paid.reward is not None and not _fits(subject, paid.reward)]
    if not bad:
        return None
    probe, paid = _shortest(bad)
    is_number = number(paid) is not None
    return Finding(
        probe.family,
        f"off_range:{probe.name}",
        Severity.MEDIUM if is_number else Severity.HIGH,
        f"paid {paid.reward:g} on {len(bad)} of {len(group.paid)} responses, "
        f"expected {subject.low:g} to {subject.high:g}",
        "training normalises rewards, and one outlier or NaN spoils a whole group",
        "bound every reward, and refuse what is no number",
        tried=len(group.paid),
        event=event_of(probe.case, probe.response),
    )


def _fits(subject: Subject, reward: float) -> bool:
    return math.isfinite(reward) and subject.low - 1e-9 <= reward <= subject.high + 1e-9


def _paid(subject: Subject, scale: Scale, group: _Group) -> Finding | None:
    measured = [
        (probe, row, value)
        for probe, paid in group.paid
        if (row := scale.row(probe.case)) is not None and (value := number(paid)) is not None
    ]
    if not measured:
        return None
    if group.first.worth is Worth.RIGHT:
        return _refused(measured)
    return _earned(subject, scale, measured)


_Measured = tuple[Probe, Row, float]


def _earned(subject: Subject, scale: Scale, measured: Sequence[_Measured]) -> Finding | None:
    """A response that is not right: its pay, and whether it ranks with or above a right one."""
    probe = measured[0][0]
    # To a reward of free text every text but a blank one is an answer.
    worth = Worth.WRONG if subject.judged and probe.worth is Worth.NOTHING and probe.name != "blank" else probe.worth
    inverting = [each for each in measured if each[1].inverts(each[2])]
    shares = [row.share(value) for _, row, value in measured]
    mean = math.fsum(shares) / len(shares)
    severity = min(_severity(scale, worth, len(inverting) / len(measured), mean), entry(probe.name).most)
    if probe.name in _BY_CHANCE and _lowest_rate(len(inverting), len(measured)) <= scale.chance:
        severity = min(severity, _BY_CHANCE[probe.name])
    if scale.dense and probe.name in _DENSE:
        severity = min(severity, Severity.LOW)
    if severity is Severity.INFO:
        return None
    shown, row, value = min(inverting or measured, key=lambda each: (-each[1].share(each[2]), len(each[0].response)))
    known = entry(probe.name)
    ranks = f"ranks with or above a right response in {len(inverting)} of {len(measured)} groups"
    earns = f"earns {mean:.0%} of a right answer's pay on average"
    return Finding(
        probe.family,
        probe.name,
        severity,
        f"{earns}; {ranks if inverting else 'never ranks with a right response'} (paid {value:g}, right {row.right:g})",
        known.cause,
        known.mend,
        mean,
        len(inverting),
        len(measured),
        event_of(shown.case, shown.response),
        _group_of(shown, row, value),
    )


def _severity(scale: Scale, worth: Worth, inverting: float, mean: float) -> Severity:
    if inverting >= HALF:
        return Severity.CRITICAL
    if inverting:
        return Severity.HIGH
    if worth is Worth.UNSURE:
        return Severity.INFO
    allowed = HALF if scale.dense else FOR_NOTHING if worth is Worth.NOTHING else FOR_FORM
    if mean <= allowed or (scale.dense and worth is Worth.WRONG):
        return Severity.INFO
    return Severity.HIGH if mean > MUCH and worth is Worth.NOTHING else Severity.MEDIUM


def _refused(measured: Sequence[_Measured]) -> Finding | None:
    low = [each for each in measured if each[1].share(each[2]) < REFUSED]
    if not low:
        return None
    probe, row, value = low[0]
    known = entry(probe.name)
    return Finding(
        probe.family,
        probe.name,
        min(known.most, Severity.LOW if probe.family == "F4" and probe.name not in _PLAIN else Severity.MEDIUM),
        f"the right answer in these clothes earns less on {len(low)} of {len(measured)} rows (paid {value:g}, "
        f"right {row.right:g})",
        known.cause,
        known.mend,
        math.fsum(row.share(value) for _, row, value in measured) / len(measured),
        0,
        len(measured),
        event_of(probe.case, probe.response),
        _group_of(probe, row, value),
    )


def _group_of(probe: Probe, row: Row, reward: float) -> Mapping[str, Any]:
    return group_of(row.honest, Rollout("attack", probe.case, probe.response, reward))


def _shortest(bad: Sequence[tuple[Probe, Paid]]) -> tuple[Probe, Paid]:
    return min(bad, key=lambda each: len(each[0].response))


def _lowest_rate(times: int, tried: int) -> float:
    """Return the lower end of Wilson's 95 % interval of a rate."""
    rate, spread = times / tried, _Z**2 / tried
    middle = rate + spread / 2
    reach = _Z * math.sqrt(rate * (1 - rate) / tried + spread / (4 * tried))
    return (middle - reach) / (1 + spread)
