"""The stand-in judge of the local target: whether it gave a score, and the sentence that says so."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from compiler.compiled import CompiledExperiment

from rft.insights.events import LogEvent

STAND_IN: Final = "stand-in judge"
"""Its name in every output, and the beginning of the judge's name in the local target's log lines."""
WARNING: Final = (
    f"Judged by the {STAND_IN} of the local target, which compares words: no model was asked. These scores show how a "
    "response gets its score; they do not show how good a response is."
)
_NAMED: Final = re.compile(rf'"judge":\s*"{STAND_IN}')


def judge_on_target(compiled: CompiledExperiment) -> str | None:
    """Return who judges this experiment on the local target: the stand-in, or None if nobody judges it."""
    return None if compiled.experiment.judge is None else STAND_IN


class Judges:
    """Log events that pass through, and whether the stand-in judged any of them."""

    def __init__(self, events: Iterable[LogEvent]) -> None:
        """Pass on these events."""
        self._events = events
        self.stood_in = False
        """True if a line that has passed names the stand-in."""

    def __iter__(self) -> Iterator[LogEvent]:
        """Yield each event once."""
        for event in self._events:
            self.stood_in = self.stood_in or _NAMED.search(event.message) is not None
            yield event
