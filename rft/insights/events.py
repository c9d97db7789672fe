"""``LogEvent``: what CloudWatch Logs holds of one line."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from rft.insights.discovery import discovered
from rft.insights.language.system_fields import GROUP, MESSAGE, STREAM

LATEST: Final = 8_640_000_000_000_000
"""Milliseconds since 1970 of the last moment that is a date in JavaScript, and so in a console."""

_OWN: Final = {MESSAGE: attrgetter("message"), STREAM: attrgetter("stream"), GROUP: attrgetter("group")}


@dataclass(frozen=True)
class LogEvent:
    """One line."""

    timestamp: int
    """Milliseconds since 1970, UTC."""
    message: str
    stream: str = ""
    """Name of the log stream; empty where it is unknown."""
    group: str = ""
    """``account:log-group``; empty where it is unknown."""

    def values(self, names: Sequence[str], wanted: Set[str]) -> list[str | None]:
        """The values of these fields, in order, None where the event has none; ``wanted`` are their ``beginnings``."""
        found = discovered(self.message, wanted)
        return [(_OWN[name](self) or None) if name in _OWN else found.get(name) for name in names]
