"""Refuses an alias inside an aggregate function, or after ``by``, of the ``stats`` that defines it.

A name there is that of a field of the events: the alias would be looked up in the log, and give a blank column.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Final, cast

from rft.insights.language.commands import Stats
from rft.insights.language.query_error import QueryError
from rft.insights.language.syntax import Call, Field

_HINT: Final = "use it in the next command"


def refuse_own_aliases(stats: Stats) -> None:
    """Check one ``stats``.

    ``max(x) as x`` shows that ``x`` is a field of the log, so any item may use it.

    Raises:
        QueryError: an aggregate function, or a group, uses an alias of this command.
    """
    items = [*stats.items, *stats.groups]
    made = {item.name for item in items if item.name not in {each.name for each in _fields_of(item.expression)}}
    inside = [each for item in stats.items for each in _arguments_of(item.expression)]
    for each in [*inside, *(each for item in stats.groups for each in _fields_of(item.expression))]:
        if each.name in made:
            raise QueryError(each.at, f"got {each.name!r}, which this command defines; {_HINT}")
    groups = {item.name for item in stats.groups} & made
    for item in stats.items:
        for each in _fields_of(item.expression):
            if each.name in groups:
                raise QueryError(each.at, f"got {each.name!r}, which this command groups by; {_HINT}")


def _arguments_of(expression: object) -> Iterator[Field]:
    """Yield the fields inside calls."""
    for part in _parts_of(expression):
        if isinstance(part, Call):
            yield from _fields_of(part.arguments)


def _fields_of(expression: object) -> Iterator[Field]:
    return (part for part in _parts_of(expression) if isinstance(part, Field))


def _parts_of(expression: object) -> Iterator[object]:
    """Yield every part of an expression. Without recursion, because an expression may be nested deeply."""
    left = [expression]
    while left:
        part = left.pop()
        yield part
        if isinstance(part, tuple):
            left += cast("tuple[object, ...]", part)
        elif is_dataclass(part) and not isinstance(part, type):
            left += [getattr(part, each.name) for each in fields(part)]
