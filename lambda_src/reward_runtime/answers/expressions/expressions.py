"""Short mathematical answers in LaTeX, and whether two of them are the same."""

import math
import re
from collections import OrderedDict
from decimal import Decimal
from typing import Final

from reward_runtime.answers.expressions.check import Verdict
from reward_runtime.answers.expressions.guard import LONGEST, refusal
from reward_runtime.answers.expressions.notation import joins_digits, plain, rational
from reward_runtime.answers.expressions.solution import paired, values
from reward_runtime.answers.expressions.unit import TEXT_GROUP, same_unit, unit
from reward_runtime.answers.expressions.worker import SymbolicWorker
from reward_runtime.answers.kind import AnswerKind, Grade
from reward_runtime.answers.reference import REFERENCE_KEYS, held
from reward_runtime.errors import RowFault

__all__ = ["Expressions"]

KEPT_VERDICTS: Final = 4_096
"""Pairs whose verdict is kept, at most some 2 MB: a retry of a batch pays only for the pairs not reached before."""

_SHORTEST_WORD: Final = 4
"""Letters."""
_DEGREES: Final = re.compile(r"\^(?:\\circ|\{\\circ\})")
_BASED: Final = re.compile(r"(\d+)_\{?(\d+)\}?")
_WORDS: Final = re.compile(TEXT_GROUP)
_LETTER: Final = re.compile(r"\\(?:text|mathrm|textbf|mathbf|mbox)\{([A-Za-z])\}")


def _same_word(gold: str, answer: str) -> bool:
    """Words of four letters and more, whatever their case; shorter ones may be products of variables."""
    return len(gold) >= _SHORTEST_WORD and gold.isalpha() and gold.casefold() == answer.casefold()


def _bare(text: str) -> str:
    """A value without its unit and its degree signs, its single letters without their typeface."""
    text = _LETTER.sub(r"\1", _DEGREES.sub("", text.removesuffix(unit(text))))
    based = _BASED.fullmatch(text)
    return "_".join(based.groups()) if based else text


def _number(reference: float) -> str:
    """Digits alone: in the notation of answers, ``1e-05`` is a product."""
    if isinstance(reference, int):
        # Python refuses to write out far larger ones, and this is long before.
        if reference.bit_length() > LONGEST:
            raise RowFault("unreadable_reference")
        return str(reference)
    if not math.isfinite(reference):
        raise RowFault("unreadable_reference")
    return f"{Decimal(repr(reference)):f}"


class Expressions(AnswerKind[str, str]):
    """Final answers of mathematics problems: numbers, surds, polynomials, sets, intervals, tuples, matrices."""

    def __init__(self, keys: tuple[str, ...] = REFERENCE_KEYS) -> None:
        """Start the process that compares; ``keys`` are those of a reference that is an object."""
        self.keys = keys
        self.worker = SymbolicWorker()
        self._verdicts: OrderedDict[tuple[str, str], Verdict] = OrderedDict()

    def normalize(self, text: str) -> str | None:
        """Return ``text`` without its typesetting, to tell whether two boxes say the same; ``None`` if empty."""
        return (plain(text) if len(text) <= LONGEST else text) or None

    def parse(self, text: str) -> str | None:
        """Return the normal form of an answer's text; ``None`` if it is empty."""
        return self.normalize(text)

    def parse_reference(self, reference: object) -> str:
        """Return the normal form of a string or number, or of one under ``keys``; else ``RowFault``."""
        reference = held(reference, self.keys)
        if isinstance(reference, (int, float)) and not isinstance(reference, bool):
            reference = _number(reference)
        if not isinstance(reference, str) or len(reference) > LONGEST:
            raise RowFault("unreadable_reference")
        gold = plain(reference)
        if not gold or not all(self._readable(_bare(value)) for value in values(gold)):
            raise RowFault("unreadable_reference")
        return gold

    def compare(self, answer: str, reference: str) -> Grade:
        """Grade an answer 1 or 0, both in normal form, with the step that decided, such as ``equivalent``."""
        if len(answer) > LONGEST:
            return Grade(0.0, "too_complex")
        grade = Grade(0.0, "different")
        for pair in paired(reference, answer) or ():
            grade = self._compare_values(*pair)
            if not grade.value:
                break
        return grade

    def _compare_values(self, gold: str, answer: str) -> Grade:
        if not same_unit(unit(gold), unit(answer)):
            return Grade(0.0, "different_unit")
        gold, answer = _bare(gold), _bare(answer)
        if gold == answer or _same_word(gold, answer):
            return Grade(1.0, "same_text")
        numbers = rational(gold), rational(answer)
        if numbers[0] is not None and numbers[1] is not None:
            return Grade(1.0, "same_number") if numbers[0] == numbers[1] else Grade(0.0, "different")
        # The parser drops a base and words, and keeps one side of an equation even if it is false.
        if _BASED.fullmatch(gold) or _BASED.fullmatch(answer) or ("=" in answer and "=" not in gold):
            return Grade(0.0, "different")
        if _WORDS.findall(gold) != _WORDS.findall(answer):
            return Grade(0.0, "different")
        reason = _refusal(answer)
        return Grade(0.0, reason) if reason else _GRADES[self._verdict(gold, answer)]

    def _readable(self, gold: str) -> bool:
        return rational(gold) is not None or (
            not _refusal(gold) and self._verdict(gold, gold) in (Verdict.EQUIVALENT, Verdict.DIFFERENT)
        )

    def _verdict(self, gold: str, answer: str) -> Verdict:
        pair = gold, answer
        found = self._verdicts.pop(pair, None) or self.worker.check(gold, answer)
        # A time-out may be the machine's fault, so it must not decide the next check.
        if found is not Verdict.OUT_OF_TIME:
            self._verdicts[pair] = found
            if len(self._verdicts) > KEPT_VERDICTS:
                self._verdicts.popitem(last=False)
        return found


def _refusal(text: str) -> str:
    return refusal(text) or ("unreadable" if joins_digits(text) else "")


_GRADES: Final = {
    Verdict.EQUIVALENT: Grade(1.0, "equivalent"),
    Verdict.DIFFERENT: Grade(0.0, "different"),
    Verdict.BAD_GOLD: Grade(0.0, "unreadable"),
    Verdict.BAD_ANSWER: Grade(0.0, "unreadable"),
    Verdict.TOO_COMPLEX: Grade(0.0, "too_complex"),
    Verdict.OUT_OF_TIME: Grade(0.0, "too_complex"),
}
