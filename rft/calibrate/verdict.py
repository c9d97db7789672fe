"""``Verdict``: trusted, untrusted or inconclusive, from checks that each say why.

A check is good or bad only if the whole interval of its figure lies on that side of the bar; else it is open. One bad
check makes a judge untrusted. One open check makes it inconclusive, and more labels decide.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rft.calibrate.measure import Figures
from rft.calibrate.statistics.resample import Estimate

__all__ = ["Check", "State", "Verdict", "checks", "labels_needed", "verdict_of"]

CEILING_SHARE: Final = 0.8
"""Share of the agreement of one person with the others that a judge must reach."""
ORDER: Final = 0.6
"""Rank correlation that it must reach if no ceiling is known."""
MODERATE: Final = 0.4
"""Weighted kappa from which on agreement is moderate (Landis & Koch, Biometrics 33, 1977)."""
MOST_LOST: Final = 0.005
STEADY: Final = 0.8
MOST_SHIFT: Final = 0.1
"""Share of the scale by which order or filler may move a score on average."""
LENGTH: Final = 0.3
"""Rank correlation with length beyond people's own."""
MOST_ON_ONE_LEVEL: Final = 0.9
TOLD_APART: Final = 0.8
FEWEST_GROUPS: Final = 10


class State(StrEnum):
    """How a check ended."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


class Verdict(StrEnum):
    """Whether a judge may be trained on."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True)
class Check:
    """One check of a judge."""

    name: str
    state: State
    says: str


def checks(found: Figures) -> list[Check]:
    """Return every check that the figures allow."""
    return list(_checks(found))


def verdict_of(results: Sequence[Check]) -> Verdict:
    """Return the verdict that follows from the checks."""
    states = {each.state for each in results}
    if State.BAD in states:
        return Verdict.UNTRUSTED
    return Verdict.INCONCLUSIVE if State.OPEN in states else Verdict.TRUSTED


def labels_needed(found: Figures) -> int | None:
    """Return about how many labels would decide on the order; ``None`` if it is decided, or nothing is known."""
    bar, figure = order_bar(found), found.spearman
    if not figure.known or not figure.low < bar <= figure.high:
        return None
    gap = max(abs(figure.value - bar), 0.02)
    return math.ceil(found.labels * max(1.0, ((figure.high - figure.low) / 2 / gap) ** 2))


def order_bar(found: Figures) -> float:
    """Return the rank correlation that a judge must reach."""
    return CEILING_SHARE * found.ceiling.value if found.ceiling.known else ORDER


def _checks(found: Figures) -> Iterator[Check]:
    asked = found.labels + found.lost
    lost = found.lost / asked if asked else 1.0
    yield Check("answers", State.GOOD if lost <= MOST_LOST else State.BAD, f"{found.lost} of {asked} without a verdict")
    bar = order_bar(found)
    of = (
        f"{CEILING_SHARE:.0%} of one person's {found.ceiling.value:.2f}"
        if found.ceiling.known
        else "no ceiling is known"
    )
    says = f"Spearman {shown(found.spearman)}, bar {bar:.2f} ({of})"
    if found.ceiling.known and not found.ceiling.low > 0:
        says = f"people do not agree with one another ({shown(found.ceiling)}), so their labels set no bar"
        yield Check("order", State.OPEN, says)
    else:
        yield Check("order", _above(found.spearman, bar), says)
    yield Check("levels", _above(found.kappa, MODERATE), f"weighted kappa {shown(found.kappa)}, bar {MODERATE}")
    says = f"Spearman {shown(found.gain)} above the judge by {found.baseline}, bar 0"
    yield Check("more than trivial", _above(found.gain, 0.0, strict=True), says)
    stays = "no variance" if math.isnan(found.steady) else f"{found.steady:.0%} of the variance stays"
    yield Check("again", _steady(found), f"{stays}, {_share(found.changed_again)} changed")
    for name, shift in (("order of the texts", found.shift_order), ("filler", found.shift_filler)):
        yield Check(name, _within(shift, MOST_SHIFT), f"moves the score by {shown(shift)}, bar {MOST_SHIFT}")
    says = f"rank correlation {shown(found.length)} beyond people's own ({found.people_length:.2f}), bar {LENGTH}"
    yield Check("length", _within(found.length, LENGTH), says)
    most = max(found.used.values(), default=0) / max(1, found.labels)
    state = State.GOOD if most <= MOST_ON_ONE_LEVEL and len(found.used) > 1 else State.BAD
    yield Check("scale", state, f"{len(found.used)} of {found.levels} levels used, {most:.0%} on one")
    if found.groups >= FEWEST_GROUPS:
        state = State.GOOD if found.told_apart >= TOLD_APART else State.BAD
        yield Check(
            "groups", state, f"{found.told_apart:.0%} of {found.groups} groups told apart, bar {TOLD_APART:.0%}"
        )


def shown(figure: Estimate) -> str:
    """Return a figure with its interval."""
    # A zero has no sign: rounded figures just below it would have one.
    value, low, high = (f"{round(each, 2) + 0.0:.2f}" for each in (figure.value, figure.low, figure.high))
    return f"{value} [{low}, {high}]" if figure.known else "unknown"


def _share(value: float) -> str:
    return "an unknown share" if math.isnan(value) else f"{value:.0%}"


def _above(figure: Estimate, bar: float, *, strict: bool = False) -> State:
    if not figure.known:
        return State.BAD
    if figure.low > bar or (figure.low == bar and not strict):
        return State.GOOD
    # Nothing above zero at all, as for the trivial judge itself, is decided as well.
    return State.BAD if figure.high < bar or figure.value == figure.low == figure.high else State.OPEN


def _within(figure: Estimate, most: float) -> State:
    if not figure.known:
        # A judge that always says the same shows no preference; other checks refuse it.
        return State.GOOD
    if -most <= figure.low and figure.high <= most:
        return State.GOOD
    return State.BAD if figure.low > most or figure.high < -most else State.OPEN


def _steady(found: Figures) -> State:
    return State.GOOD if math.isnan(found.steady) or found.steady >= STEADY else State.BAD
