"""``LogEvent``: one log line with its time, stream and group."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from rft.insights.discovery import discovered
from rft.insights.language.system_fields import GROUP, MESSAGE, STREAM

LATEST: Final = 8_640_000_000_000_000
"""The last moment that JavaScript, and so a console, can show as a date. Milliseconds since 1970."""

_OWN: Final = {MESSAGE: attrgetter("message"), STREAM: attrgetter("stream"), GROUP: attrgetter("group")}


@dataclass(frozen=True)
class LogEvent:
    """One line."""

    timestamp: int
    """Milliseconds since 1970, UTC."""
    message: str
    stream: str = ""
    """Name of the log stream; empty if unknown."""
    group: str = ""
    """``account:log-group``; empty if unknown."""

    def values(self, names: Sequence[str], wanted: Set[str]) -> list[str | None]:
        """Return the values of these fields, in order; None for a missing one. ``wanted`` are their ``beginnings``."""
        found = discovered(self.message, wanted)
        return [(_OWN[name](self) or None) if name in _OWN else found.get(name) for name in names]
