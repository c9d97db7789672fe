"""``Drawn``: the figures that have an interval, for all responses and for each resample of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rft.calibrate.statistics.agreement import Scores, kendall, or_zero, partial, spearman, weighted_kappa
from rft.calibrate.statistics.ceiling import Raters
from rft.calibrate.statistics.resample import Estimate, Places, estimate, resamples

__all__ = ["Drawn"]

_FEW: Final = 100
"""Resamples for a figure that takes long."""


@dataclass(frozen=True)
class Drawn:
    """Their values, one for each response."""

    people: Scores
    judge: Scores
    baseline: Scores
    lengths: Scores
    raters: Raters
    levels: int

    def intervals(self, groups: Sequence[int], times: int) -> dict[str, Estimate]:
        """Return name -> figure; ``groups`` are the prompts' numbers, ``times`` the resamples."""
        everything = np.arange(len(self.people))
        # Of the ceiling, one draw of raters is noise, so its value is the mean of many.
        draws = [self._at(at, chance) for at, chance in resamples(groups, times)]
        whole = self._at(everything, np.random.default_rng(0))
        for name in ("ceiling", "ceiling_kappa"):
            alone = [self._ceiling(everything, np.random.default_rng(seed))[name] for seed in range(20)]
            whole[name] = float(np.mean(alone))
        whole["share"] = whole["spearman"] / whole["ceiling"]
        found = {name: estimate(value, [each[name] for each in draws]) for name, value in whole.items()}
        # It takes long, and its interval decides nothing.
        few = [kendall(self.judge[at], self.people[at]) for at, _ in resamples(groups, _FEW)]
        return found | {"kendall": estimate(kendall(self.judge, self.people), few)}

    def _at(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        people, judge = self.people[at], self.judge[at]
        order = spearman(judge, people)
        ceiling = self._ceiling(at, chance)
        return {
            "spearman": order,
            "kappa": weighted_kappa(judge, people, self.levels),
            "gain": order - or_zero(spearman(self.baseline[at], people)),
            "length": partial(judge, self.lengths[at], people),
            "share": order / ceiling["ceiling"],
            **ceiling,
        }

    def _ceiling(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        if not self.raters.known:
            return {"ceiling": math.nan, "ceiling_kappa": math.nan}
        one, rest = self.raters.at(at).one_and_the_rest(chance)
        return {"ceiling": spearman(one, rest), "ceiling_kappa": weighted_kappa(one, rest, self.levels)}
