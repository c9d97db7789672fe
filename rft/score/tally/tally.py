"""``Tally``: all that is said of a run in the end, collected from its results in bounded memory."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from reward_runtime.reward import AnyReward
from reward_runtime.score import Outcome

from rft.score.fault import Fault
from rft.score.scoring import Result, Scored
from rft.score.source.lines import BadLine
from rft.score.tally.distribution import Distribution
from rft.score.tally.groups import Groups, prompt_key
from rft.score.tally.shown import Shown

KINDS_KEPT: Final = 20
"""Different faults, and different reasons of unscorable rows, that are told apart."""
PLACES_KEPT: Final = 5
"""Places that are named of each."""


@dataclass
class Kind:
    """Equal faults, or rows that are unscorable for one reason."""

    count: int = 0
    places: list[str] = field(default_factory=list[str])
    """The first ones' files and lines."""
    first: Fault | None = None
    """The first fault."""

    def add(self, at: str) -> None:
        """Count one."""
        self.count += 1
        if len(self.places) < PLACES_KEPT:
            self.places.append(at)


class Kinds(dict[str, Kind]):
    """Kinds by reason code or error. All beyond ``KINDS_KEPT`` share one entry."""

    def of(self, says: str) -> Kind:
        """Return the kind, made if it is new."""
        return self.setdefault(says if says in self or len(self) < KINDS_KEPT else "others", Kind())


class Tally:
    """Counts results."""

    def __init__(self, reward: AnyReward, show: int) -> None:
        """Take the reward, and how many samples to show."""
        self.outcomes: Counter[Outcome] = Counter()
        self.rewards = Distribution(reward.floor, reward.ceiling)
        self.groups = Groups(reward.ceiling - reward.floor)
        self.shown = Shown(show)
        self.unscorable, self.faults = Kinds(), Kinds()
        self.bad_lines = 0
        self.first_bad: list[BadLine] = []
        self._sums: Counter[str] = Counter()

    def add(self, result: Result) -> None:
        """Count one result."""
        if isinstance(result, BadLine):
            self.bad_lines += 1
            if len(self.first_bad) < KINDS_KEPT:
                self.first_bad.append(result)
        elif isinstance(result, Fault):
            kind = self.faults.of(result.says)
            kind.first = kind.first or result
            kind.add(result.found.response_at)
        else:
            self._add_score(result)

    def _add_score(self, scored: Scored) -> None:
        sample, score = scored.found.sample, scored.score
        key = prompt_key(sample.prompt)
        self.outcomes[score.outcome] += 1
        self.rewards.add(score.aggregate)
        self.groups.add(key, sample.prompt, score.aggregate)
        self.shown.add(key, scored)
        if score.outcome is Outcome.UNSCORABLE:
            self.unscorable.of(score.reason).add(scored.found.row_at)
        for name, value in score.dimensions.items():
            self._sums[name] += value  # type: ignore[assignment] - a Counter adds floats too

    @property
    def failed(self) -> int:
        """Samples on which the reward failed."""
        return sum(kind.count for kind in self.faults.values())

    @property
    def samples(self) -> int:
        """Samples, scored or not."""
        return self.rewards.count + self.failed

    @property
    def names(self) -> list[str]:
        """The dimensions, in order: the reward's, or those that a deployed function's replies have."""
        return list(self._sums)

    def means(self) -> Mapping[str, float]:
        """Return the mean of each dimension."""
        return {name: total / self.rewards.count for name, total in self._sums.items()}
