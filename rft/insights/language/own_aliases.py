"""Refuses an alias that its own command uses: it would be taken for a field of the log, and give a blank column."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import cast

from rft.insights.language.commands import Item
from rft.insights.language.query_error import QueryError
from rft.insights.language.syntax import Field


def refuse_own_aliases(items: Sequence[Item]) -> None:
    """Check the items of one command, in the order in which they define names.

    ``max(x) as x`` shows that ``x`` is a field of the log, so a later item may use it.

    Raises:
        QueryError: an item uses the alias of an earlier one.
    """
    aliases: set[str] = set()
    for item in items:
        used = list(_fields_of(item.expression))
        for each in used:
            if each.name in aliases:
                raise QueryError(
                    each.at,
                    f"got {each.name!r}, which this command defines; use it in the next command",
                )
        if all(each.name != item.name for each in used):
            aliases.add(item.name)


def _fields_of(expression: object) -> Iterator[Field]:
    """Yield every field in an expression. Without recursion, because an expression may be nested deeply."""
    left = [expression]
    while left:
        part = left.pop()
        if isinstance(part, Field):
            yield part
        elif isinstance(part, tuple):
            left += cast("tuple[object, ...]", part)
        elif is_dataclass(part) and not isinstance(part, type):
            left += [getattr(part, each.name) for each in fields(part)]
