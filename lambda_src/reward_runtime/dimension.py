"""``Dimension``: one named part of a reward, and the scorer that computes it."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, cast

from reward_runtime.errors import RewardDefinitionError, ScorerError, shielded
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

__all__ = ["Dimension", "Grade", "Scorer"]

_CODE = re.compile("[a-z0-9_]{1,40}")


class Grade(NamedTuple):
    """What a scorer returns: a value and why."""

    value: float
    """0..1, good when high."""
    reason: str = ""
    """Short code of a-z, 0-9 and _; it stands in logs, so never text of the response."""


Scorer = Callable[[Sample, Answer], Grade | float]
"""Sees the sample with its reference already read, and an answer whose ``value`` was accepted. 0..1, good when high."""


@dataclass(frozen=True)
class Dimension:
    """One named part of a reward."""

    name: str
    """A claim that is good when high: ``correct``, ``well_formed``."""
    score: Scorer
    weight: float = 1.0
    """Above 0. Weights are shares of their sum; a formula takes their place."""
    decisive: bool = False
    """True for the one dimension that says whether the answer is right: 1 or 0, nothing between."""
    requires: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(dict[str, float]()))
    """Counts as 0 unless each dimension named here is above its threshold, 0 to below 1."""

    def __post_init__(self) -> None:
        """Refuse what can never count: see ``RewardDefinitionError``."""
        if not self.name.isidentifier() or not 0 < self.weight < math.inf:
            raise RewardDefinitionError(
                f"dimension {self.name!r}: got weight {self.weight!r}, expected a name of letters, digits and _, and"
                " a finite weight above 0"
            )
        if not all(0 <= threshold < 1 for threshold in self.requires.values()):
            raise RewardDefinitionError(
                f"dimension {self.name!r}: requires: got {dict(self.requires)}, expected thresholds from 0 to below 1"
            )

    def grade(self, sample: Sample, answer: Answer) -> Grade:
        """Score one answer; ``ScorerError`` where the scorer raises or returns no number in range."""
        part = f"the scorer of dimension {self.name!r}"
        given: object = shielded(part, lambda: self.score(sample, answer))
        grade = given if isinstance(given, Grade) else Grade(given)  # type: ignore[arg-type] - checked below
        value = cast("object", grade.value)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
            kind = type(value).__name__
            raise ScorerError(f"{part} returned a {kind} that is no number in 0..1, expected one; mend it and deploy")
        if self.decisive and value not in (0, 1):
            raise ScorerError(f"{part} is decisive and returned a number between 0 and 1, expected 0 or 1; mend it")
        return Grade(float(value), grade.reason if _CODE.fullmatch(grade.reason) else "")

    def counts(self, values: Mapping[str, float]) -> bool:
        """Say whether every requirement is met by the values of all dimensions."""
        return all(values[name] > threshold for name, threshold in self.requires.items())
