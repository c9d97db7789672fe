"""The shape of one row: its faults on a road, without regard to other rows."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from reward_runtime.rows.references import find_reference
from reward_runtime.rows.turns import turns_of

from rft.data.fault import Fault
from rft.road import Shape

__all__ = ["faults_of", "prompt_of", "reference_of"]

_ROLES: Final = frozenset({"system", "user", "assistant", "tool", "developer"})
_DOCUMENTED: Final = {Shape.NOVA: "reference_answer", Shape.VERL: "reward_model.ground_truth"}


def faults_of(row: Mapping[str, Any], shape: Shape, needs_reference: bool) -> Iterator[Fault]:
    """Yield each kind of fault of the row once."""
    if shape is Shape.EVALUATION:
        yield from _of_evaluation(row)
    else:
        yield from _of_turns(row, shape)
        yield from _of_reference(row, shape, needs_reference)
    if row.get("id") is None:
        yield Fault.NO_ID


def prompt_of(row: Mapping[str, Any], shape: Shape) -> object:
    """Return the row's prompt as it stands in the place that the shape names; None if nothing does."""
    if shape is Shape.EVALUATION:
        return row.get("query")
    return row.get("messages" if shape is Shape.NOVA else "prompt")


def reference_of(row: Mapping[str, Any], shape: Shape) -> object:
    """Return the row's reference, wherever the function finds it; None if nowhere."""
    if shape is Shape.EVALUATION and row.get("response") is not None:
        return row["response"]
    found = find_reference(dict(row))
    return None if found is None else found[0]


def _of_turns(row: Mapping[str, Any], shape: Shape) -> Iterator[Fault]:
    prompt = prompt_of(row, shape)
    turns = turns_of(prompt)
    if not turns or (shape is Shape.NOVA and isinstance(prompt, str)):
        yield Fault.NO_PROMPT
        return
    roles = [turn.get("role") for turn in turns]
    lost = isinstance(prompt, list) and len(turns) < len(cast("list[object]", prompt))
    if lost or not all(role in _ROLES for role in roles):
        yield Fault.BAD_ROLE
    if "system" in roles[1:]:
        yield Fault.SYSTEM_NOT_FIRST
    if "user" not in roles:
        yield Fault.NO_USER_TURN
    if roles[-1] == "assistant":
        yield Fault.ANSWERED
    contents = [turn.get("content") for turn in turns if not turn.get("tool_calls")]
    if not all(map(_is_text, contents)):
        yield Fault.NOT_TEXT
    elif not all(map(_has_text, contents)):
        yield Fault.EMPTY_TURN


def _of_reference(row: Mapping[str, Any], shape: Shape, needed: bool) -> Iterator[Fault]:
    found = find_reference(dict(row))
    if found is None:
        if needed:
            yield Fault.NO_REFERENCE
    elif shape is Shape.VERL and _ground_truth(row) not in (None, found[0]):
        yield Fault.TWO_REFERENCES
    elif found[1] != _DOCUMENTED[shape] and not (shape is Shape.VERL and _ground_truth(row) == found[0]):
        yield Fault.REFERENCE_ELSEWHERE


def _ground_truth(row: Mapping[str, Any]) -> object:
    held = row.get("reward_model")
    return cast("dict[str, object]", held).get("ground_truth") if isinstance(held, dict) else None


def _of_evaluation(row: Mapping[str, Any]) -> Iterator[Fault]:
    query = row.get("query")
    if not isinstance(query, str):
        yield Fault.NO_PROMPT
    elif not query.strip():
        yield Fault.EMPTY_TURN
    if row.get("response") is None:
        yield Fault.GOLD_AS_REFERENCE if row.get("reference_answer") is not None else Fault.NO_REFERENCE
    elif not isinstance(row["response"], str):
        yield Fault.GOLD_NOT_TEXT
    if row.get("metadata") is not None and not isinstance(row["metadata"], dict):
        yield Fault.METADATA_NOT_AN_OBJECT


def _is_text(content: object) -> bool:
    """Whether content is a text, or blocks of text alone."""
    if not isinstance(content, list):
        return isinstance(content, str)
    return all(_is_text_block(block) for block in cast("list[object]", content))


def _is_text_block(block: object) -> bool:
    if not isinstance(block, dict):
        return False
    fields = cast("dict[str, object]", block)
    return isinstance(fields.get("text"), str) and fields.get("type", "text") in ("text", "output_text", "input_text")


def _has_text(content: object) -> bool:
    if isinstance(content, str):
        return bool(content.strip())
    return any(str(cast("dict[str, object]", block)["text"]).strip() for block in cast("list[object]", content))
