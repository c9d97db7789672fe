"""``Worked``: a worked solution as its answer and its true equations."""

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, first_of
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.numbers.arithmetic import value_of
from reward_runtime.answers.numbers.notation import written
from reward_runtime.answers.numbers.numbers import Numbers
from reward_runtime.answers.numbers.spelling import plain
from reward_runtime.answers.reference import held
from reward_runtime.extract.boxed_solution import boxed_solution
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END
from reward_runtime.extract.whole import whole_text

__all__ = ["MAX_STEPS", "Equation", "Worked", "WorkedNumbers", "equations", "true_equations"]

MAX_STEPS: Final = 200
"""Equals signs of one text that are looked at. Of 600 GSM8K solutions and outputs, none has over 27 equals signs."""
_KEPT: Final = 128
"""Solutions whose steps are kept: the responses to one prompt have one reference, and a batch holds some dozens."""
_WIDEST: Final = 80
"""Characters to either side of an equals sign that can be arithmetic."""
_LEFT: Final = re.compile(r"(?:[\d+\-*/x\u00d7\u00f7()%$ ]|(?:,|(?<![^\W\d_])\.)(?=\d))*$")
"""A comma or point belongs to a number if a digit follows; a point after a letter ends a sentence."""
_RIGHT: Final = re.compile(r" {0,2}(?:[\d+\-*/\u00d7\u00f7()$ ]|[.,](?=\d)|(?<=[\d ])x(?=[\d $(])|%(?![\d.]))*")
_RESULT: Final = re.compile(
    r" {0,2}(-?) ?\$?(-?)"
    r"(\d{1,40} \d{1,40}/\d{1,40}|\d{1,40}/\d{1,40}(?! ?[/*])|\d[\d,]{0,40}(?:\.\d{1,30})?|\.\d{1,30})"
    r"(?![\d./%]*[\d/%])"
)
_OPERATOR: Final = re.compile(r"[\d)%] *[-+*/x\u00d7\u00f7] *[-(.\d]")
_LOOSE: Final = re.compile(r"(?<!\d) +| +(?!\d)")
"""Blanks except for that of a mixed number."""
_TRAILING: Final = " +-*/x\u00d7\u00f7($,."


@dataclass(frozen=True)
class Equation:
    """``48/2 = 24`` as a text has it."""

    left: str
    """Arithmetic with at least one operator, blanks and currency signs off."""
    right: Fraction
    """The result that the text states."""
    true: bool
    """Whether it does, exactly or rounded to the two or more decimals written."""


@dataclass(frozen=True)
class Worked:
    """A reference: the number and how to get there."""

    answer: Fraction
    steps: tuple[Equation, ...] = ()
    """True equations of the solution in its order, each once."""


@dataclass(frozen=True)
class WorkedNumbers(AnswerKind[Fraction, Worked]):
    """Numbers whose references are worked solutions, such as GSM8K's."""

    numbers: Numbers = field(default_factory=Numbers)
    """How the number itself is read and compared."""

    def parse(self, text: str) -> Fraction | None:
        """Return the number that the whole text is; ``None`` for anything else."""
        return self.numbers.parse(text)

    def parse_reference(self, reference: object) -> Worked:
        """Return the number of a worked answer and its steps; none if it is a bare number. Else ``RowFault``."""
        given = held(reference, self.numbers.keys)
        steps = _steps(given) if isinstance(given, str) else ()
        return Worked(self.numbers.parse_reference(given), steps)

    def compare(self, answer: Fraction, reference: Worked) -> Grade:
        """Compare the answer with the number alone: see ``Numbers``."""
        return self.numbers.compare(answer, reference.answer)

    def normalize(self, text: str) -> Hashable:
        """See ``Numbers``."""
        return self.numbers.normalize(text)

    def render(self, reference: object) -> str | None:
        """Return a solution with the reference's steps and answer, in the form of Nova's solution section.

        Return ``None`` if the number cannot be written out: see ``Numbers``.
        """
        answer = self.numbers.render(held(reference, self.numbers.keys))
        if answer is None:
            return None
        lines = [f"{step.left} = {written(step.right)}\n" for step in self.parse_reference(reference).steps]
        return f"{''.join(lines)}{SOLUTION_BEGIN}\\boxed{{{answer}}}{SOLUTION_END}"

    def extractor(self) -> Extractor:
        """The box in the solution section of ``render``; else the whole response is the number."""
        return replace(first_of(boxed_solution(), whole_text()), template=ANSWER)


def equations(text: str) -> Iterator[Equation]:
    """Yield the text's equations in order, each left side once; a bounded look to either side of each ``=``.

    In ``48/2 = 20 + 4 = 24`` the first one's result is the value of its right side.
    """
    seen: set[str] = set()
    text = "\n".join(map(_spelled, text.split("\n")))
    for sign in islice(re.finditer("=", text), MAX_STEPS):
        before = _LEFT.search(text[max(0, sign.start() - _WIDEST) : sign.start()])
        left = before.group().lstrip(" ,)").replace("$", "") if before else ""
        key = _LOOSE.sub("", left)
        if key in seen or not _OPERATOR.search(left):
            continue
        value = value_of(left)
        found = None if value is None else _result(text, sign.end(), value)
        if found is not None:
            seen.add(key)
            yield Equation(key, *found)


def _spelled(line: str) -> str:
    return line if "=" not in line or ("\\" not in line and line.isascii()) else plain(line)


def _result(text: str, start: int, value: Fraction) -> tuple[Fraction, bool] | None:
    """Return the result behind an equals sign and whether ``value`` is it; ``None`` if no number stands there.

    It is the first number, or else all of the arithmetic, if that is the value of the left side.
    """
    after = _RESULT.match(text, start, start + _WIDEST)
    number = None if after is None else value_of(after[3])
    if after is not None and number is not None:
        number = -number if after[1] or after[2] else number
        if _comes_to(value, number, after[3]):
            return number, True
    side = _RIGHT.match(text, start, start + _WIDEST)
    whole = value_of(side.group().replace("$", "").rstrip(_TRAILING)) if side else None
    if whole is not None and whole == value:
        return whole, True
    return None if number is None else (number, False)


def true_equations(text: str) -> Iterator[Equation]:
    """Yield the equations that hold."""
    return (equation for equation in equations(text) if equation.true)


@lru_cache(maxsize=_KEPT)
def _steps(solution: str) -> tuple[Equation, ...]:
    return tuple(true_equations(solution))


def _comes_to(value: Fraction, right: Fraction, text: str) -> bool:
    places = len(text.partition(".")[2])
    return value == right or (places > 1 and abs(value - right) * 2 * 10**places <= 1)
