"""The gate before the judge: texts that are worth nothing whatever a judge would say of them.

Judges have been seen to reward a lone colon or the opening of an answer ("One Token to Fool LLM-as-a-Judge", arXiv
2507.08794); such texts never reach one. Only whole texts are refused, so ``7`` and ``Solution: 4`` pass.
"""

import re
import unicodedata
from itertools import islice
from typing import Final, Literal

from reward_runtime.judge.rubric.fence import sanitised

__all__ = ["LONGEST", "MASTER_KEYS", "Refusal", "refusal"]

Refusal = Literal["empty", "too_long", "no_words", "master_key"]
"""Why a text is worth nothing; always the candidate's doing, and fit for a log."""

LONGEST: Final = 40_000
"""Characters, some 10,000 tokens of English."""

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
"""The keys of arXiv 2507.08794, but for the blank."""
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
"""More openings that give no answer, of our own choosing."""
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
"""Words that are openings with their colon, and may be answers without."""
_MOST_WORDS, _LONGEST_OPENER = 12, 100
"""Words and characters, more than any key or opener has: compatibility forms can grow eighteenfold."""
_WORD: Final = re.compile(r"[^\W_]+")


def refusal(text: str, reference: str = "", longest: int = LONGEST) -> Refusal | None:
    """Return why a text is worth nothing, or ``None`` where the judge must say; linear in the text's length.

    A text that is the reference goes to the judge, whatever it looks like: ``∞`` may be right.

    Args:
        text: what the judge would see as the response.
        reference: the row's, whether or not the rubric shows it; empty for none.
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
    words = _normal(line)
    return words in _KEYS or (words in _HEADED and line.rstrip(" \t*_").endswith((":", "：")))


def _normal(line: str) -> str:
    """Words alone, in one case and one width: ``**Thought process：**`` is ``thought process``; cut where too long."""
    words = " ".join(word[0] for word in islice(_WORD.finditer(line), _MOST_WORDS))[:_LONGEST_OPENER]
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


_KEYS: Final = frozenset({"", *map(_normal, MASTER_KEYS + _OPENERS)})
"""With the empty line, which says nothing between two openers either."""
_HEADED: Final = frozenset(map(_normal, _HEADINGS))
