"""``Case``: one response with its reference, and whether it is right by whoever wrote the case."""

from dataclasses import dataclass, field
from typing import Final

__all__ = ["SCORERS", "Case"]

SCORERS: Final = ("expressions", "numbers", "labels", "choices", "instructions", "documents")
"""The reward of the kit that reads a case."""


@dataclass(frozen=True)
class Case:
    """One response to grade."""

    id: str
    """Unique over all sources; the first part, before a colon, is the source."""
    scorer: str
    """One of ``SCORERS``."""
    reference: object
    response: str
    right: bool
    """The label of the source, not of any grader."""
    kind: str = ""
    """The kind of input that the case tries, in the source's own words."""
    prompt: str = field(default="", repr=False)

    @property
    def source(self) -> str:
        """Whose case it is."""
        return self.id.partition(":")[0]
