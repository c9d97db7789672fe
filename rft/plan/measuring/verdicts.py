"""The tokens that a judge reads and writes by a rubric. Only judged rewards import this."""

from typing import Final

from reward_runtime.judge.rubric.rubric import Judged, Place, Rubric
from reward_runtime.reward import AnyReward

__all__ = ["reads", "written"]

REASON_TOKENS: Final = 50
SCORE_TOKENS: Final = 15
"""Tokens of a usual verdict: a sentence of at most 30 words, and each criterion with its name."""


def reads(reward: AnyReward, place: Place) -> bool:
    """Return whether the judge sees this text whole."""
    return any(each.needs(place) and (place != "response" or each.shows == "response") for each in _rubrics(reward))


def written(reward: AnyReward) -> int:
    """Return the tokens of a usual verdict."""
    return max(REASON_TOKENS * each.reasons + SCORE_TOKENS * len(each.criteria) for each in _rubrics(reward))


def _rubrics(reward: AnyReward) -> set[Rubric]:
    return {each.score.rubric for each in reward.judged if isinstance(each.score, Judged)}
