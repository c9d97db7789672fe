"""``Drawn``: the figures that have an interval, for all responses and for each resample of them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from rft.calibrate.statistics.agreement import (
    Places,
    Scores,
    kendall,
    or_zero,
    partial,
    places_of,
    spearman,
    weighted_kappa,
)
from rft.calibrate.statistics.ceiling import Raters
from rft.calibrate.statistics.resample import Estimate, estimate, resamples

__all__ = ["Drawn"]

_FEW: Final = 100
"""Resamples for a figure that takes long."""
_FEWER: Final = 40
"""The same from so many responses on."""
_MANY: Final = 2000
_DRAWS: Final = 20
_UNKNOWN: Final = Estimate(math.nan, math.nan, math.nan)


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
            alone = [self._ceiling(everything, np.random.default_rng(seed))[name] for seed in range(_DRAWS)]
            whole[name] = float(np.mean(alone))
        whole["share"] = whole["spearman"] / whole["ceiling"] if whole["ceiling"] else math.nan
        found = {name: estimate(value, [each[name] for each in draws]) for name, value in whole.items()}
        if not found["ceiling"].low > 0:
            # People who do not agree with one another set no bar that a share could be of.
            found["share"] = _UNKNOWN
        return found | {"kendall": self._kendall(groups)}

    def _kendall(self, groups: Sequence[int]) -> Estimate:
        """Return it with an interval of few resamples, because it takes long and its interval decides nothing."""
        times = _FEW if len(self.people) < _MANY else _FEWER
        judge, people = self._places["judge"], self._places["people"]
        few = [kendall(judge[at], people[at]) for at, _ in resamples(groups, times)]
        return estimate(kendall(judge, people), few)

    @cached_property
    def _places(self) -> dict[str, Places]:
        own = {"people": self.people, "judge": self.judge, "baseline": self.baseline, "lengths": self.lengths}
        return {name: places_of(scores) for name, scores in own.items()}

    def _at(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        own = {name: places[at] for name, places in self._places.items()}
        order, ceiling = spearman(own["judge"], own["people"]), self._ceiling(at, chance)
        return {
            "spearman": order,
            "kappa": weighted_kappa(self.judge[at], self.people[at], self.levels),
            "gain": order - or_zero(spearman(own["baseline"], own["people"])),
            "length": partial(own["judge"], own["lengths"], own["people"]),
            "share": order / ceiling["ceiling"] if ceiling["ceiling"] else math.nan,
            **ceiling,
        }

    def _ceiling(self, at: Places, chance: np.random.Generator) -> dict[str, float]:
        if not self.raters.known:
            return {"ceiling": math.nan, "ceiling_kappa": math.nan}
        rows = self.raters.drawn(at, chance)
        one, rest = (places[rows] for places in self.raters.places)
        kappa = weighted_kappa(self.raters.ratings[rows], self.raters.rests[rows], self.levels)
        return {"ceiling": self.raters.raised(spearman(one, rest)), "ceiling_kappa": kappa}
