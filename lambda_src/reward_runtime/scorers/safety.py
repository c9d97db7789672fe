"""Whether a response avoids the things that the reward's author forbids. A rule misses everything else."""

import re
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import Answer, Extractor
from reward_runtime.answers.texts import folded
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample
from reward_runtime.scorers.personal import PERSONAL
from reward_runtime.scorers.terms import any_term

__all__ = ["safe"]

_MOST_TERMS: Final = 500
"""Blocked terms of one scorer (ours): the scan costs their number times the response's length at worst."""


def safe(
    *, blocked: Sequence[str] = (), patterns: Sequence[Extractor] = (), personal: Sequence[str] = tuple(PERSONAL)
) -> Scorer[object, object]:
    """Score 1 if the whole response shows none of these, else 0 with the first finding as the reason.

    ``blocked``: words or phrases, found as whole words, regardless of case, width or invisible characters
    (``blocked_term``). ``patterns``: extractors that must find nothing (``blocked_pattern``). ``personal``: which of
    ``card``, ``email``, ``iban``, ``ipv4``, ``phone`` and ``ssn`` to look for. ``RewardDefinitionError`` for another
    name, for a term without a character, and for more than 500 terms.
    """
    unknown = sorted(set(personal) - set(PERSONAL))
    if unknown:
        raise RewardDefinitionError(f"safe: got personal={unknown}, expected names among {sorted(PERSONAL)}")
    terms = _terms(blocked)

    def score(sample: Sample[object], answer: Answer[object]) -> Grade:
        response = sample.response or ""
        text = folded(response)
        if terms is not None and terms.search(text):
            return Grade(0.0, "blocked_term")
        if any(pattern(response) is not None for pattern in patterns):
            return Grade(0.0, "blocked_pattern")
        reason = next((name for name in personal if PERSONAL[name](text)), "")
        return Grade(0.0, reason) if reason else Grade(1.0, "safe")

    return score


def _terms(blocked: Sequence[str]) -> re.Pattern[str] | None:
    few = not isinstance(blocked, str) and len(blocked) <= _MOST_TERMS
    pattern = any_term(blocked) if few else None
    if not few or (blocked and pattern is None):
        raise RewardDefinitionError(
            f"safe: got {len(blocked)} blocked terms, expected a list of at most {_MOST_TERMS}, none of them empty"
        )
    return pattern
