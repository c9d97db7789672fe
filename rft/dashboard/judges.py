"""``Judges``: who judged the samples of a log, a model or the stand-in of the local target."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rft.insights.events import LogEvent
from rft.local.stand_in import STAND_IN, WARNING

__all__ = ["Judges", "judges_of"]

_JUDGE: Final = '"event": "judge"'


@dataclass(frozen=True)
class Judges:
    """Who was asked for verdicts; nobody, if both fields are empty."""

    models: tuple[str, ...]
    stood_in: bool
    """True if the stand-in answered, at least in part."""

    @property
    def said(self) -> str:
        """Sentences on them; empty if nobody was asked."""
        models = ", ".join(self.models)
        if not self.stood_in:
            return f"Judged by {models}." if models else ""
        return f"Judged in part by {models}. The rest: {WARNING}" if models else WARNING


def judges_of(events: Iterable[LogEvent]) -> Judges:
    """Return the judges of the log's verdicts, by the names that the log gives them."""
    named = {judge for event in events if _JUDGE in event.message and (judge := _judge(event.message))}
    models = {judge for judge in named if not judge.startswith(STAND_IN)}
    return Judges(tuple(sorted({judge.partition("#")[0] for judge in models})), stood_in=named != models)


def _judge(message: str) -> str:
    try:
        line: Any = json.loads(message)
        return str(line["judge"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""
