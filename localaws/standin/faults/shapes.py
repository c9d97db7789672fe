"""Replies whose JSON breaks the API's contract, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast

from localaws.standin.faults.kinds import ChangedDocument, Document


def _message(change: Callable[[dict[str, Any]], None]) -> ChangedDocument:
    """Change, in place, the object that holds ``message``: Converse's ``output``, or the only choice of chat."""

    def changed(document: Document) -> Document:
        holder = cast("dict[str, Any]", document)
        change(holder["output"] if "output" in holder else holder["choices"][0])
        return document

    return ChangedDocument(changed)


def _without(*names: str) -> ChangedDocument:
    return ChangedDocument(lambda document: {key: value for key, value in document.items() if key not in names})


def _emptied(holder: dict[str, Any]) -> None:
    holder["message"]["content"] = []
    holder["message"].pop("tool_calls", None)


def _nulled(holder: dict[str, Any]) -> None:
    holder["message"] = None


def _unended(document: Document) -> Document:
    for choice in cast("list[dict[str, Any]]", document.get("choices", [])):
        choice.pop("finish_reason")
    return {key: value for key, value in document.items() if key != "stopReason"}


def _inflated(document: Document) -> Document:
    """Return the document with counts of tokens that no call can have used."""
    usage = cast("dict[str, int]", document["usage"])
    return {**document, "usage": dict.fromkeys(usage, 10**400)}


SHAPES: Final[dict[str, ChangedDocument]] = {
    "no_output": _without("output", "choices"),
    "no_message": _message(lambda holder: holder.pop("message")),
    "null_message": _message(_nulled),
    "empty_content": _message(_emptied),
    "no_stop_reason": ChangedDocument(_unended),
    "no_usage": _without("usage", "metrics"),
    "huge_usage": ChangedDocument(_inflated),
    "a_list": ChangedDocument(lambda document: cast("Document", [document])),
}
