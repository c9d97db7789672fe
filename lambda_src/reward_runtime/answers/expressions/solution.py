"""Answers that name their values, as ``x=1,y=2``, and which values of two answers belong together."""

import re
from typing import Final

__all__ = ["paired", "values"]

_NAME: Final = r"(?:[A-Za-z]|\\[a-z]+)(?:_(?:\w|\{\w+\})|\([A-Za-z]\))?'?"
_ASSIGNMENT: Final = re.compile(rf"({_NAME}|\({_NAME}(?:,{_NAME})+\))=(.*)", re.DOTALL)


def values(text: str) -> list[str]:
    """Return the values of a normal form in the order of their names; the text itself if it names none."""
    return list(_named(text).values()) or [text]


def paired(gold: str, answer: str) -> list[tuple[str, str]] | None:
    """Return the values to compare, each of the reference with the answer's; ``None`` if they cannot be the same.

    Names on both sides must be the same. Several names beside none are met in their order, never as a set.
    """
    golds, answers = _named(gold), _named(answer)
    if golds and answers:
        return [(golds[name], answers[name]) for name in golds] if golds.keys() == answers.keys() else None
    several = len(golds) > 1 or len(answers) > 1
    left, right = (list(names.values()) or (_members(text) if several else [text])
                   for names, text in ((golds, gold), (answers, answer)))  # fmt: skip
    return list(zip(left, right, strict=True)) if len(left) == len(right) else None


def _named(text: str) -> dict[str, str]:
    """Name -> value; empty if the text does not begin with a name.

    A value without a name of its own, or under the same name again, is one more value of the name before:
    ``x=3,5`` and ``x=3,x=5`` are the same two.
    """
    found: dict[str, str] = {}
    name = ""
    for part in _parts(text):
        assigned = _ASSIGNMENT.fullmatch(part)
        if assigned is None and not name:
            return {}
        name, value = (re.sub(r"[{}]", "", assigned.group(1)), assigned.group(2)) if assigned else (name, part)
        found[name] = f"{found[name]},{value}" if name in found else value
    return _spread(found)


def _spread(found: dict[str, str]) -> dict[str, str]:
    """``(x,y)=(1,2)`` as ``x=1,y=2``."""
    if len(found) != 1:
        return found
    ((name, value),) = found.items()
    if not name.startswith("(") or len(_parts(value)) > 1:
        return found
    names, members = _members(name), _members(value)
    return dict(zip(names, members, strict=True)) if len(set(names)) == len(names) == len(members) else found


def _members(text: str) -> list[str]:
    """Those of a list or of one tuple."""
    parts = _parts(text)
    return _parts(text[1:-1]) if len(parts) == 1 and text.startswith("(") and text.endswith(")") else parts


def _parts(text: str) -> list[str]:
    """``text`` between the commas that stand in no bracket."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts
