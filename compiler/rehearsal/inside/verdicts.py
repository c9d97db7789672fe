"""``ObedientJudge``: gives prescribed verdicts, so that a judged reward meets every verdict of its scale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.judge.rubric.verdict import JudgeResult
from reward_runtime.reward import AnyReward

__all__ = ["ObedientJudge", "verdicts_of"]

_MOST_TOKENS = 400


@dataclass
class ObedientJudge:
    """A judge without a model."""

    verdict: Mapping[str, float] = field(default_factory=dict[str, float])
    """Criterion -> 0..1, for those that do not get the best verdict."""

    def ask(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Return a result for each item."""
        return [self._result(item) for item in items]

    def _result(self, item: JudgeItem) -> JudgeResult:
        prompt_of(item, _MOST_TOKENS)
        return {criterion: self.verdict.get(criterion, 1.0) for criterion in item.rubric.criteria}


def verdicts_of(reward: AnyReward) -> Iterator[Mapping[str, float]]:
    """Yield every value of each criterion's scale, with the other criteria at their best and at their worst."""
    judged = [dimension.score for dimension in reward.judged if isinstance(dimension.score, Judged)]
    criteria = dict.fromkeys(each.criterion for each in judged)
    for each in judged:
        for raw in cast("list[object]", each.rubric.scale.schema["enum"]):
            value = each.rubric.scale.read(raw)
            yield {each.criterion: value}
            yield {**dict.fromkeys(criteria, 0.0), each.criterion: value}
