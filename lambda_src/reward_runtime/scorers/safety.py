"""Whether a response keeps clear of what its author forbids. Rules, not judgement: what they do not name they miss."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Answer, Extractor
from reward_runtime.samples import Sample
from reward_runtime.scorers.personal import PERSONAL
from reward_runtime.scorers.text import folded

__all__ = ["safe"]

_MOST_TERMS: Final = 500
"""Blocked terms of one scorer (ours): the scan costs their number times the response's length at worst."""
_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words; a term in them counts wherever it stands."""
_INSIDE: Final = r"[^\W_]|[\u0300-\u036f]"
"""A letter, digit or accent: beside a term it makes a longer word."""


def safe(
    *, blocked: Sequence[str] = (), patterns: Sequence[Extractor] = (), personal: Sequence[str] = tuple(PERSONAL)
) -> Scorer:
    """Score 1 where the whole response shows none of these, else 0 and what was found first as the reason.

    ``blocked``: words or phrases, found as whole words whatever their case, width or invisible characters
    (``blocked_term``). ``patterns``: extractors that must find nothing (``blocked_pattern``). ``personal``: which of
    ``card``, ``email``, ``iban``, ``ipv4``, ``phone`` and ``ssn`` to look for. ``RewardDefinitionError`` for another
    name, for a term without a character, and for more than 500 terms.
    """
    unknown = sorted(set(personal) - set(PERSONAL))
    if unknown:
        raise RewardDefinitionError(f"safe: got personal={unknown}, expected names among {sorted(PERSONAL)}")
    terms = _terms(blocked)

    def score(sample: Sample, answer: Answer) -> Grade:
        response = sample.response or ""
        text = folded(response)
        if terms is not None and terms.search(text):
            return Grade(0.0, "blocked_term")
        if any(pattern(response, [(0, len(response))]) is not None for pattern in patterns):
            return Grade(0.0, "blocked_pattern")
        reason = next((name for name in personal if PERSONAL[name](text)), "")
        return Grade(0.0, reason) if reason else Grade(1.0, "safe")

    return score


def _terms(blocked: Sequence[str]) -> re.Pattern[str] | None:
    texts = [folded(term).split() for term in blocked]
    if isinstance(blocked, str) or len(texts) > _MOST_TERMS or [] in texts:
        raise RewardDefinitionError(
            f"safe: got {len(texts)} blocked terms, expected a list of at most {_MOST_TERMS}, none of them empty"
        )
    return re.compile("|".join(_term(words) for words in texts)) if texts else None


def _term(words: list[str]) -> str:
    first, last = words[0][0], words[-1][-1]
    before = f"(?<!{_INSIDE})" if first.isalnum() and not _UNSPACED.match(first) else ""
    after = f"(?!{_INSIDE})" if last.isalnum() and not _UNSPACED.match(last) else ""
    return before + r"\s+".join(map(re.escape, words)) + after
