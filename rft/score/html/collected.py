"""``Collected``: the content of the page, collected from a run's results in bounded memory."""

from collections import Counter
from typing import Final

from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome

from rft.page.axis import number_axis
from rft.page.bars import bar_at
from rft.score.fault import Fault
from rft.score.html.listed import Listed
from rft.score.labels.agreement import RIGHT, Agreement, Compared, Verdict
from rft.score.scoring import Result, Scored
from rft.score.source.lines import BadLine

_RIGHT_OR_WRONG: Final = ("wrong", "right")
BARS: Final = 20
_Bars = Counter[tuple[int, str]]
"""By number of the bar and outcome."""


class Collected:
    """Takes results."""

    def __init__(self, reward: AnyReward, agreement: Agreement | None) -> None:
        """Take the reward, and the known labels if there are any. Results are added to these first."""
        self.axis = number_axis(reward.floor, reward.ceiling, fixed=True)
        self.share = number_axis(0, 1, fixed=True)
        self.rewards: _Bars = Counter()
        self.dimensions: dict[str, _Bars] = {}
        self.agreement = agreement
        self.labels: _Bars = Counter()
        self.by_file: dict[str, list[float]] = {}
        self.listed = Listed()
        self.samples = 0

    def add(self, result: Result, compared: Compared) -> None:
        """Take one result."""
        if isinstance(result, BadLine):
            return
        self.samples += 1
        if isinstance(result, Scored):
            self._count(result, compared)
        self.listed.add(self.samples - 1, result, compared, _ranks(result, compared.verdict))

    def _count(self, scored: Scored, compared: Compared) -> None:
        score, outcome = scored.score, str(scored.score.outcome)
        self.rewards[bar_at(self.axis, score.aggregate, BARS), outcome] += 1
        for name, value in score.dimensions.items():
            self.dimensions.setdefault(name, Counter())[bar_at(self.share, value, BARS), outcome] += 1
        sums = self.by_file.setdefault(scored.found.response_at.rpartition(":")[0], [0, 0.0])
        sums[0] += 1
        sums[1] += score.aggregate
        if compared.label is not None:
            part = _RIGHT_OR_WRONG[compared.label.worth >= RIGHT]
            self.labels[bar_at(self.share, compared.value, BARS), part] += 1


def _ranks(result: Scored | Fault, verdict: Verdict) -> dict[str, float]:
    """Return the kinds of samples that a result is one of, and its rank among them."""
    if isinstance(result, Fault):
        return {"faults": 0.0}
    score = result.score
    ranks = {"worst": -score.aggregate, "best": score.aggregate, "slowest": result.seconds}
    if score.outcome is not Outcome.SCORED:
        ranks[str(score.outcome)] = 0.0
    if verdict > Verdict.AGREES:
        ranks[verdict.name] = score.aggregate if verdict is Verdict.FALSE_POSITIVE else -score.aggregate
    return ranks


def bars_of(counts: _Bars, parts: list[str]) -> list[dict[str, int]]:
    """Return the counts of each bar by part, for the drawing."""
    return [{part: counts[at, part] for part in parts} for at in range(BARS)]
