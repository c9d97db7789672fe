"""``Finding``: one thing that was looked at, or could not be."""

from dataclasses import dataclass
from typing import Literal

Health = Literal["good", "warning", "bad", "unseen"]
"""``unseen``: not looked at, which says nothing of the thing itself."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's table."""

    what: str
    """What was looked at: ``CDK CLI``, ``experiments/similarity.yaml: judge``."""
    state: Health
    says: str
    """What was found and, unless it is good, what to do."""
