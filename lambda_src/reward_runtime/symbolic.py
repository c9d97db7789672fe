"""Short mathematical answers in LaTeX, and whether two of them are the same."""

import re
from collections import OrderedDict
from fractions import Fraction
from typing import Final

from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.reference import REFERENCE_KEYS, held
from reward_runtime.symbolic_check import Verdict
from reward_runtime.symbolic_guard import LONGEST, refusal
from reward_runtime.symbolic_worker import SymbolicWorker

__all__ = ["Expressions"]

KEPT_VERDICTS: Final = 4_096
"""Pairs whose verdict is kept, at most some 2 MB: a retry of a batch pays only for what it had not reached."""

_SHORTEST_WORD: Final = 4
"""Letters."""
_DOLLARS: Final = re.compile(r"^(?:\$\$?|\\\(|\\\[)(.*?)(?:\$\$?|\\\)|\\\])$", re.DOTALL)
_SPACE: Final = re.compile(r"(?<!\\)\\[,;:! ]|\\quad|\\left(?![a-z])|\\right(?![a-z])|\s+")
_FRACTION: Final = re.compile(r"\\[dtc]frac")
_SHORT_FRACTION: Final = re.compile(r"\\frac(\d)(\d)")
_WORD: Final = re.compile(r"^\\(?:text|mathrm|textbf|mathbf|mbox)\{([^{}]*)\}$")
_UNIT: Final = re.compile(r"(?:\\(?:text|mathrm|mbox)\{([^{}]*)\}(?:\^\{?\d\}?)?|\^\{?\\circ\}?|\\?%)$")
_DEGREES: Final = re.compile(r"\^(?:\\circ|\{\\circ\})")
_NAMES: Final = re.compile(r"(^|,)[A-Za-z](?:_\d|\([A-Za-z]\))?=")
_BASED: Final = re.compile(r"(\d+)_\{?(\d+)\}?")
_NUMBER: Final = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?(?:/(\d+))?")
_LATEX_NUMBER: Final = re.compile(r"([+-]?)\\frac\{(-?\d+)\}\{(\d+)\}")


def _plain(text: str) -> str:
    """``text`` without what only typesets it."""
    dressed = _DOLLARS.match(text.strip())
    text = _FRACTION.sub(r"\\frac", (dressed.group(1) if dressed else text).strip().rstrip("."))
    text = _SHORT_FRACTION.sub(r"\\frac{\1}{\2}", text.replace("\\$", ""))
    unit = _UNIT.search(text)
    body = _SPACE.sub("", text[: unit.start()] if unit else text)
    word = _WORD.match(text)
    return _SPACE.sub("", word.group(1)) if word else body + (_SPACE.sub("", unit.group()) if unit else "")


def _same_word(gold: str, answer: str) -> bool:
    """Words of four letters and more, whatever their case; shorter ones may be products of variables."""
    return len(gold) >= _SHORTEST_WORD and gold.isalpha() and gold.casefold() == answer.casefold()


def _unit(text: str) -> str:
    unit = _UNIT.search(text)
    return unit.group() if unit and unit.start() else ""


def _number(text: str) -> Fraction | None:
    """The number that the whole text writes out."""
    fraction = _LATEX_NUMBER.fullmatch(text)
    if fraction:
        sign, above, below = fraction.groups()
        return Fraction(int(sign + "1") * int(above), int(below)) if int(below) else None
    number = _NUMBER.fullmatch(text)
    if number is None or not (number.group(2) or number.group(3)):
        return None
    sign, whole, decimals, below = number.groups()
    if below is not None and not int(below):
        return None
    return Fraction(f"{sign}{(whole or '0').replace(',', '')}{decimals or ''}") / int(below or 1)


class Expressions:
    """Final answers of mathematics problems: numbers, surds, polynomials, sets, intervals, tuples, matrices."""

    def __init__(self, keys: tuple[str, ...] = REFERENCE_KEYS) -> None:
        """Start the process that compares; ``keys`` are those of a reference that is an object."""
        self.keys = keys
        self.worker = SymbolicWorker()
        self._verdicts: OrderedDict[tuple[str, str], Verdict] = OrderedDict()

    def normal(self, text: str) -> str | None:
        """Return ``text`` without its typesetting, to tell whether two boxes say the same; ``None`` when empty."""
        return (_plain(text) if len(text) <= LONGEST else text) or None

    def accept(self, answer: Answer) -> str | None:
        """Return the normal form of the answer; ``None`` makes it no answer."""
        return self.normal(answer.text)

    def read_reference(self, reference: object) -> str:
        """Return the normal form of a string or number, or of one under ``keys``; else ``RowFault``."""
        reference = held(reference, self.keys)
        if isinstance(reference, int) and reference.bit_length() > LONGEST:
            # Python refuses to write out far larger ones, and this is long before.
            raise RowFault("unreadable_reference")
        if isinstance(reference, (int, float)) and not isinstance(reference, bool):
            reference = repr(reference)
        if not isinstance(reference, str) or len(reference) > LONGEST:
            raise RowFault("unreadable_reference")
        gold = _plain(reference)
        if not gold or (_number(gold) is None and not self._readable(gold)):
            raise RowFault("unreadable_reference")
        return gold

    def compare(self, gold: str, answer: str) -> Grade:
        """Grade an answer against a reference, both in normal form: 1 or 0, and by what step."""
        units = _unit(gold), _unit(answer)
        if all(units) and units[0] != units[1]:
            return Grade(0.0, "different_unit")
        if len(answer) > LONGEST:
            return Grade(0.0, "too_complex")
        gold, answer = (_bare(text) for text in (gold, answer))
        if gold == answer or _same_word(gold, answer):
            return Grade(1.0, "same_text")
        numbers = _number(gold), _number(answer)
        if numbers[0] is not None and numbers[1] is not None:
            return Grade(1.0, "same_number") if numbers[0] == numbers[1] else Grade(0.0, "different")
        # The parser drops a base, and keeps one side of an equation even where it is false.
        if _BASED.fullmatch(gold) or _BASED.fullmatch(answer) or ("=" in answer and "=" not in gold):
            return Grade(0.0, "different")
        reason = refusal(answer)
        return Grade(0.0, reason) if reason else _GRADES[self._verdict(gold, answer)]

    def _readable(self, gold: str) -> bool:
        bare = _bare(gold)
        return not refusal(bare) and self._verdict(bare, bare) not in (Verdict.BAD_GOLD, Verdict.TOO_COMPLEX)

    def _verdict(self, gold: str, answer: str) -> Verdict:
        pair = gold, answer
        if pair not in self._verdicts:
            self._verdicts[pair] = self.worker.check(gold, answer)
            if len(self._verdicts) > KEPT_VERDICTS:
                self._verdicts.popitem(last=False)
        self._verdicts.move_to_end(pair)
        return self._verdicts[pair]


def _bare(text: str) -> str:
    """A normal form without its unit, its degree signs and a name before it, as in ``x=5``."""
    text = _DEGREES.sub("", text[: len(text) - len(_unit(text))])
    based = _BASED.fullmatch(text)
    return "_".join(based.groups()) if based else _NAMES.sub(r"\1", text)


_GRADES: Final = {
    Verdict.EQUIVALENT: Grade(1.0, "equivalent"),
    Verdict.DIFFERENT: Grade(0.0, "different"),
    Verdict.BAD_GOLD: Grade(0.0, "unreadable"),
    Verdict.BAD_ANSWER: Grade(0.0, "unreadable"),
    Verdict.TOO_COMPLEX: Grade(0.0, "too_complex"),
}
