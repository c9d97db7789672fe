"""The questions about rows, named by the hash that the stand-in draws their latency from."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.call import NoVerdict, Prompt, Reply
from reward_runtime.judge.judging import Judging
from reward_runtime.judge.rubric.counterfactual import counterfactual_of, drawn
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.reward import AnyReward, load_reward
from reward_runtime.samples import parse_samples
from reward_runtime.settings import FailurePolicy

from localaws.standin.messages.judge_request import JudgeRequest  # noqa: TID251 - its hash names the draws

__all__ = ["questions_about"]

MOST_TOKENS: Final = 400
REWARD: Final = "similarity"


class _Listener:
    """A judge that answers nothing, and remembers its questions."""

    def __init__(self) -> None:
        self.items: list[JudgeItem] = []

    def ask(self, items: Sequence[JudgeItem], _ends: float, _stats: object) -> list[NoVerdict]:
        """Remember the items."""
        self.items += items
        return [NoVerdict("deadline", "unsent") for _ in items]


@cache
def _reward() -> AnyReward:
    return load_reward(REWARD)


def questions_about(rows: Sequence[dict[str, Any]], right: Sequence[bool]) -> list[Question[float]]:
    """Return the questions that the deployed function asks about the rows of one batch.

    The stand-in gives the best verdict to a right response and the worst to another one.
    """
    reward, listener = _reward(), _Listener()
    judging = Judging(reward, listener, FailurePolicy(neutral=0.0, most=1.0))  # type: ignore[arg-type] - as much of it as is used
    judging.scores([reward.start(sample) for sample in parse_samples(rows)], judging.new_stats())
    return [_question(item, is_right) for item, is_right in zip(listener.items, right, strict=True)]


def _question(item: JudgeItem, is_right: bool) -> Question[float]:
    beside = counterfactual_of(item) if is_right and drawn(item, dict.fromkeys(item.rubric.criteria, 1.0)) else None
    follow = [] if beside is None else [Question(beside.key, _named(beside), _read)]
    return Question(item.key, _named(item), _read, lambda _: follow)


def _named(item: JudgeItem) -> Prompt:
    prompt = prompt_of(item, MOST_TOKENS)
    request = JudgeRequest("", prompt.system, prompt.user, "tool", "", {}, MOST_TOKENS)
    return replace(prompt, user=request.prompt_hash)


def _read(_: Reply) -> float:
    return 1.0
