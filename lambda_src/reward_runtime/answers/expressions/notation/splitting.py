"""Tokens between separators that stand in no bracket."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.tokens import Token

__all__ = ["conjunction", "enclosed", "outer", "spelled", "split", "without_braces"]

_OPENING: Final = {"(": ")", "[": "]", "{": "}", "langle": "rangle", "lfloor": "rfloor", "lceil": "rceil"}
_CLOSING: Final = frozenset(_OPENING.values())


def outer(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places of the tokens that stand in no bracket; brackets themselves do."""
    depth = 0
    for place, token in enumerate(tokens):
        bracket = token.kind in ("sign", "command")
        depth -= token.kind == "end" or (bracket and token.text in _CLOSING)
        if depth <= 0:
            yield place
        depth += token.kind == "begin" or (bracket and token.text in _OPENING)
        depth = max(depth, 0)


def split(tokens: Sequence[Token], separates: Callable[[Token], bool]) -> tuple[list[list[Token]], list[Token]]:
    """Return the parts between outer tokens that separate, and those tokens."""
    parts: list[list[Token]] = []
    signs: list[Token] = []
    start = 0
    for place in outer(tokens):
        if separates(tokens[place]):
            parts.append(list(tokens[start:place]))
            signs.append(tokens[place])
            start = place + 1
    return [*parts, list(tokens[start:])], signs


def conjunction(token: Token) -> str:
    """Return ``and`` or ``or`` if the token is that word alone, else nothing."""
    words = token.text.strip(" ,;").lower() if token.kind == "words" else ""
    return words if words in ("and", "or") else ""


def enclosed(tokens: Sequence[Token]) -> str:
    """Return the opening bracket if one pair of brackets is around all tokens, else nothing."""
    if len(tokens) < 2 or tokens[0].kind not in ("sign", "command") or tokens[0].text not in _OPENING:
        return ""
    inside = list(outer(tokens))
    return tokens[0].text if inside == [0, len(tokens) - 1] and tokens[-1].text in _CLOSING else ""


def without_braces(tokens: Sequence[Token]) -> list[Token]:
    """Take off braces that only group: around all, or around all of a box."""
    bare = list(tokens)
    while enclosed(bare) == "{" and bare[0].kind == "sign":
        bare = bare[1:-1]
    if not bare:
        raise Unreadable
    return bare


def spelled(tokens: Sequence[Token]) -> str:
    """Return the tokens as one text without blanks."""
    return "".join(f"\\{token.text}" if token.kind == "command" else token.text for token in tokens)
