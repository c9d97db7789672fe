"""Why a file has nothing to measure: the lines left out, and the remedy."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome

from rft.calibrate.labels.labels import FEWEST, Labels
from rft.calibrate.labels.ratings import COLUMNS
from rft.score.source.samples import Found

__all__ = ["Left", "nothing", "unjudged"]

_REASONS: Final = {
    "no_response": "without a response",
    Outcome.NO_ANSWER.value: "in which the reward finds no answer",
    "answers_differ": "with answers that differ",
    "no_reference": "without the reference that the rubric shows",
    "reference_below_ceiling": "with a reference that no response can meet",
    "empty": "with an empty answer",
    "too_long": "longer than a judge is shown",
    "no_words": "without words",
    "master_key": "that say nothing",
    "its code fails": "on which the reward's code fails",
}
"""Reason of a score that needs no judge -> in words, after "responses"."""
_NAMED: Final = 12


@dataclass
class Left:
    """The lines left out."""

    unlabelled: int = 0
    unjudged: Counter[str] = field(default_factory=Counter[str])
    gated: Counter[str] = field(default_factory=Counter[str])
    columns: dict[str, None] = field(default_factory=dict[str, None])
    """Columns of the first rows without a rating."""

    def add(self, found: Found) -> None:
        """Count a row without a rating."""
        self.unlabelled += 1
        if len(self.columns) < _NAMED:
            self.columns.update(dict.fromkeys([*found.beside, *found.sample.fields]))


def unjudged(found: Mapping[str, int]) -> str:
    """Return the responses that need no judge in words; empty if there is none."""
    if not found:
        return ""
    told = ", ".join(f"{count} {_REASONS.get(reason, reason)}" for reason, count in found.items())
    return f"{sum(found.values())} that no judge needs to score ({told})"


def nothing(found: Labels, left: Left, reward: AnyReward, column: str | None) -> str:
    """Return the fault of labels of which no dimension can be measured."""
    kept, place = len(found.responses), f"the column {column}" if column else f"one of the columns {', '.join(COLUMNS)}"
    if not kept and not left.unlabelled and not left.unjudged and not left.gated:
        return f"got no rows, expected at least {FEWEST} with a rating in {place}"
    if not kept and left.unlabelled and not left.unjudged and not left.gated:
        other = "" if column else ", or --labels COLUMN"
        named = ", ".join(list(left.columns)[:_NAMED])
        return f"got {left.unlabelled} rows without a rating, expected one in {place}{other}; the rows have {named}"
    lacking = {each.name: found.lacking(each.name) for each in reward.judged}
    equal = [name for name, why in lacking.items() if "equal" in why]
    if equal:
        return (
            f"{found.column}: got {kept} responses that people find equally good in {equal[0]}, expected "
            "better and worse ones, because equal ones say nothing of a judge's order"
        )
    without = f"{left.unlabelled} without a label" if left.unlabelled else ""
    others = ", ".join(each for each in (without, unjudged(left.unjudged)) if each)
    beside = f", beside {others}" if others else ""
    by_name = "; ".join(f"{name}: {why}" for name, why in lacking.items())
    return (
        f"got {kept} labelled responses that are judged{beside}, expected at least {FEWEST} for one dimension "
        f"({by_name}); add rated responses"
    )
