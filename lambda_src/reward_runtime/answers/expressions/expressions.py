"""Short mathematical answers in LaTeX or as people type them, and whether two of them are the same."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from reward_runtime.answers.expressions.checking import check, total_effort
from reward_runtime.answers.expressions.equality import equal
from reward_runtime.answers.expressions.failures import OutOfTime, TooComplex, Unreadable
from reward_runtime.answers.expressions.notation.tokens import LONGEST
from reward_runtime.answers.expressions.reading.statements import read_answer
from reward_runtime.answers.expressions.values import Scalar, Value
from reward_runtime.answers.expressions.work import counted, spend
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RowFault

__all__ = ["Expression", "Expressions", "forget"]

KEPT_VERDICTS: Final = 4_096
"""Pairs and texts whose result is kept, a few MB: equal pairs of a batch are compared once, those of a retry never."""


@dataclass(frozen=True)
class Expression:
    """A reference: its text and its value."""

    text: str
    value: Value

    def __str__(self) -> str:
        """Return the text, which is a right answer."""
        return self.text


class Expressions(AnswerKind[str, Expression]):
    """Final answers of mathematics problems: numbers, terms, equations, sets, intervals, tuples, matrices, words."""

    def __init__(self, keys: tuple[str, ...] = REFERENCE_KEYS) -> None:
        """``keys`` are those of a reference that is an object."""
        self.keys = keys

    def parse(self, text: str) -> str | None:
        """Return an answer's text without blanks at its ends; ``None`` if it is empty."""
        return text.strip() or None

    def normalize(self, text: str) -> Hashable | None:
        """Return the text's value, or the text itself if it cannot be read; ``None`` if it is empty."""
        text = text.strip()
        if len(text) > LONGEST:
            return text
        try:
            return _Meaning(_read(text)) if text else None
        except (Unreadable, TooComplex, OutOfTime, RecursionError):
            return "".join(text.split())

    def parse_reference(self, reference: object) -> Expression:
        """Return the value of a string or number, or of one under ``keys``.

        ``RowFault`` if it cannot be read, or takes more work than one answer may: then no answer can be found right.
        """
        reference = held(reference, self.keys)
        if isinstance(reference, (int, float)) and not isinstance(reference, bool):
            reference = _number(reference)
        if not isinstance(reference, str) or not reference.strip():
            raise RowFault("unreadable_reference")
        return _expression(reference.strip())

    def compare(self, answer: str, reference: Expression) -> Grade:
        """Grade an answer 1 or 0 with the step that decided, such as ``equivalent``.

        ``too_complex`` depends on the text alone, ``out_of_time`` on how long the invocation may still take.
        """
        if answer == reference.text:
            return Grade(1.0, "same_text")
        if len(answer) > LONGEST:
            return Grade(0.0, "too_complex")
        try:
            return _verdict(answer, reference)
        except OutOfTime:
            return Grade(0.0, "out_of_time")


@lru_cache(maxsize=KEPT_VERDICTS)
def _verdict(answer: str, reference: Expression) -> Grade:
    try:
        value = _read(answer)
        with counted():
            spend(total_effort(reference.value) + total_effort(value))
            right = equal(reference.value, value)
    except Unreadable:
        return Grade(0.0, "unreadable")
    except (TooComplex, RecursionError):
        return Grade(0.0, "too_complex")
    return Grade(1.0, "equivalent") if right else Grade(0.0, "different")


@lru_cache(maxsize=KEPT_VERDICTS)
def _expression(text: str) -> Expression:
    """Read a reference and compare it with itself, by value and not by its text, so that it can be compared at all."""
    try:
        value = _read(text)
        with counted():
            spend(2 * total_effort(value))
            check(value)
            readable = equal(value, value)
    except Unreadable:
        readable = False
    except (TooComplex, RecursionError):
        raise RowFault("too_complex_reference") from None
    except OutOfTime:
        raise RowFault("reference_out_of_time") from None
    if not readable:
        raise RowFault("unreadable_reference")
    return Expression(text, value)  # pyright: ignore[reportPossiblyUnboundVariable] - it is readable


@lru_cache(maxsize=KEPT_VERDICTS)
def _read(text: str) -> Value:
    return read_answer(text)


def forget() -> None:
    """Forget every text that was read and every pair that was compared: for measurements and tests."""
    for kept in (_verdict, _expression, _read):
        kept.cache_clear()


class _Meaning:
    """A value that equals another one if neither answer would be told from the other."""

    def __init__(self, value: Value) -> None:
        self.value: Final = value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Meaning):
            return False
        one, two = self.value, other.value
        if isinstance(one, Scalar) and isinstance(two, Scalar) and one.unit != two.unit:
            return False
        try:
            with counted():
                spend(total_effort(self.value) + total_effort(other.value))
                return equal(self.value, other.value)
        except (Unreadable, TooComplex, OutOfTime, RecursionError):
            return False

    def __hash__(self) -> int:
        return 0


def _number(reference: float) -> str:
    """Digits alone, because ``1e-05`` is a product in the notation of answers."""
    if isinstance(reference, int):
        # Python refuses to write out far larger ones, and this is long before.
        if reference.bit_length() > LONGEST:
            raise RowFault("unreadable_reference")
        return str(reference)
    if not math.isfinite(reference):
        raise RowFault("unreadable_reference")
    return f"{Decimal(repr(reference)):f}"
