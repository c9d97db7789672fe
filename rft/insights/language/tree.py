"""lark's tree -> ``commands.Query``: one method per rule of ``grammar.lark``, with the rule's name."""

import math
import re
from typing import Any, Final, cast

import lark
from lark import Token, Transformer_NonRecursive, Tree
from lark.exceptions import VisitError
from lark.tree import Meta

from rft.insights.language import commands, syntax
from rft.insights.language.query_error import Position, QueryError
from rft.insights.language.system_fields import MESSAGE

LARGEST_LIMIT: Final = 100_000
"""Largest number of rows that a query may return (CloudWatch Logs API, ``StartQuery``)."""

_v_args: Final = cast("Any", lark).v_args  # lark's own types are partly unknown


def build(tree: Tree[Token], text: str) -> commands.Query:
    """Return the query in a tree that lark made of ``text``. Raises ``QueryError`` for errors beyond the grammar."""
    try:
        return _Builder(text).transform(tree)
    except VisitError as error:
        # lark wraps the exception of a rule; only the original one names the mistake.
        raise error.orig_exc from None


def _at(token: Token) -> Position:
    return Position(token.line or 1, token.column or 1)


def _text(token: Token) -> syntax.Text:
    """Return the text. A backslash is removed before a quote or another backslash, and kept before anything else."""
    return syntax.Text(re.sub(r"""\\(["'\\])""", r"\1", token[1:-1]), _at(token))


def _field(token: Token) -> syntax.Field:
    return syntax.Field(token.replace("`", ""), _at(token))


@_v_args(inline=True)
class _Builder(Transformer_NonRecursive[Token, Any]):
    """Works from the leaves up and without recursion, so that no nesting is too deep for it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._source = text

    def query(self, *all_commands: commands.Command) -> commands.Query:
        return commands.Query(all_commands)

    def fields(self, word: Token, *items: commands.Item) -> commands.Fields:
        return commands.Fields(items, _at(word))

    def display(self, word: Token, *items: commands.Item) -> commands.Display:
        return commands.Display(items, _at(word))

    def filter(self, word: Token, condition: syntax.Expression) -> commands.Filter:
        return commands.Filter(condition, _at(word))

    def stats(self, word: Token, *parts: Any) -> commands.Stats:
        *items, groups = parts
        return commands.Stats(tuple(items), groups or (), _at(word))

    def groups(self, _by: Token, *items: commands.Item) -> tuple[commands.Item, ...]:
        return items

    def sort(self, word: Token, *parts: Token | commands.SortKey) -> commands.Sort:
        return commands.Sort(tuple(part for part in parts if isinstance(part, commands.SortKey)), _at(word))

    def sort_key(self, field: Token, order: Token | None) -> commands.SortKey:
        return commands.SortKey(_field(field), order is not None and order.type == "DESC")

    def limit(self, word: Token, number: Token) -> commands.Limit:
        if not number.isdecimal() or len(number) > len(str(LARGEST_LIMIT)) or not 1 <= int(number) <= LARGEST_LIMIT:
            raise QueryError(_at(number), f"limit: got {number}, expected a whole number from 1 to {LARGEST_LIMIT}")
        return commands.Limit(int(number), _at(word))

    def parse_glob(self, word: Token, source: Token | None, glob: Token, _as: Token, *names: Token) -> commands.Parse:
        return commands.Parse(self._source_of(word, source), _text(glob), tuple(map(_field, names)), _at(word))

    def parse_regex(self, word: Token, source: Token | None, regex: Token) -> commands.Parse:
        return commands.Parse(self._source_of(word, source), self.pattern(regex), (), _at(word))

    def _source_of(self, word: Token, source: Token | None) -> syntax.Field:
        return syntax.Field(MESSAGE, _at(word)) if source is None else _field(source)

    def dedup(self, word: Token, *names: Token) -> commands.Dedup:
        return commands.Dedup(tuple(map(_field, names)), _at(word))

    @_v_args(meta=True, inline=True)
    def item(self, meta: Meta, expression: syntax.Expression, _as: Token | None, alias: Token | None) -> commands.Item:
        own = " ".join(self._source[meta.start_pos : meta.end_pos].split())
        name = _field(alias).name if alias else expression.name if isinstance(expression, syntax.Field) else own
        return commands.Item(expression, name, Position(meta.line, meta.column))

    def either(self, first: syntax.Expression, *rest: Any) -> syntax.Logic:
        return syntax.Logic("or", (first, *rest[1::2]), first.at)

    def both(self, first: syntax.Expression, *rest: Any) -> syntax.Logic:
        return syntax.Logic("and", (first, *rest[1::2]), first.at)

    def opposite(self, word: Token, operand: syntax.Expression) -> syntax.Not:
        return syntax.Not(operand, _at(word))

    def comparison(self, left: Any, operator: Token, right: Any) -> syntax.Comparison:
        return syntax.Comparison(cast("Any", str(operator)), left, right, _at(operator))

    def match(self, operand: Any, negated: Token | None, word: Token, pattern: Any) -> syntax.Match:
        return syntax.Match(operand, pattern, negated is not None, _at(word))

    def membership(self, operand: Any, negated: Token | None, word: Token, *members: Any) -> syntax.Membership:
        return syntax.Membership(operand, members, negated is not None, _at(word))

    def pattern(self, token: Token) -> syntax.Text | syntax.Pattern:
        return _text(token) if token.type == "STRING" else syntax.Pattern(token[1:-1].replace(r"\/", "/"), _at(token))

    def member(self, *tokens: Token | None) -> syntax.Text | syntax.Number:
        sign, value = tokens if len(tokens) == 2 else (None, tokens[0])
        if value is None or value.type == "STRING":
            return _text(cast("Token", value))
        number = self.number(value)
        return syntax.Number(-number.value, number.at) if sign else number

    def arithmetic(self, left: Any, operator: Token, right: Any) -> syntax.Arithmetic:
        return syntax.Arithmetic(cast("Any", str(operator)), left, right, _at(operator))

    def negative(self, sign: Token, operand: Any) -> syntax.Negative:
        return syntax.Negative(operand, _at(sign))

    def call(self, name: Token, *arguments: Any) -> syntax.Call:
        given = [argument for argument in arguments if argument is not None]
        star = any(isinstance(argument, Token) for argument in given)
        return syntax.Call(name.lower(), () if star else tuple(given), star, _at(name))

    def period(self, token: Token) -> syntax.Period:
        unit = token.lstrip("0123456789")
        # No unit takes a count of ten digits, and Python reads no number of thousands of them.
        count = int(token[: len(token) - len(unit)][:10])
        return syntax.Period(count, unit.lower(), _at(token))

    def field(self, token: Token) -> syntax.Field:
        return _field(token)

    def text(self, token: Token) -> syntax.Text:
        return _text(token)

    def number(self, token: Token) -> syntax.Number:
        value = float(token)
        if not math.isfinite(value):
            raise QueryError(_at(token), "got a number beyond all numbers, expected one that a double holds")
        return syntax.Number(value, _at(token))
