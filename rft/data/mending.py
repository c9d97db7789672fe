"""Corrects a row: moves its fields to the places that a road documents, and gives it an id."""

import json
from collections.abc import Mapping
from typing import Any, Final, cast

from reward_runtime.rows.references import find_reference
from reward_runtime.rows.turns import text_of

from rft.road import Shape

__all__ = ["mended"]

Row = dict[str, Any]
_HOLDER: Final = "reward_model"


def mended(row: Mapping[str, Any], shape: Shape, number: int) -> Row:
    """Return the row with all that can be corrected without a guess; its other fields stay as they are.

    Args:
        row: the row as it is.
        shape: the road's places of prompt and reference.
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
    """Put the turns in the road's place, each with a text instead of blocks of text."""
    place, other = ("messages", "prompt") if shape is Shape.NOVA else ("prompt", "messages")
    if isinstance(row.get(place), str) and row.get(other) is not None:
        # Two prompts, and only a person knows which one is meant.
        return
    found = _turns(row.get(place))
    if found is None and row.get(place) is None:
        found = _turns(row.get(other))
        if found is not None:
            del row[other]
    if found is not None:
        row[place] = [_flat(turn) for turn in found]


def _turns(prompt: object) -> list[Row] | None:
    """Return the turns of a prompt: of a list of objects, of its JSON text, or of a question as text; else None."""
    if isinstance(prompt, str):
        parsed = _json(prompt) if prompt.lstrip()[:1] in ("[", "{") else None
        if parsed is None:
            return [{"role": "user", "content": prompt}] if prompt.strip() else None
        prompt = parsed
    if not isinstance(prompt, list) or not prompt:
        return None
    turns = cast("list[object]", prompt)
    return [cast("Row", turn) for turn in turns] if all(isinstance(turn, dict) for turn in turns) else None


def _json(text: str) -> object:
    try:
        return cast("object", json.loads(text))
    except (ValueError, RecursionError):
        return None


def _flat(turn: Row) -> Row:
    """Return the turn with its content as one text, if it is blocks of text alone."""
    text = _plain_text(turn.get("content"))
    return turn if text is None else {**turn, "content": text}


def _plain_text(content: object) -> str | None:
    """Return a content that is a text, or blocks of text and nothing else, as one text."""
    if not isinstance(content, list):
        return content if isinstance(content, str) else None
    blocks = cast("list[object]", content)
    return text_of(blocks) if blocks and all(map(_is_plain, blocks)) else None


def _is_plain(block: object) -> bool:
    if not isinstance(block, dict):
        return False
    fields = cast("Row", block)
    return (
        set(fields) <= {"type", "text"} and fields.get("type", "text") == "text" and isinstance(fields.get("text"), str)
    )


def _move_reference(row: Row, shape: Shape) -> None:
    found = find_reference(row)
    if found is None:
        return
    if shape is Shape.NOVA:
        row["reference_answer"] = found[0]
    elif found[1] != f"{_HOLDER}.ground_truth":
        held = row.get(_HOLDER)
        kept = cast("Row", held) if isinstance(held, dict) else {"style": "rule"}
        if kept.get("ground_truth") is not None:
            # Another reference stands there, and only a person knows which one is right.
            return
        row[_HOLDER] = {**kept, "ground_truth": found[0]}


def _evaluation(row: Row) -> Row:
    if row.get("query") is None:
        turns = _turns(row.get("messages") if row.get("messages") is not None else row.get("prompt")) or []
        *systems, asked = turns or [{}]
        question, system = _plain_text(asked.get("content")), [_plain_text(turn.get("content")) for turn in systems]
        roles = [turn.get("role") for turn in turns]
        # A conversation of several turns is not one query, and an image is not text, so such a row stays as it is.
        if roles in (["user"], ["system", "user"]) and question and None not in system:
            row["query"] = question
            if system and row.get("system") is None:
                row["system"] = system[0]
    gold = row.get("response")
    if gold is None:
        found = find_reference(row)
        gold = None if found is None else found[0]
    if gold is not None:
        row["response"] = gold if isinstance(gold, str) else json.dumps(gold, ensure_ascii=False)
    metadata = row.get("metadata")
    if isinstance(metadata, str):
        read = _json(metadata)
        if isinstance(read, dict):
            row["metadata"] = read
    return row
