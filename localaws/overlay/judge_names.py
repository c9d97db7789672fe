"""Names the stand-in judge in the log lines of functions that asked it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from localaws import standin_judge
from localaws.overlay.hooks import part

__all__ = ["install", "named"]

_KEYS: Final = ('"judge": "', '"second_judge": "')
"""Fields of a judged reward's log lines: the judge's model and its rubrics, the second judge's model. Quotes inside a
JSON text are escaped, so that each can only be a key with its value."""


def install() -> None:
    """Change each line before a log group stores it.

    The function itself cannot say who answers: it has the code and the environment that it has in AWS, and asks the
    judge's endpoint. The target knows that its judge is the stand-in, for every model that a function names.
    """
    logs = part("services.cloudwatch_logs")
    stock = logs._append_log_events

    def append(stream: Any, events: Sequence[Mapping[str, Any]]) -> Any:
        return stock(stream, [{**event, "message": named(str(event.get("message", "")))} for event in events])

    logs._append_log_events = append


def named(line: str) -> str:
    """Return the line with the stand-in's name before the models of its judges. Leave a line without a judge."""
    for each in _KEYS:
        before, key, after = line.partition(each)
        if key and before.startswith("{") and not after.startswith(('"', standin_judge.NAME)):
            line = f"{before}{key}{standin_judge.NAME} for {after}"
    return line
