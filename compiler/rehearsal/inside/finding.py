"""``Finding``: a fault of a reward or of its data, at a line that its author wrote."""

from typing import NamedTuple

__all__ = ["Finding"]


class Finding(NamedTuple):
    """One fault."""

    place: str
    """``lambda_src/rewards/urgency.py:12`` or ``data/urgency.jsonl:3``."""
    says: str
    """The fault, the expectation and the remedy."""
    sample: str = ""
    """Id of the sample on which it showed; empty if it showed on none."""

    @property
    def text(self) -> str:
        """One line, ready to print."""
        return f"{self.place}: sample {self.sample}: {self.says}" if self.sample else f"{self.place}: {self.says}"
