"""``Worked``: a worked solution as its answer and its true equations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Final

from reward_runtime.answers.numbers.arithmetic import value_of
from reward_runtime.answers.numbers.notation import decimal
from reward_runtime.answers.numbers.numbers import Numbers
from reward_runtime.answers.reference import held

__all__ = ["MAX_STEPS", "Equation", "Worked", "equations", "true_equations"]

MAX_STEPS: Final = 200
"""Equals signs of one text that are looked at. Of 600 GSM8K solutions and outputs, none has over 27 equals signs."""
_WIDEST: Final = 80
"""Characters on the left of an equals sign that can be arithmetic."""
_LEFT: Final = re.compile(r"(?:[\d+\-*/x\u00d7\u00f7()%$ ]|(?:,|(?<![^\W\d_])\.)(?=\d))*$")
"""A comma or point belongs to a number where a digit follows; a point after a letter ends a sentence."""
_RIGHT: Final = re.compile(r" {0,2}(-?) ?\$?(-?)(\d[\d,]{0,40}(?:\.\d{1,30})?|\.\d{1,30})(?![\d./%]*[\d/%])")
_OPERATOR: Final = re.compile(r"[\d)%] *[-+*/x\u00d7\u00f7] *[-(.\d]")


@dataclass(frozen=True)
class Equation:
    """``48/2 = 24`` as a text has it."""

    left: str
    """Arithmetic with at least one operator, blanks and currency signs off."""
    right: Fraction
    """What the text says it comes to."""
    true: bool
    """Whether it does, exactly or rounded to the two or more decimals written."""


@dataclass(frozen=True)
class Worked:
    """A reference: the number and how to get there."""

    answer: Fraction
    steps: tuple[Equation, ...] = ()
    """True equations of the solution in its order, each once."""

    @classmethod
    def read(cls, reference: object) -> "Worked":
        """Read a GSM8K worked answer, or whatever ``Numbers`` reads as a reference; else ``RowFault``."""
        given = held(reference)
        return cls(Numbers().read_reference(given), tuple(true_equations(given)) if isinstance(given, str) else ())

    def written(self) -> str:
        """Return a solution with these steps and the answer, in the form of Nova's solution section."""
        lines = [f"{step.left} = {_text(step.right)}\n" for step in self.steps]
        return f"{''.join(lines)}<|begin_of_solution|>\\boxed{{{_text(self.answer)}}}<|end_of_solution|>"


def equations(text: str) -> Iterator[Equation]:
    """Yield the text's equations in order, each left side once; a bounded look to either side of each ``=``."""
    seen: set[str] = set()
    for sign in islice(re.finditer("=", text), MAX_STEPS):
        before = _LEFT.search(text[max(0, sign.start() - _WIDEST) : sign.start()])
        after = _RIGHT.match(text, sign.end(), sign.end() + _WIDEST)
        left = before.group().lstrip(" ,)").replace("$", "").replace(" ", "") if before else ""
        if after is None or left in seen or not _OPERATOR.search(left):
            continue
        value, right = value_of(left), decimal(after[3])
        if value is not None and right is not None:
            seen.add(left)
            right = -right if after[1] or after[2] else right
            yield Equation(left, right, _comes_to(value, right, after[3]))


def true_equations(text: str) -> Iterator[Equation]:
    """Yield the equations that hold."""
    return (equation for equation in equations(text) if equation.true)


def _comes_to(value: Fraction, right: Fraction, written: str) -> bool:
    places = len(written.partition(".")[2])
    return value == right or (places > 1 and abs(value - right) * 2 * 10**places <= 1)


def _text(number: Fraction) -> str:
    """A text that reads as this number; a fraction that no decimal is stays one."""
    if number.denominator == 1:
        return str(number.numerator)
    for places in range(1, 31):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return f"{number.numerator}/{number.denominator}"
