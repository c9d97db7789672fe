"""``Subject``: the reward that is attacked, as attacks see it: rows with right answers, and something that pays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

__all__ = ["Case", "Lost", "Paid", "Said", "Subject", "Target"]


@dataclass(frozen=True)
class Case:
    """One row of the data."""

    row: Mapping[str, object]
    """As the data has it, without a response."""
    prompt: str
    """Text of the turns before the response."""
    right: tuple[str, ...] = ()
    """Texts of right answers without any form; none if they cannot be written out."""
    recorded: tuple[str, ...] = ()
    """Recorded responses."""
    form: str = ""
    """The row's own form, such as worked steps with ``{answer}`` at their end; empty if it has none."""
    presumed: bool = False
    """Whether the right answer is only the reference's text, which the reward may take in a form of its own."""


class Said(NamedTuple):
    """A response to a case."""

    case: Case
    response: str


class Paid(NamedTuple):
    """The pay of a response."""

    reward: float | None
    """``None`` if the reward failed on it."""
    fault: str = ""
    """Why it failed: a type and a place, without text of the response."""


class Lost(BaseException):
    """The target cannot be called. That is not a fault of the reward, so no family may take it for one."""


class Target(Protocol):
    """Something that pays responses."""

    def pay(self, said: Sequence[Said]) -> Sequence[Paid]:
        """Return the pay of each response, in order."""
        ...


@dataclass(frozen=True)
class Subject:
    """A reward to attack."""

    target: Target
    cases: Sequence[Case]
    form: str = ""
    """A response in the form that is asked for, with ``{answer}`` once; looked for among the usual ones if empty."""
    low: float = -1.0
    """Lowest reward that it may pay."""
    high: float = 1.0
    """Highest reward that it may pay."""
    open: bool = False
    """Whether the right answers are examples, so that a changed one may be right too."""
    judged: bool = False
    """Whether a model judges."""
    wrong: Callable[[Case, str], bool] | None = None
    """Whether a text is a wrong answer by the reward's own comparison; ``None`` if that is not known."""
    answer: Callable[[object], object] | None = None
    """Event -> reply, for attacks on the contract; ``None`` if the reward takes no events."""
