"""Recorded responses get a score, and the same one each time."""

from collections.abc import Sequence
from typing import Any, Final

from reward_runtime.samples import Sample
from reward_runtime.score import Score

from compiler.rehearsal.inside.rows import Row
from compiler.rehearsal.inside.trials import Trials

__all__ = ["recorded_responses_score"]

_LEAST: Final = 2
"""Fewest responses that can be told apart."""


def recorded_responses_score(trials: Trials, rows: Sequence[Row], *, known: bool) -> None:
    """Score each response twice. If no right answer is ``known``, the responses must not all earn the same."""
    said = [(row, response) for row in rows for response in row.responses]
    first = [trials.score(row.sample, response) for row, response in said]
    # In the other order, so that a score that depends on the samples before it shows too.
    again = [trials.score(row.sample, response) for row, response in reversed(said)][::-1]
    for (row, _), one, other in zip(said, first, again, strict=True):
        if one is not None and other is not None and one != other:
            _add_difference(trials, row.sample, one, other)
    earned = {None if score is None else score.aggregate for score in first}
    # After a fault nothing is known of the others.
    if not known and not trials.reward.judged and len(said) >= _LEAST and len(earned) == 1 and None not in earned:
        says = f"all {len(said)} recorded responses earn {earned.pop():g}, expected right ones to earn more"
        trials.add("alike", trials.line_of(""), f"{says}; correct the reward, or record right and wrong responses")


def _add_difference(trials: Trials, sample: Sample[Any], one: Score, other: Score) -> None:
    changed = [name for name, value in one.dimensions.items() if other.dimensions.get(name) != value]
    part = f"the scorer of dimension {changed[0]!r}" if changed else "the reward's extract"
    values = [score.dimensions[changed[0]] if changed else score.aggregate for score in (one, other)]
    says = f"{part} led to {values[0]:g} and then to {values[1]:g} for one response, expected the same"
    trials.add("differs", trials.line_of(part), f"{says}; take out chance, time and memory", sample)
