"""Matrices, determinants and cases."""

from collections.abc import Callable, Sequence
from typing import Final

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.notation.nodes import Product
from reward_runtime.answers.expressions.notation.reader import read
from reward_runtime.answers.expressions.notation.splitting import split
from reward_runtime.answers.expressions.notation.tokens import Token
from reward_runtime.answers.expressions.reading.joining import joined
from reward_runtime.answers.expressions.values import Scalar, Table, Value

__all__ = ["begins_table", "read_table"]

Reads = Callable[[Sequence[Token]], Value]

_KINDS: Final = {
    **dict.fromkeys(("matrix", "pmatrix", "bmatrix", "array", "smallmatrix"), "matrix"),
    "vmatrix": "determinant",
    "cases": "cases",
}
_TRANSPOSED: Final = (["^", "T"], ["^", "{", "T", "}"], ["^", "top"], ["^", "{", "top", "}"])


def begins_table(tokens: Sequence[Token]) -> bool:
    """Whether a matrix or the like is among the tokens."""
    return any(token.kind == "begin" for token in tokens)


def read_table(tokens: Sequence[Token], reads: Reads) -> Value:
    """Return the table, with the factor before it multiplied into its cells."""
    start = next(place for place, token in enumerate(tokens) if token.kind == "begin")
    end = next((place for place, token in enumerate(tokens) if token.kind == "end"), -1)
    kind = _KINDS.get(tokens[start].text)
    if end < 0 or kind is None:
        raise Unreadable
    before, behind = list(tokens[:start]), list(tokens[end + 1 :])
    if before and before[-1].text in ("(", "[", "{") and behind:
        before, behind = before[:-1], behind[1:]
    transposed = [token.text for token in behind] in _TRANSPOSED
    if behind and not transposed:
        raise Unreadable
    rows = _rows(tokens[start + 1 : end])
    if kind == "cases" and all(len(row) == 1 for row in rows):
        return joined([reads(row[0]) for row in rows], ",")
    cells = tuple(tuple(reads(cell) for cell in row) for row in rows)
    if len({len(row) for row in cells}) != 1:
        raise Unreadable
    cells = tuple(zip(*cells, strict=True)) if transposed else cells
    return Table(kind, _scaled(before, cells))


def _rows(tokens: Sequence[Token]) -> list[list[list[Token]]]:
    lines, _ = split(tokens, lambda token: token.kind == "command" and token.text == "\\")
    rows = [split(line, lambda token: token.kind == "sign" and token.text == "&")[0] for line in lines if line]
    return [[_without_comma(cell) for cell in row] for row in rows]


def _without_comma(cell: list[Token]) -> list[Token]:
    return cell[:-1] if cell and cell[-1].text in (",", ";") else cell


def _scaled(before: Sequence[Token], cells: tuple[tuple[Value, ...], ...]) -> tuple[tuple[Value, ...], ...]:
    if not before:
        return cells
    bare = list(before[:-1]) if before[-1].text in ("cdot", "times", "*") else list(before)
    factor = read([*bare, Token("number", "1")]) if bare == [Token("sign", "-", bare[0].blank)] else read(bare)
    return tuple(tuple(_product(factor, cell) for cell in row) for row in cells)


def _product(factor: object, cell: Value) -> Value:
    if not isinstance(cell, Scalar):
        raise Unreadable
    return Scalar(Product(factor, cell.node))  # type: ignore[arg-type]
