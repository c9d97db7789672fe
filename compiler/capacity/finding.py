"""``Finding``: one capacity problem of an experiment."""

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """A sentence with the calculated figures and the remedy."""

    code: str
    """Short name of the calculation, of a-z and -."""
    text: str
    impossible: bool = False
    """True if no run can succeed: an error. False if some runs may: a warning."""
