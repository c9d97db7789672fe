"""``Probe``: a response whose worth is known by the way in which it was made."""

from enum import StrEnum
from typing import NamedTuple

from compiler.attack.subject import Case

__all__ = ["Probe", "Worth"]


class Worth(StrEnum):
    """The worth of a response."""

    NOTHING = "nothing"
    """It gives no answer, so it deserves no pay."""
    WRONG = "wrong"
    """It commits to a wrong answer. It may earn a part for its form, or for being near."""
    UNSURE = "unsure"
    """It holds the right answer, but denies it, retracts it, hides it or gives another beside it."""
    RIGHT = "right"
    """It gives the right answer in another form."""


class Probe(NamedTuple):
    """One response that is tried."""

    family: str
    """``F1`` and so on."""
    name: str
    """The attack: ``prompt_echo``."""
    worth: Worth
    case: Case
    response: str
    variant: int = 0
    """Which of several texts of one attack: a policy gives the one that earns most."""
