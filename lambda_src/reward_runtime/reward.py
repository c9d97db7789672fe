"""``Reward``: what a reward file exports. Sample -> answer -> dimensions -> aggregate -> ``Score``."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import cast

from reward_runtime.errors import RewardDefinitionError, RowFault, ScorerError, shielded
from reward_runtime.extract import Answer, Extractor, final_text
from reward_runtime.samples import Sample

__all__ = ["Dimension", "Outcome", "Reward", "Score", "Scorer"]

Scorer = Callable[[Sample, Answer], float]
"""0..1, good when high. It sees the sample with its reference already read, and an answer that was accepted."""


class Outcome(StrEnum):
    """What became of one sample."""

    SCORED = "scored"
    """An answer was found and every dimension scored."""
    NO_ANSWER = "no_answer"
    """The response holds no answer, or several: the floor, and rightly so."""
    UNSCORABLE = "unscorable"
    """The row is at fault, for every response alike: the floor, flagged."""


@dataclass(frozen=True)
class Dimension:
    """One named part of a reward."""

    name: str
    """A claim that is good when high: ``correct``, ``well_formed``."""
    weight: float
    """Above 0. Weights are shares of their sum."""
    score: Scorer
    decisive: bool = False
    """True for the one dimension that says whether the answer is right: 1 or 0, nothing between."""


@dataclass(frozen=True)
class Score:
    """One sample's result."""

    id: object
    outcome: Outcome
    aggregate: float
    """Within the reward's floor and ceiling."""
    dimensions: Mapping[str, float]
    """Every dimension of the reward, 0..1; all 0.0 unless scored."""
    reason: str
    """Short code: ``answered``, ``no_answer``, or why the row is unscorable."""
    rule: str = ""
    """Name of the extractor that found the answer."""


@dataclass(frozen=True)
class Reward:
    """An extractor, dimensions and a range."""

    extract: Extractor
    accept: Callable[[Answer], str | None]
    """Answer -> its normal form, or ``None`` when it is none (a word that is no label, say)."""
    read_reference: Callable[[object], object]
    """The row's reference -> what scorers compare with; raises ``RowFault``."""
    dimensions: tuple[Dimension, ...]
    form: str
    """A response in the form that is asked for, with ``{answer}`` where the answer goes."""
    floor: float = 0.0
    ceiling: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what can never score: see ``RewardDefinitionError``."""
        names = [dimension.name for dimension in self.dimensions]
        if not names or len(set(names)) != len(names):
            raise RewardDefinitionError(f"dimensions: got {names}, expected at least one, each name once")
        for dimension in self.dimensions:
            if not dimension.name.isidentifier() or not 0 < dimension.weight < math.inf:
                raise RewardDefinitionError(
                    f"dimension {dimension.name!r}: got weight {dimension.weight!r}, expected a name of letters,"
                    " digits and _, and a finite weight above 0"
                )
        if not -math.inf < self.floor < self.ceiling < math.inf:
            raise RewardDefinitionError(f"range: got {self.floor!r}..{self.ceiling!r}, expected floor < ceiling")
        if self.form.count("{answer}") != 1:
            raise RewardDefinitionError(f"form: got {self.form!r}, expected the place {{answer}} once")

    def weighted(self, weights: Mapping[str, float]) -> "Reward":
        """Return this reward with some weights replaced; an unknown name is a ``RewardDefinitionError``."""
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
        values = {d.name: _value(d, read, answer) for d in self.dimensions}
        return Score(sample.id, Outcome.SCORED, self.aggregate(values), values, "answered", answer.rule)

    def aggregate(self, values: Mapping[str, float]) -> float:
        """Return floor + (ceiling - floor) x the weighted mean of the dimensions, never outside the range."""
        total = math.fsum(dimension.weight for dimension in self.dimensions)
        share = math.fsum(d.weight * values[d.name] for d in self.dimensions) / total
        return min(self.ceiling, max(self.floor, self.floor + (self.ceiling - self.floor) * share))

    def _reference(self, sample: Sample) -> object:
        part = "the reward's read_reference"
        return shielded(part, lambda: self.read_reference(sample.reference), passing=RowFault)

    def _answer(self, response: str) -> Answer | None:
        found = shielded("the reward's extract", lambda: self.extract(response, [final_text(response)]))
        if found is None:
            return None
        text = shielded("the reward's accept", lambda: self.accept(found))
        return None if text is None else replace(found, text=text)

    def _floor(self, sample: Sample, outcome: Outcome, reason: str) -> Score:
        zeros = {dimension.name: 0.0 for dimension in self.dimensions}
        return Score(sample.id, outcome, self.floor, zeros, reason)


def _value(dimension: Dimension, sample: Sample, answer: Answer) -> float:
    part = f"the scorer of dimension {dimension.name!r}"
    value = cast("object", shielded(part, lambda: dimension.score(sample, answer)))
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
        kind = type(value).__name__
        raise ScorerError(f"{part} returned a {kind} that is no number in 0..1, expected one; mend it and deploy")
    if dimension.decisive and value not in (0, 1):
        raise ScorerError(f"{part} is decisive and returned a number between 0 and 1, expected 0 or 1; mend it")
    return float(value)
