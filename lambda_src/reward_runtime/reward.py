"""``Reward``: what a reward file exports. Sample -> answer -> dimensions -> aggregate -> ``Score``."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from reward_runtime.dimension import Dimension, Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer, Extractor
from reward_runtime.formula import Formula
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.scoring import Draft, Settle, Start, settle_of, start_of, total_of

__all__ = ["Dimension", "Grade", "Outcome", "Reward", "Score", "Scorer"]


@dataclass(frozen=True)
class Reward:
    """An extractor, dimensions and a range."""

    extract: Extractor
    accept: Callable[[Answer], object]
    """Answer -> its ``value``, or ``None`` when it is none (a word that is no label, say)."""
    read_reference: Callable[[object], object]
    """The row's reference -> what scorers compare with; raises ``RowFault``."""
    dimensions: tuple[Dimension, ...]
    form: str
    """A response in the form that is asked for, with ``{answer}`` where the answer goes."""
    write: Callable[[object], str] = str
    """A reference as read -> the text of a right answer to it, for tests and for trying the reward out."""
    floor: float = 0.0
    ceiling: float = 1.0
    formula: str = ""
    """Arithmetic over the dimensions, in place of their weights: see ``Formula``."""
    allow_inversion: str = ""
    """Why, in a sentence, this reward may rank a wrong answer above a right one; such a reward is refused without."""

    def __post_init__(self) -> None:
        """Refuse what can never score: see ``RewardDefinitionError``."""
        names = self.names
        if not names or len(set(names)) != len(names):
            raise RewardDefinitionError(f"dimensions: got {names}, expected at least one, each name once")
        for dimension in self.dimensions:
            unknown = sorted(set(dimension.requires) - (set(names) - {dimension.name}))
            if unknown:
                raise RewardDefinitionError(
                    f"dimension {dimension.name!r}: requires: got {', '.join(unknown)}, expected other dimensions"
                )
        if not -math.inf < self.floor < self.ceiling < math.inf:
            raise RewardDefinitionError(f"range: got {self.floor!r}..{self.ceiling!r}, expected floor < ceiling")
        if self.form.count("{answer}") != 1:
            raise RewardDefinitionError(f"form: got {self.form!r}, expected the place {{answer}} once")
        if self.formula:
            Formula(self.formula).check(names)

    def weighted(self, weights: Mapping[str, float]) -> "Reward":
        """Return this reward with some weights replaced; ``RewardDefinitionError`` for a name that has no weight."""
        if weights and self.formula:
            raise RewardDefinitionError("weights: got some for a reward with a formula, expected none; change that")
        names = [dimension.name for dimension in self.dimensions]
        unknown = sorted(set(weights) - set(names))
        if unknown:
            raise RewardDefinitionError(f"weights: got {', '.join(unknown)}, expected some of {', '.join(names)}")
        changed = tuple(replace(d, weight=weights.get(d.name, d.weight)) for d in self.dimensions)
        return replace(self, dimensions=changed)

    def ideal_response(self, answer: str) -> str:
        """Return a response in perfect form that gives ``answer``."""
        return self.form.replace("{answer}", answer)

    @cached_property
    def score(self) -> Callable[[Sample], Score]:
        """Scores one sample. Pure: the same sample scores the same, beside any neighbours.

        ``RewardDefinitionError`` for a reward with a judged dimension, which takes a judge: see ``Pipeline``.
        """
        if all(callable(dimension.score) for dimension in self.dimensions):
            # Only a judged dimension leaves a draft.
            return cast("Callable[[Sample], Score]", self.start)
        return self._unjudged

    def _unjudged(self, sample: Sample) -> Score:
        score = self.start(sample)
        if isinstance(score, Draft):
            raise RewardDefinitionError("score: got a reward with judged dimensions, expected none; call its pipeline")
        return score

    def aggregate(self, values: Mapping[str, float]) -> float:
        """Return floor + (ceiling - floor) x the share that the dimensions come to, never outside the range."""
        return self._total([values[name] for name in self.names])

    def floored(self, sample: Sample, outcome: Outcome, reason: str) -> Score:
        """Return the floor: the score of a sample without an answer, or whose row cannot be scored."""
        return Score(sample.id, outcome, self.floor, dict.fromkeys(self.names, 0.0), reason)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions, in order."""
        return tuple(dimension.name for dimension in self.dimensions)

    @cached_property
    def start(self) -> Start:
        """All of the scoring that needs no judge: see ``reward_runtime.scoring``."""
        return start_of(self)

    @cached_property
    def settle(self) -> Settle:
        """The rest of it, once the judge has spoken."""
        return settle_of(self)

    @cached_property
    def parsed_formula(self) -> Formula:
        """The formula, ready to be called with values; only where there is one."""
        return Formula(self.formula)

    @cached_property
    def _total(self) -> Callable[[Sequence[float]], float]:
        return total_of(self)
