"""The filter before the judge: texts that are worth nothing, regardless of a judge.

Judges are known to reward a lone colon or the opening of an answer ("One Token to Fool LLM-as-a-Judge", arXiv
2507.08794). Such texts never reach one. Only whole texts are rejected, so ``7`` and ``Solution: 4`` pass, and none is
if the reference itself is made of such words.
"""

import re
from typing import Final, Literal

from reward_runtime.judge.rubric.fence import sanitised
from reward_runtime.judge.rubric.openings import says_nothing

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
    right = sanitised(reference).strip()
    if seen.casefold() == right.casefold():
        return None
    if not _WORD.search(seen):
        return "no_words"
    if not all(map(says_nothing, seen.split("\n"))):
        return None
    # A greeting may be the answer that was asked for.
    return None if right and all(map(says_nothing, right.split("\n"))) else "master_key"
