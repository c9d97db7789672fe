"""``Judges``: who judged the samples of a log, a model or the stand-in of the local target."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from rft.insights.events import LogEvent

__all__ = ["Judges", "judges_of"]

_JUDGE: Final = '"event": "judge"'
_STAND_IN: Final = "stand-in"


@dataclass(frozen=True)
class Judges:
    """Who was asked for verdicts; nobody, if both fields are empty."""

    models: tuple[str, ...]
    stood_in: bool
    """True if the stand-in answered, at least in part."""

    @property
    def said(self) -> str:
        """A sentence on them; empty if nobody was asked."""
        models = ", ".join(self.models)
        if not self.stood_in:
            return f"Judged by {models}." if models else ""
        in_part = f"in part by {models}, in part " if models else ""
        return f"Judged {in_part}by the stand-in judge, which compares words: no model was asked for its scores."


def judges_of(events: Iterable[LogEvent], *, on_target: bool) -> Judges:
    """Return the judges of the log's verdicts.

    Args:
        events: those of one experiment's log group.
        on_target: True if they are of the local target, whose judge is always the stand-in.
    """
    named = {judge for event in events if _JUDGE in event.message and (judge := _judge(event.message))}
    models = {judge for judge in named if not on_target and _STAND_IN not in judge}
    return Judges(tuple(sorted({judge.partition("#")[0] for judge in models})), stood_in=named != models)


def _judge(message: str) -> str:
    try:
        line: Any = json.loads(message)
        return str(line["judge"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return ""
