"""``Judged``: whether an attack's findings on one reward are true."""

from collections.abc import Sequence
from dataclasses import dataclass

from compiler.attack.engine import attack
from compiler.attack.finding import Severity
from compiler.attack.subject import Case, Subject, Target

__all__ = ["Judged", "judged"]


@dataclass(frozen=True)
class Judged:
    """One reward of a zoo under attack."""

    name: str
    healthy: bool
    right: bool
    """The seeded fault was found by its name or family; or nothing above low was found in a healthy reward."""
    found: tuple[str, ...]
    """``family name`` of the findings above low."""


def judged(
    name: str,
    target: Target,
    cases: Sequence[Case],
    shows: Sequence[str],
    tolerated: Sequence[str] = (),
    form: str = "",
) -> Judged:
    """Attack a reward.

    Args:
        name: of the reward.
        target: the reward.
        cases: its rows.
        shows: families, or beginnings of names, one of which names its fault; none if it is healthy.
        tolerated: families that may say something of a healthy reward, because the zoo's own labels say so.
        form: the form that it asks for, if it is told.
    """
    found = attack(Subject(target, cases, form=form)).findings
    loud = [each for each in found if each.severity > Severity.LOW and each.family not in tolerated]
    names = tuple(f"{each.family} {each.name}" for each in loud)
    if not shows:
        return Judged(name, True, not loud, names)
    hit = any(each.family in shows or each.name.startswith(tuple(shows)) for each in loud)
    return Judged(name, False, hit, names)
