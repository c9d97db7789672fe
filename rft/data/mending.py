"""Mends a row: moves what stands in another place to the one that a road documents, and gives it an id."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from reward_runtime.rows.references import find_reference
from reward_runtime.rows.turns import text_of, turns_of

from rft.data.road import Shape
from rft.data.shape import prompt_of

__all__ = ["mended"]

Row = dict[str, Any]
_HOLDER: Final = "reward_model"


def mended(row: Mapping[str, Any], shape: Shape, number: int) -> Row:
    """Return the row with all that can be mended without a guess; its other fields stay as they are.

    Args:
        row: the row as it is.
        shape: where the road looks for prompt and reference.
        number: the row's line, of which an id is made if there is none.
    """
    fixed = dict(row)
    if fixed.get("id") is None:
        fixed = {**fixed, "id": f"row-{number:07}"}
    if shape is Shape.EVALUATION:
        return _evaluation(fixed)
    _move_prompt(fixed, shape)
    _move_reference(fixed, shape)
    return fixed


def _move_prompt(row: Row, shape: Shape) -> None:
    """Put the turns where the road looks for them, each with a text in place of blocks of text."""
    place, other = ("messages", "prompt") if shape is Shape.NOVA else ("prompt", "messages")
    if row.get(place) is None or (shape is Shape.NOVA and isinstance(row[place], str)):
        source = row.get(other) if row.get(other) is not None else row.get(place)
        if isinstance(source, str | list) and source:
            row[place] = turns_of(cast("object", source))
            row.pop(other, None)
    turns = row.get(place)
    if isinstance(turns, list):
        row[place] = [_flat(turn) for turn in cast("list[object]", turns)]


def _flat(turn: object) -> object:
    """Return the turn with its content as one text, if it is blocks of text alone."""
    if not isinstance(turn, dict):
        return turn
    fields = cast("Row", turn)
    blocks = fields.get("content")
    if not isinstance(blocks, list) or not all(map(_is_plain, cast("list[object]", blocks))):
        return fields
    text = text_of(cast("list[object]", blocks))
    return fields if text is None else {**fields, "content": text}


def _is_plain(block: object) -> bool:
    return isinstance(block, dict) and set(cast("Row", block)) <= {"type", "text"}


def _move_reference(row: Row, shape: Shape) -> None:
    found = find_reference(row)
    if found is None:
        return
    if shape is Shape.NOVA:
        row["reference_answer"] = found[0]
    elif found[1] != f"{_HOLDER}.ground_truth":
        held = row.get(_HOLDER)
        kept = cast("Row", held) if isinstance(held, dict) else {"style": "rule"}
        row[_HOLDER] = {**kept, "ground_truth": found[0]}


def _evaluation(row: Row) -> Row:
    if row.get("query") is None:
        turns = turns_of(prompt_of(row, Shape.NOVA) or row.get("prompt"))
        systems = [turn for turn in turns if turn.get("role") == "system"]
        asked = [turn for turn in turns if turn.get("role") != "system"]
        # A conversation of several turns is no one query, so it stays as it is.
        if len(asked) == 1 and asked[0].get("role") == "user" and text_of(asked[0].get("content")):
            row["query"] = text_of(asked[0].get("content"))
            if systems and row.get("system") is None:
                row["system"] = text_of(systems[0].get("content"))
    if row.get("response") is None:
        found = find_reference(row)
        if found is not None:
            row["response"] = found[0] if isinstance(found[0], str) else json.dumps(found[0], ensure_ascii=False)
    metadata = row.get("metadata")
    if isinstance(metadata, str):
        try:
            read: object = json.loads(metadata)
        except ValueError:
            return row
        if isinstance(read, dict):
            row["metadata"] = read
    return row
