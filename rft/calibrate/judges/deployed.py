"""A deployed function as a judge: the verdicts in its replies, and the checks that it cannot take."""

import math
import time
from collections.abc import Callable, Sequence
from typing import Final

from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome

from rft.calibrate.judges.asking import Answers, Pass
from rft.calibrate.labels.labels import Labelled
from rft.deployed.function import Function
from rft.deployed.scoring import DeployedScoring
from rft.failures import CheckFailed
from rft.score.scoring import Asked, Result, Scored

__all__ = ["NOT_ASKED", "UNASKED_CHECKS", "ask_deployed"]

UNASKED_CHECKS: Final = frozenset({"again", "order of the texts", "filler"})
"""Checks for which a judge is asked in another way, which a function cannot be."""
NOT_ASKED: Final = (
    "Not measured, because a deployed function is asked in one way alone: repeats, the order of the texts, filler. Its "
    "replies tell no tokens, and a criterion that was left out counts as 0."
)


def ask_deployed(
    function: Function, reward: AnyReward, responses: Sequence[Labelled], done: Callable[[], None]
) -> Answers:
    """Send every response once; ``done`` is called after each.

    Raises:
        CheckFailed: the function cannot be called, fails on everything, or goes down on the way.
    """
    names = [dimension.name for dimension in reward.judged]
    scores: dict[str, list[float]] = {name: [] for name in names}
    seconds: list[float] = []
    for result in DeployedScoring(function).results(each.found for each in responses):
        for name in names:
            scores[name].append(_score(result, name))
        seconds += [result.seconds] if isinstance(result, Scored) else []
        done()
    if function.stopped:
        raise CheckFailed(function.stopped)
    asked = Asked(answered=len(seconds), invocations=function.calls)
    unasked = Pass({name: [math.nan] * len(responses) for name in names}, Asked(), [], 0)
    return Answers(Pass(scores, asked, seconds, function.calls, [time.time()]), unasked, unasked, unasked)


def _score(result: Result, name: str) -> float:
    if isinstance(result, Scored) and result.score.outcome is Outcome.SCORED:
        return result.score.dimensions.get(name, math.nan)
    return math.nan
