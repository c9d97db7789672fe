"""``Finding``: the result of one check."""

from dataclasses import dataclass
from typing import Literal

Health = Literal["good", "warning", "bad", "unseen"]
"""``unseen``: it could not be checked, so it may be good or bad."""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's table."""

    what: str
    """The thing that was checked: ``CDK CLI``, ``judge of similarity``."""
    state: Health
    says: str
    """The result and, unless it is good, the remedy."""
