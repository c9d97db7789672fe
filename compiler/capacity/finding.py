"""``Finding``: what a sum came to, where that is not good."""

from dataclasses import dataclass

__all__ = ["Finding"]


@dataclass(frozen=True)
class Finding:
    """One sentence with its figures, and what to do."""

    code: str
    """Which sum: a short name of a-z and -."""
    text: str
    impossible: bool = False
    """Whether no run could go well, which is an error; otherwise some may, which is a warning."""
