"""``Specimen``: one reward of the zoo, and its true faults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compiler.attack.subject import Case

__all__ = ["Specimen"]

Grade = Callable[[str, str], float]


@dataclass(frozen=True)
class Specimen:
    """One reward."""

    grade: Grade
    """(response, reference) -> reward."""
    cases: Sequence[Case]
    why: str
    """Its fault, or why it is healthy although it may look otherwise."""
    shows: tuple[str, ...] = ()
    """Beginnings of the names of findings that name its fault; none if it is healthy."""
    form: str = ""
    """The form that it asks for, if it is told."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.grade.__name__
