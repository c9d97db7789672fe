"""Two judges that judge nothing: by length, and by the words that a response shares with its question and reference.

Their agreement needs no judgement, so a judge that agrees with people no better has shown none.
"""

import math
import re
from collections.abc import Callable, Sequence
from typing import Final

from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.verdict import JudgeResult

__all__ = ["TRIVIAL", "Trivial"]

_WORD: Final = re.compile(r"\w+")
_LONG: Final = 128
"""Words from which on a response is as long as can be."""


def _length(item: JudgeItem, response: str) -> float:
    return min(1.0, math.log1p(len(_WORD.findall(response))) / math.log1p(_LONG))


def _overlap(item: JudgeItem, response: str) -> float:
    said = set(_WORD.findall(response.casefold()))
    given = set(_WORD.findall(f"{item.reference} {item.question}".casefold()))
    return len(said & given) / len(said) if said else 0.0


TRIVIAL: Final[dict[str, Callable[[JudgeItem, str], float]]] = {"length": _length, "overlap": _overlap}
"""Name -> mark 0..1 of an item with this response."""


class Trivial(Judge):
    """Asks nobody. Its marks are not rounded to the scale, so that none of its agreement is lost."""

    def __init__(self, name: str, filler: str) -> None:
        """Take the name in ``TRIVIAL``, and text that is added to each response."""
        self._mark, self._filler = TRIVIAL[name], filler

    def ask(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Return a mark for each criterion of each item."""
        marks = [self._mark(item, item.response + self._filler) for item in items]
        return [dict.fromkeys(item.rubric.criteria, mark) for item, mark in zip(items, marks, strict=True)]
