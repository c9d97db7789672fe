"""``Numbers``: answers and references that are numbers."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.numbers.computed import computed_number
from reward_runtime.answers.numbers.notation import LONGEST, MAX_EXPONENT, read_number, written
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RewardDefinitionError, RowFault

__all__ = ["Numbers"]

_LARGEST: Final = 10 ** (LONGEST + MAX_EXPONENT)
_MARKS: Final = ("####", "\nA:")


@dataclass(frozen=True)
class Numbers(AnswerKind[Fraction, Fraction]):
    """Numbers, read exactly. An answer is right if it is the reference, or near enough by the tolerance."""

    absolute: float = 0.0
    """How far off an answer may be, in its own unit; 0 or more."""
    relative: float = 0.0
    """How far off it may be as a share of the reference; 0 to below 1. The wider of the two counts."""
    keys: tuple[str, ...] = REFERENCE_KEYS
    """Keys under which an object reference holds its number; the first that is not null counts."""

    def __post_init__(self) -> None:
        """Refuse a tolerance that is none: see ``RewardDefinitionError``."""
        if not (0 <= self.absolute < math.inf and 0 <= self.relative < 1):
            raise RewardDefinitionError(
                f"Numbers: got the tolerances {self.absolute!r} and {self.relative!r}, expected absolute >= 0 and "
                "relative from 0 to below 1"
            )

    def parse(self, text: str) -> Fraction | None:
        """Return the number that the whole text is; ``None`` for anything else."""
        return computed_number(text)

    def parse_reference(self, reference: object) -> Fraction:
        """Return the number of a reference: a number, its text, or a worked answer that ends in ``#### 72``."""
        reference = held(reference, self.keys)
        number = _number(reference) if not isinstance(reference, str) else read_number(_last(reference))
        if number is None:
            raise RowFault("no_number")
        return number

    def compare(self, answer: Fraction, reference: Fraction) -> Grade:
        """Grade 1 for the reference and for a number within the tolerance, else 0."""
        off = abs(answer - reference)
        if off == 0:
            return Grade(1.0, "equal")
        within = off <= max(Fraction(str(self.absolute)), Fraction(str(self.relative)) * abs(reference))
        return Grade(1.0, "within_tolerance") if within else Grade(0.0, "different")

    def normalize(self, text: str) -> Hashable:
        """Return the number; ``None`` for a text that is none."""
        return computed_number(text)

    def render(self, reference: object) -> str | None:
        """Return the number as a decimal, or as a fraction if no short decimal is exactly it.

        Return ``None`` if that takes more than the 100 characters of an answer.
        """
        text = written(self.parse_reference(reference))
        return text if len(text) <= LONGEST else None


def _last(reference: str) -> str:
    return reference[max((at + len(mark) for mark in _MARKS if (at := reference.rfind(mark)) >= 0), default=0) :]


def _number(reference: object) -> Fraction | None:
    if isinstance(reference, bool) or not isinstance(reference, (int, float)):
        return None
    # The shortest text that is this float: 0.1 means one tenth to the author of the row.
    if isinstance(reference, float):
        return read_number(repr(reference))
    return Fraction(reference) if abs(reference) < _LARGEST else None
