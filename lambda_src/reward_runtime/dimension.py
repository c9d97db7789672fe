"""``Dimension``: one named part of a reward, and the scorer that computes it."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reward_runtime.errors import RewardDefinitionError, ScorerError
from reward_runtime.extract import Answer
from reward_runtime.samples import Sample

if TYPE_CHECKING:
    # What needs no judge loads none of its modules.
    from reward_runtime.judge.rubric.rubric import Judged

__all__ = ["Dimension", "Grade", "Scorer", "is_code"]

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
    score: "Scorer | Judged"
    """A function, or what a judge is asked: see ``reward_runtime.judge.rubric.rubric``."""
    weight: float = 1.0
    """Above 0. Weights are shares of their sum; a formula takes their place."""
    decisive: bool = False
    """True for the one dimension that says whether the answer is right: 1 or 0, nothing between unless it is judged."""
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

    def checked(self, value: float) -> float:
        """Return what the scorer gave as a float; ``ScorerError`` where it is no number in range."""
        if type(value) is not float or not 0.0 <= value <= 1.0:
            value = self._number(value)
        if self.decisive and value != 0.0 and value != 1.0:
            raise ScorerError(
                f"{self.part} is decisive and returned a number between 0 and 1, expected 0 or 1; mend it"
            )
        return value

    def _number(self, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
            kind = type(value).__name__
            raise ScorerError(
                f"{self.part} returned a {kind} that is no number in 0..1, expected one; mend it and deploy"
            )
        return float(value)

    @cached_property
    def part(self) -> str:
        """How errors call the scorer."""
        return f"the scorer of dimension {self.name!r}"

    def counts(self, values: Mapping[str, float]) -> bool:
        """Say whether every requirement is met by the values of all dimensions."""
        return all(values[name] > threshold for name, threshold in self.requires.items())


@lru_cache(maxsize=256)
def is_code(reason: str) -> bool:
    """Say whether a reason may stand in logs."""
    return _CODE.fullmatch(reason) is not None
