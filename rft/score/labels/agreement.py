"""``Agreement``: how far a reward agrees with known labels, in bounded memory."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from reward_runtime.reward import AnyReward

from rft.score.fault import Fault
from rft.score.labels.column import Column, Label
from rft.score.scoring import Result, Scored
from rft.score.source.lines import BadLine

RIGHT: Final = 0.5
"""A label or a value of a dimension from here on counts as right."""
_SHOWN: Final = 5
"""False positives, and false negatives, on the terminal."""
_MOST_CLASSES: Final = 30
"""Different classes in the table; further ones share one row."""


class Verdict(IntEnum):
    """How a sample's label and its reward go together."""

    UNLABELLED = -1
    AGREES = 0
    FALSE_POSITIVE = 1
    """Wrong by the label, right by the reward."""
    FALSE_NEGATIVE = 2
    """Right by the label, wrong by the reward."""


class Compared(NamedTuple):
    """One sample and its label."""

    label: Label | None
    value: float
    """The reward's, of the dimension that the labels are about."""
    verdict: Verdict


UNCOMPARED: Final = Compared(None, 0.0, Verdict.UNLABELLED)


@dataclass
class Agreement:
    """Counts samples by their label and by the reward's answer."""

    column: Column
    reward: AnyReward
    counts: Counter[tuple[bool, bool]] = field(default_factory=Counter[tuple[bool, bool]])
    """By (right by the label, right by the reward)."""
    classes: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    """By (class, class that the reward read); empty for other labels."""
    unlabelled: int = 0
    error: float = 0.0
    """Sum of the squared differences between label and dimension."""
    _worst: dict[Verdict, list[tuple[float, int, Label, Scored]]] = field(
        default_factory=dict[Verdict, list[tuple[float, int, Label, Scored]]]
    )
    """False positives and negatives, as heaps."""

    def add(self, result: Result) -> Compared:
        """Count a result and say how it compares."""
        if isinstance(result, Fault | BadLine):
            return UNCOMPARED
        label = self.column.label(result.found, result.score, self.reward)
        value = result.score.dimensions.get(self.column.dimension, 0.0)
        if label is None:
            self.unlabelled += 1
            return Compared(None, value, Verdict.UNLABELLED)
        verdict = self._count(label, value)
        if verdict is not Verdict.AGREES:
            rank = result.score.aggregate * (1 if verdict is Verdict.FALSE_POSITIVE else -1)
            worst = self._worst.setdefault(verdict, [])
            # No two have the same number, so labels and results are never compared.
            heapq.heappush(worst, (rank, -self.samples, label, result))
            if len(worst) > _SHOWN:
                heapq.heappop(worst)
        return Compared(label, value, verdict)

    def worst(self, verdict: Verdict) -> list[tuple[Label, Scored]]:
        """Return the false positives with the highest rewards, or false negatives with the lowest; ties in order."""
        ranked = sorted(self._worst.get(verdict, []), key=lambda each: each[:2], reverse=True)
        return [(label, scored) for _, _, label, scored in ranked]

    def _count(self, label: Label, value: float) -> Verdict:
        right, rewarded = label.worth >= RIGHT, value >= RIGHT
        self.counts[right, rewarded] += 1
        self.error += (label.worth - value) ** 2
        if label.answered:
            known = {name for pair in self.classes for name in pair}
            full = len(known) >= _MOST_CLASSES
            said, answered = ("others" if full and each not in known else each for each in (label.said, label.answered))
            self.classes[said, answered] += 1
        if right == rewarded:
            return Verdict.AGREES
        return Verdict.FALSE_POSITIVE if rewarded else Verdict.FALSE_NEGATIVE

    @property
    def samples(self) -> int:
        """Samples with a label."""
        return self.counts.total()

    @property
    def false_positives(self) -> int:
        """Wrong by the label, right by the reward."""
        return self.counts[False, True]

    @property
    def false_negatives(self) -> int:
        """Right by the label, wrong by the reward."""
        return self.counts[True, False]

    @property
    def agreed(self) -> float:
        """Share of the samples on which both agree."""
        return (self.counts[True, True] + self.counts[False, False]) / self.samples

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa: agreement beyond chance; ``None`` if label and reward always say the same one thing."""
        n, counts = self.samples, self.counts
        labelled, rewarded = counts[True, True] + counts[True, False], counts[True, True] + counts[False, True]
        chance = (labelled * rewarded + (n - labelled) * (n - rewarded)) / n**2
        return None if chance == 1 else round((self.agreed - chance) / (1 - chance), 9) + 0.0

    def figures(self) -> dict[str, object]:
        """Return everything as it stands in JSON."""
        head = {
            "column": self.column.name,
            "dimension": self.column.dimension,
            "labelled": self.samples,
            "unlabelled": self.unlabelled,
        }
        return head | (self._agreed() if self.samples else {})

    def _agreed(self) -> dict[str, object]:
        return {
            "agreed": self.agreed,
            "kappa": self.kappa,
            "mean_squared_error": self.error / self.samples,
            "positives": {"true": self.counts[True, True], "false": self.false_positives},
            "negatives": {"true": self.counts[False, False], "false": self.false_negatives},
            "classes": [{"label": a, "reward": b, "count": n} for (a, b), n in sorted(self.classes.items())],
        }
