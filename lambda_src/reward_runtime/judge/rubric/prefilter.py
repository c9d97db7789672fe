"""The filter before the judge: texts that are worth nothing, whatever a judge would say of them.

Judges are known to reward a lone colon or the opening of an answer ("One Token to Fool LLM-as-a-Judge", arXiv
2507.08794). Such texts never reach one. Only whole texts are rejected, so ``7`` and ``Solution: 4`` pass.
"""

import re
import unicodedata
from itertools import islice
from typing import Final, Literal

from reward_runtime.judge.rubric.fence import sanitised

__all__ = ["LONGEST", "MASTER_KEYS", "Rejection", "rejection"]

Rejection = Literal["empty", "too_long", "no_words", "master_key"]
"""Why a text is worth nothing. The candidate is always at fault. May be logged."""

LONGEST: Final = 40_000
"""Characters: about 10,000 tokens of English."""

MASTER_KEYS: Final = (
    ":",
    ".",
    ",",
    "Thought process:",
    "Let's solve this problem step by step.",
    "Solution",
    "解",
    "かいせつ",
    "Respuesta",
)
"""The keys of arXiv 2507.08794, except for the blank."""
_OPENERS: Final = (
    "The answer is",
    "The final answer is",
    "My answer:",
    "Let's think step by step.",
    "La respuesta es",
    "La réponse est",
    "Die Antwort ist",
    "答えは",
    "答案是",
)
"""More openings without an answer, of our own choice."""
_HEADINGS: Final = (
    "Answer:",
    "Final answer:",
    "Reasoning:",
    "Explanation:",
    "Response:",
    "Solución:",
    "Réponse:",
    "Antwort:",
    "Lösung:",
    "解答:",
    "解説:",
    "答案:",
    "答え:",
)
"""Openings if a colon follows; without one they may be answers."""
_MOST_WORDS, _LONGEST_OPENER = 12, 100
"""Words and characters: more than any key or opener has, because compatibility forms can grow eighteenfold."""
_WORD: Final = re.compile(r"[^\W_]+")


def rejection(text: str, reference: str = "", longest: int = LONGEST) -> Rejection | None:
    """Return why a text is worth nothing, or ``None`` if the judge must decide. Linear in the text's length.

    A text that equals the reference always goes to the judge: ``∞`` may be right.

    Args:
        text: the response as the judge would see it.
        reference: the row's, even if the rubric does not show it; empty for none.
        longest: most characters that the judge is shown.
    """
    if len(text) > longest:
        right = text.strip() and text.strip() == reference.strip()
        return None if right else "too_long"
    seen = sanitised(text).strip()
    if not seen:
        return "empty"
    if seen.casefold() == sanitised(reference).strip().casefold():
        return None
    if not _WORD.search(seen):
        return "no_words"
    return "master_key" if all(map(_says_nothing, seen.split("\n"))) else None


def _says_nothing(line: str) -> bool:
    words = _normalize(line)
    return words in _KEYS or (words in _HEADED and line.rstrip(" \t*_").endswith((":", "：")))


def _normalize(line: str) -> str:
    """Words alone, in one case and one width: ``**Thought process：**`` is ``thought process``. Cut if too long."""
    words = " ".join(word[0] for word in islice(_WORD.finditer(line), _MOST_WORDS))[:_LONGEST_OPENER]
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


_KEYS: Final = frozenset({"", *map(_normalize, MASTER_KEYS + _OPENERS)})
"""Includes the empty line, which says nothing either."""
_HEADED: Final = frozenset(map(_normalize, _HEADINGS))
