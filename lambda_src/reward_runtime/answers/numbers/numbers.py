"""``Numbers``: answers and references that are numbers."""

from collections.abc import Hashable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from reward_runtime.answer import Answer
from reward_runtime.answers.numbers.notation import LONGEST, MAX_EXPONENT, read_number
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RowFault

__all__ = ["Numbers"]

_LARGEST: Final = 10 ** (LONGEST + MAX_EXPONENT)
_MARKS: Final = ("####", "\nA:")


@dataclass(frozen=True)
class Numbers:
    """The numbers, exact; ``keys`` are where a reference that is an object holds its number."""

    keys: tuple[str, ...] = REFERENCE_KEYS

    def read(self, text: str) -> Fraction | None:
        """Return the number that the whole text is; ``None`` for anything else."""
        return read_number(text)

    def normal(self, text: str) -> Hashable | None:
        """Return the number, or the text itself where it is none, so that two different texts never agree."""
        number = read_number(text)
        return text.casefold() if number is None else number

    def accept(self, answer: Answer) -> Fraction | None:
        """Return the number an answer is; ``None`` makes it no answer."""
        return read_number(answer.text)

    def read_reference(self, reference: object) -> Fraction:
        """Return the number of a reference: a number, its text, or a worked answer that ends in ``#### 72``."""
        reference = held(reference, self.keys)
        number = _number(reference) if not isinstance(reference, str) else read_number(_last(reference))
        if number is None:
            raise RowFault("no_number")
        return number


def _last(reference: str) -> str:
    return reference[max((at + len(mark) for mark in _MARKS if (at := reference.rfind(mark)) >= 0), default=0) :]


def _number(reference: object) -> Fraction | None:
    if isinstance(reference, bool) or not isinstance(reference, (int, float)):
        return None
    # The shortest text that is this float: 0.1 means one tenth to whoever wrote the row.
    if isinstance(reference, float):
        return read_number(repr(reference))
    return Fraction(reference) if abs(reference) < _LARGEST else None
