"""The event of one sample that shows a finding: a training job's, with the row's own fields."""

from collections.abc import Mapping
from typing import Any, cast

from compiler.attack.subject import Case

__all__ = ["event_of"]


def event_of(case: Case, response: str) -> list[dict[str, Any]]:
    """Return an event with one response to a case."""
    asked = case.row.get("messages")
    turns = cast("list[Mapping[str, Any]]", asked) if isinstance(asked, list) else []
    turns = turns or [{"role": "user", "content": case.prompt}]
    asked_last = max((at for at, turn in enumerate(turns, 1) if turn.get("role") != "assistant"), default=0)
    said = {"role": "assistant", "content": response}
    # A response that the row ends with goes; earlier turns of the model's belong to the prompt.
    return [{"id": "attack", **case.row, "messages": [*turns[:asked_last], said]}]
