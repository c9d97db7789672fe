"""``Dimension``: one named part of a reward, and the scorer that computes it."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from reward_runtime.answer import Answer
from reward_runtime.answers.kind import Grade, Result
from reward_runtime.errors import RewardDefinitionError, ScorerError
from reward_runtime.samples import Sample

if TYPE_CHECKING:
    # A reward without a judge loads none of the judge's modules.
    from reward_runtime.judge.rubric.rubric import Judged

__all__ = ["Dimension", "Grade", "Result", "Scorer", "is_code"]

A_contra = TypeVar("A_contra", contravariant=True)
R_contra = TypeVar("R_contra", contravariant=True)

_CODE = re.compile("[a-z0-9_]{1,40}")


class Scorer(Protocol[A_contra, R_contra]):
    """A function of a sample and its answer. ``A`` is the type of a parsed answer, ``R`` that of a parsed reference."""

    def __call__(self, sample: Sample[R_contra], answer: Answer[A_contra], /) -> Result:
        """Return 0..1, good when high, with a reason or without; or whether the claim holds."""
        ...


@dataclass(frozen=True)
class Dimension(Generic[A_contra, R_contra]):
    """One named part of a reward."""

    name: str
    """A claim that is good when high: ``correct``, ``well_formed``."""
    score: "Scorer[A_contra, R_contra] | Judged | None" = None
    """A scorer, or ``judged(...)`` for a model; ``None`` compares the answer with the reference."""
    weight: float = 1.0
    """Above 0. Weights are shares of their sum; a formula takes their place."""
    decisive: bool = False
    """True for the one dimension that says whether the answer is right, or how right. A lone dimension is decisive."""
    requires: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(dict[str, float]()))
    """Counts as 0 unless each dimension named here is above its threshold, 0 to below 1."""

    def __post_init__(self) -> None:
        """Raise ``RewardDefinitionError`` for a dimension that can never count."""
        if not self.name.isidentifier() or not 0 < self.weight < math.inf:
            raise RewardDefinitionError(
                f"dimension {self.name!r}: got weight {self.weight!r}, expected a name of letters, digits and _, and"
                " a finite weight above 0"
            )
        if not all(0 <= threshold < 1 for threshold in self.requires.values()):
            raise RewardDefinitionError(
                f"dimension {self.name!r}: requires: got {dict(self.requires)}, expected thresholds from 0 to below 1"
            )

        if not (self.score is None or callable(self.score) or hasattr(self.score, "rubric")):
            raise RewardDefinitionError(
                f"dimension {self.name!r}: score: got {type(self.score).__name__}, expected a function (sample, answer)"
                " or judged(...)"
            )

    @cached_property
    def judged(self) -> bool:
        """Whether a model judges it."""
        return self.score is not None and not callable(self.score)

    @cached_property
    def part(self) -> str:
        """Name of the scorer in errors."""
        return f"the scorer of dimension {self.name!r}"

    def grade(self, result: object) -> Grade:
        """Return the scorer's result as a value 0..1 and a reason that may stand in logs.

        Raises:
            ScorerError: the value is not a number in 0..1.
        """
        value, reason = result if isinstance(result, Grade) else (result, "")
        if not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
            kind = type(value).__name__
            raise ScorerError(
                f"{self.part} returned a {kind} that is no number in 0..1, expected one, or True or False; "
                "correct it and deploy",
                self.part,
            )
        # Adding 0.0 makes 0.0 of -0.0.
        return Grade(float(value) + 0.0, reason if reason and is_code(reason) else "")

    def counts(self, values: Mapping[str, float]) -> bool:
        """Say whether every requirement is met by the values of all dimensions."""
        return all(values[name] > threshold for name, threshold in self.requires.items())


@lru_cache(maxsize=256)
def is_code(reason: str) -> bool:
    """Say whether a reason may stand in logs."""
    return _CODE.fullmatch(reason) is not None
