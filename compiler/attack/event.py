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
    before = [turn for turn in turns if turn.get("role") != "assistant"]
    said = {"role": "assistant", "content": response}
    return [{"id": "attack", **case.row, "messages": [*before, said]}]
