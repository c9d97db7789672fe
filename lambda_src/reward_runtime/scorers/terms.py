"""Terms that a text must not show: found as whole words, in any disguise."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answers.texts import folded

__all__ = ["any_term"]

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words; a term in them counts wherever it stands."""
_INSIDE: Final = r"[^\W_]|[\u0300-\u036f]"
"""A letter, digit or accent: beside a term it makes a longer word."""


def any_term(terms: Sequence[str]) -> re.Pattern[str] | None:
    """Return a pattern for any of ``terms`` in a ``folded`` text; ``None`` if there are none or one folds to nothing.

    A term that begins or ends with a sign is found within a word too: ``c++`` in ``c++11``.
    """
    texts = [folded(term).split() for term in terms]
    return re.compile("|".join(map(_term, texts))) if all(texts) and texts else None


def _term(words: list[str]) -> str:
    first, last = words[0][0], words[-1][-1]
    before = f"(?<!{_INSIDE})" if first.isalnum() and not _UNSPACED.match(first) else ""
    after = f"(?!{_INSIDE})" if last.isalnum() and not _UNSPACED.match(last) else ""
    return before + r"\s+".join(map(re.escape, words)) + after
