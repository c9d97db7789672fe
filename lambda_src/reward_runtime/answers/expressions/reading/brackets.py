r"""One side of a statement: sets, intervals, tuples, unions, matrices; else an expression."""

from collections.abc import Callable, Sequence

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.naming import is_plain, name_of
from reward_runtime.answers.expressions.notation.splitting import enclosed, split
from reward_runtime.answers.expressions.notation.tokens import Token
from reward_runtime.answers.expressions.reading.intervals import pieces_of
from reward_runtime.answers.expressions.reading.regions import EVERYTHING, intersection, union, unlike
from reward_runtime.answers.expressions.reading.tables import begins_table, read_table
from reward_runtime.answers.expressions.values import (
    Finite,
    Group,
    Listed,
    Member,
    Named,
    Numbers,
    Piece,
    Region,
    Scalar,
    Value,
)

__all__ = ["read_side"]

Reads = Callable[[Sequence[Token]], Value]


def read_side(tokens: Sequence[Token], reads: Reads, scalar: Reads) -> Value:
    """Return the value of one side; ``reads`` reads a statement within brackets, ``scalar`` an expression."""
    if not tokens:
        raise Unreadable
    for sign, joins in (("setminus", _without), ("cup", _union), ("cap", _common)):
        parts, signs = split(tokens, lambda token, sign=sign: _is(token, sign))
        if signs:
            return joins([read_side(part, reads, scalar) for part in parts])
    if begins_table(tokens):
        return read_table(tokens, reads)
    return _whole(tokens, reads) or _bracketed(tokens, reads) or _ratio(tokens, reads) or scalar(tokens)


def _is(token: Token, sign: str) -> bool:
    return (token.kind == "command" and token.text == sign) or (
        sign == "cup" and token == Token("letters", "U", token.blank)
    )


def _whole(tokens: Sequence[Token], reads: Reads) -> Value | None:
    """A set by its sign alone."""
    if len(tokens) != 1 or tokens[0].kind != "command":
        return None
    text = tokens[0].text
    if text == "emptyset":
        return Finite(())
    if text == "mathbbR":
        return Region((EVERYTHING,))
    return Numbers(text[-1]) if text.startswith("mathbb") else None


def _bracketed(tokens: Sequence[Token], reads: Reads) -> Value | None:
    opening = enclosed(tokens)
    if not opening:
        return None
    if opening == "{":
        return _set(tokens[1:-1], reads)
    if opening in ("langle", "[") or len(split(tokens[1:-1], _comma)[0]) > 1:
        return _group(tokens, reads)
    if opening == "(" and tokens[-1].text == ")":
        value = reads(tokens[1:-1])
        return None if isinstance(value, Scalar) and not value.unit else value
    return None


def _comma(token: Token) -> bool:
    return token.kind == "sign" and token.text in ",;"


def _group(tokens: Sequence[Token], reads: Reads) -> Group:
    parts, _ = split(tokens[1:-1], _comma)
    brackets = "()" if tokens[0].text == "langle" else tokens[0].text + tokens[-1].text
    return Group(brackets, tuple(reads(part) for part in parts if part or _refuse()))


def _refuse() -> bool:
    raise Unreadable


def _set(tokens: Sequence[Token], reads: Reads) -> Value:
    if not tokens:
        return Finite(())
    parts, signs = split(tokens, lambda token: token.kind == "sign" and token.text in "|:")
    if signs and parts[0]:
        place = len(parts[0])
        return _builder(tokens[:place], tokens[place + 1 :], reads)
    value = reads(tokens)
    if isinstance(value, (Region, Named)):
        raise Unreadable
    return Finite(value.items if isinstance(value, Listed) else (value,))


def _builder(head: Sequence[Token], body: Sequence[Token], reads: Reads) -> Value:
    r"""``\{x \in \mathbb{R} \mid x > 3\}``: the range of its variable, or else its two halves as they are."""
    parts, signs = split(head, lambda token: _is(token, "in"))
    name = name_of(parts[0])
    within = reads(parts[1]) if signs else Region((EVERYTHING,))
    value = reads(body)
    if name and is_plain(name) and isinstance(within, Region):
        if isinstance(value, Region) and value.name in ("", name):
            return Region(intersection(within.pieces, value.pieces))
        if isinstance(value, Named) and len(value.values) == 1 and value.values[0][0] == name:
            found = value.values[0][1]
            return Finite(found.items if isinstance(found, Listed) else (found,))
    first = reads(parts[0]) if parts[0] else _refuse()
    head_value = Member(name, within) if signs else first
    return Group("{}", (head_value, value)) if isinstance(head_value, (Member, Scalar, Group)) else Finite(())


def _ratio(tokens: Sequence[Token], reads: Reads) -> Value | None:
    parts, signs = split(tokens, lambda token: token.kind == "sign" and token.text == ":")
    return Group("::", tuple(reads(part) for part in parts)) if signs and all(parts) else None


def _union(values: Sequence[Value]) -> Value:
    if all(isinstance(value, Finite) for value in values):
        return Finite(tuple(item for value in values if isinstance(value, Finite) for item in value.items))
    return Region(union(piece for value in values for piece in pieces_of(value)))


def _common(values: Sequence[Value]) -> Value:
    pieces: tuple[Piece, ...] = (EVERYTHING,)
    for value in values:
        pieces = intersection(pieces, pieces_of(value))
    return Region(pieces)


def _without(values: Sequence[Value]) -> Value:
    pieces = pieces_of(values[0])
    for value in values[1:]:
        if not isinstance(value, Finite):
            raise Unreadable
        for item in value.items:
            if not isinstance(item, Scalar):
                raise Unreadable
            pieces = intersection(pieces, unlike(item.node))
    return Region(pieces)
