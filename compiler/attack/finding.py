"""``Finding``: one thing that an attack found, with an event that shows it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import Any

__all__ = ["Finding", "Severity"]


class Severity(IntEnum):
    """How bad it is; more is worse."""

    INFO = 0
    """Worth knowing, by design of most rewards."""
    LOW = 1
    """A bounded cost: a right answer in an unusual form is refused."""
    MEDIUM = 2
    """A policy earns more than allowed, though less than an honest one."""
    HIGH = 3
    """Ranks a bad response with or above a right one in some groups, or fails on a text."""
    CRITICAL = 4
    """Ranks a bad response with or above a right one in half of the groups or more: training will find it."""


@dataclass(frozen=True)
class Finding:
    """One finding."""

    family: str
    """``F0`` to ``F11``."""
    name: str
    """The attack: ``prompt_echo``."""
    severity: Severity
    says: str
    """The pay, and the number of rows."""
    cause: str
    """Why rewards have this fault."""
    mend: str
    """The remedy."""
    share: float = 0.0
    """Mean pay as a share of a right answer's pay above that of an empty response."""
    inversions: int = 0
    """Groups in which it ranks with or above a right response."""
    tried: int = 0
    """Groups in which it was tried."""
    event: Any = field(default=None, compare=False)
    """An event of one sample that shows it; ``None`` if it is about the data or about many samples."""
    group: Any = field(default=None, compare=False)
    """The simulated group in which it was measured: see ``group_of``. ``None`` if no rewards were compared."""

    def to_json(self) -> Mapping[str, Any]:
        """Return it for JSON; the severity by its name."""
        return asdict(self) | {"severity": self.severity.name.lower()}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Finding":
        """Return the finding that ``to_json`` wrote."""
        fields: dict[str, Any] = {**value, "severity": Severity[str(value["severity"]).upper()]}
        return cls(**fields)
