"""``attack``: the attacks of `rft attack` on a reward and rows of your own."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from compiler.attack.engine import Attack, Depth
from compiler.attack.engine import attack as engine
from compiler.attack.finding import Finding, Severity

from rft.testing.graded import Graded, Row, subject_of

__all__ = ["Attacked", "attack"]

_LONGEST: Final = 400
"""Characters of an event in a message."""


@dataclass(frozen=True)
class Attacked:
    """The findings of an attack."""

    found: Attack

    @property
    def findings(self) -> list[Finding]:
        """The findings, the worst first."""
        return list(self.found.findings)

    def above(self, severity: str = "low") -> list[Finding]:
        """Return the findings that are worse than a severity: info, low, medium, high or critical."""
        return [each for each in self.found.findings if each.severity > Severity[severity.upper()]]

    def check(self, most: str = "low") -> None:
        """Fail the test if a finding is worse than ``most``, or if no right answer earned more than nothing.

        Raises:
            AssertionError: with each such finding and an event that shows it.
        """
        if not self.found.calibrated:
            raise AssertionError("no right answer earned more than nothing does: look at the rows' references")
        bad = self.above(most)
        if bad:
            raise AssertionError("\n".join(map(_told, bad)))


def attack(graded: Graded, rows: Iterable[Row], *, depth: str = "standard", seed: int = 0) -> Attacked:
    """Attack a reward on rows.

    Args:
        graded: a ``Reward``, a handler or a function: see ``rft.testing.graded``.
        rows: see ``rft.testing.graded.Row``.
        depth: quick, standard or deep.
        seed: draws the rows and leads the search.
    """
    return Attacked(engine(subject_of(graded, list(rows)), Depth(depth), seed))


def _told(finding: Finding) -> str:
    shown = json.dumps(finding.event, ensure_ascii=False)[:_LONGEST]
    return f"{finding.severity.name.lower()}: {finding.name}: {finding.says}; {finding.mend}; shown by {shown}"
