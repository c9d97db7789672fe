"""What befalls one call: its fault and its latency, drawn so that they repeat."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from localaws.standin.configuration import Configuration, Rule
from localaws.standin.faults.kinds import Fault, Refusal
from localaws.standin.faults.table import FAULTS
from localaws.standin.judging.asked import Asked
from localaws.standin.latency import seconds, share


@dataclass(frozen=True)
class Fate:
    """Of one call."""

    attempt: int
    """Calls of this prompt before this one."""
    name: str
    """The fault's; empty for none."""
    latency: float
    """Seconds drawn, scaled."""

    @property
    def fault(self) -> Fault | None:
        """The fault itself."""
        return FAULTS.get(self.name)

    @property
    def wait(self) -> float:
        """Seconds until the reply: none where the service refuses before the model works."""
        return 0.0 if isinstance(self.fault, Refusal) and self.fault.at_once else self.latency


class Fates:
    """Deals them out."""

    def __init__(self, configuration: Configuration) -> None:
        """Start with no call."""
        self._given = configuration
        self._attempts: Counter[str] = Counter()
        self._calls = 0

    def attempts(self, asked: Asked) -> int:
        """Calls of this prompt so far."""
        return self._attempts[asked.prompt_hash]

    def next(self, asked: Asked) -> Fate:
        """The fate of a call that the quota let through."""
        attempt, seed = self.attempts(asked), self._given.seed
        self._attempts[asked.prompt_hash] += 1
        self._calls += 1
        met = (r.fault for n, r in enumerate(self._given.faults) if self._meets(r, n, asked, attempt))
        return Fate(attempt, next(met, ""), seconds(self._given.latency, seed, asked.prompt_hash, attempt))

    def _meets(self, rule: Rule, number: int, asked: Asked, attempt: int) -> bool:
        if rule.first is not None and self._calls > rule.first:
            return False
        if rule.first_of_prompt is not None and attempt >= rule.first_of_prompt:
            return False
        if rule.holds and rule.holds not in f"{asked.system}\n{asked.user}":
            return False
        return rule.share >= 1.0 or share(self._given.seed, number, asked.prompt_hash, attempt) < rule.share
