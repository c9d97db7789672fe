"""``Reward``: what a reward file exports. Sample -> answer -> dimensions -> aggregate -> ``Score``."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reward_runtime.dimension import Dimension, Grade, Scorer
from reward_runtime.errors import RewardDefinitionError, RowFault, shielded
from reward_runtime.extract import Answer, Extractor, final_text
from reward_runtime.formula import Formula
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score

__all__ = ["Dimension", "Grade", "Outcome", "Reward", "Score", "Scorer"]

_ROUNDING = 1e-9


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
        names = [dimension.name for dimension in self.dimensions]
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

    def score(self, sample: Sample) -> Score:
        """Score one sample. Pure: the same sample scores the same, beside any neighbours."""
        try:
            reference = self._reference(sample)
            if sample.response is None:
                raise RowFault("no_response")
        except RowFault as fault:
            return self._floor(sample, Outcome.UNSCORABLE, fault.code)
        answer = self._answer(sample.response)
        if answer is None:
            return self._floor(sample, Outcome.NO_ANSWER, "no_answer")
        read = replace(sample, reference=reference)
        grades = {d.name: d.grade(read, answer) for d in self.dimensions}
        values = {name: grade.value for name, grade in grades.items()}
        return Score(
            sample.id,
            Outcome.SCORED,
            self.aggregate(values),
            values,
            "answered",
            answer.rule,
            answer.span,
            len(answer.others),
            {name: grade.reason for name, grade in grades.items() if grade.reason},
        )

    def aggregate(self, values: Mapping[str, float]) -> float:
        """Return floor + (ceiling - floor) x the share that the dimensions come to, never outside the range."""
        counted = {d.name: values[d.name] if d.counts(values) else 0.0 for d in self.dimensions}
        if self.formula:
            share = self.parsed_formula(counted)
        else:
            share = math.fsum(d.weight * counted[d.name] for d in self.dimensions) / self._weight
        if not -_ROUNDING <= share <= 1 + _ROUNDING:
            raise RewardDefinitionError(f"formula: got the share {share!r}, expected 0..1; mend it and deploy again")
        return min(self.ceiling, max(self.floor, self.floor + (self.ceiling - self.floor) * share))

    @cached_property
    def _weight(self) -> float:
        return math.fsum(dimension.weight for dimension in self.dimensions)

    @cached_property
    def parsed_formula(self) -> Formula:
        """The formula, ready to be called with values; only where there is one."""
        return Formula(self.formula)

    def _reference(self, sample: Sample) -> object:
        part = "the reward's read_reference"
        return shielded(part, lambda: self.read_reference(sample.reference), passing=RowFault)

    def _answer(self, response: str) -> Answer | None:
        found = shielded("the reward's extract", lambda: self.extract(response, [final_text(response)]))
        if found is None:
            return None
        value = shielded("the reward's accept", lambda: self.accept(found))
        return None if value is None else replace(found, value=value)

    def _floor(self, sample: Sample, outcome: Outcome, reason: str) -> Score:
        zeros = {dimension.name: 0.0 for dimension in self.dimensions}
        return Score(sample.id, outcome, self.floor, zeros, reason)
