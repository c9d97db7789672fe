"""``Row``: one line of ``rft list``."""

from dataclasses import dataclass
from typing import Any

from rft.evidence.state import State
from rft.list.deployed import Deployed

__all__ = ["Row"]


@dataclass(frozen=True)
class Row:
    """One experiment."""

    experiment: str
    depth: int
    """Forks between it and its oldest ancestor that still has a file."""
    region: str
    reward: str
    """Name of its reward; empty if its file is gone."""
    judge: str
    """Model or endpoint that judges; empty for a verified reward."""
    forked_from: str
    """Experiment and revision; empty if it is not a fork."""
    revision: str
    """The revision of a deployment from these files; empty if unknown."""
    problem: str
    """Why not; empty if it can."""
    deployed: Deployed | None
    """None if nothing is, or if nobody looked."""
    evidence: State | None = None
    """Its evidence; None if unknown."""

    @property
    def state(self) -> str:
        """The deployment, in a few words."""
        if self.deployed is None:
            return "-"
        current = self.deployed.stacks.current
        if current is None:
            return "no current revision"
        if not self.revision:
            return current
        return f"{current} (as here)" if current == self.revision else f"{current} (other than here)"

    def cells(self, looked: bool) -> list[str]:
        """Return the cells of its line; ``looked`` adds the deployment."""
        name = f"{'  ' * self.depth}{self.experiment}"
        cells = [name, self.reward or "(file gone)", self.judge or "-", self.revision or "?", self.region]
        cells += self.evidence.cells if self.evidence else ("?", "?")
        if looked:
            retained = self.deployed.retained if self.deployed else ()
            cells += [self.state, ", ".join(retained) or "-"]
        return cells

    def as_dict(self, looked: bool) -> dict[str, Any]:
        """Return it as JSON has it."""
        known: dict[str, Any] = {
            "experiment": self.experiment,
            "region": self.region,
            "reward": self.reward or None,
            "judge": self.judge or None,
            "forked_from": self.forked_from or None,
            "revision": self.revision or None,
            "problem": self.problem or None,
            "evidence": self.evidence.as_dict() if self.evidence else None,
        }
        if looked:
            known["deployed"] = self.deployed.stacks.current if self.deployed else None
            known["retained"] = list(self.deployed.retained) if self.deployed else []
            known["troubled"] = list(self.deployed.troubled) if self.deployed else []
        return known
