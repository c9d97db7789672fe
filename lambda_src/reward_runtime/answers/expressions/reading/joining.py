"""Items of a list -> the one value that they are together."""

from collections.abc import Sequence

from reward_runtime.answers.expressions.failures import Unreadable
from reward_runtime.answers.expressions.reading.regions import intersection, union, unlike
from reward_runtime.answers.expressions.values import Group, Listed, Named, Piece, Region, Scalar, Value

__all__ = ["joined"]


def joined(items: Sequence[Value], word: str) -> Value:
    """Return ranges of one variable as one, values under their names, anything else as a list.

    ``word`` is ``and``, ``or`` or a comma. A comma or ``and`` between ranges that have nothing in common joins them.
    """
    if not items:
        raise Unreadable
    ranges = [item for item in items if isinstance(item, Region)]
    if len(ranges) == len(items) and len({each.name for each in ranges}) == 1:
        return _region(ranges, word)
    if (hole := _holes(items)) is not None:
        return hole
    flat: list[Value] = []
    for item in items:
        flat += item.items if isinstance(item, Listed) else [item]
    if isinstance(flat[0], Named):
        return _solutions(flat) or _named(flat)
    return Listed(tuple(flat))


def _holes(items: Sequence[Value]) -> Region | None:
    r"""``x \ne 0, 1``: all numbers but several."""
    first = items[0]
    if not isinstance(first, Region) or len(first.pieces) != 2:
        return None
    node = first.pieces[0].high
    if node is None or first.pieces != unlike(node) or not all(isinstance(item, Scalar) for item in items[1:]):
        return None
    pieces: tuple[Piece, ...] = first.pieces
    for item in items[1:]:
        if isinstance(item, Scalar):
            pieces = intersection(pieces, unlike(item.node))
    return Region(pieces, first.name)


def _region(ranges: Sequence[Region], word: str) -> Region:
    name = ranges[0].name
    if word != "or":
        common = ranges[0].pieces
        for each in ranges[1:]:
            common = intersection(common, each.pieces)
        if common:
            return Region(common, name)
    return Region(union(piece for each in ranges for piece in each.pieces), name)


def _solutions(items: Sequence[Value]) -> Named | None:
    """Several values of the same names in turn, as ``x = 1, y = 2 or x = 3, y = 4``: which belong together matters."""
    pairs: list[tuple[str, Value]] = []
    several: tuple[str, ...] = ()
    for item in items:
        if isinstance(item, Group) and len(item.items) == len(several) > 1:
            # ``(x, y) = (1, 2), (3, 4)``
            pairs += zip(several, item.items, strict=True)
        elif isinstance(item, Named):
            several = tuple(name for name, _ in item.values)
            pairs += item.values
        else:
            return None
    names = sorted({name for name, _ in pairs})
    rows = [dict(pairs[start : start + len(names)]) for start in range(0, len(pairs), len(names))]
    if len(names) < 2 or len(rows) < 2 or len(pairs) % len(names) or any(len(row) < len(names) for row in rows):
        return None
    solutions: list[Value] = [Group("()", tuple(row[name] for name in names)) for row in rows]
    return Named(((f"({','.join(names)})", Listed(tuple(solutions))),))


def _named(items: Sequence[Value]) -> Value:
    """A value without a name of its own, or under the same name again, is one more value of the name before."""
    found: dict[str, list[Value]] = {}
    name = ""
    for item in items:
        if not isinstance(item, Named):
            found[name].append(item)
            continue
        for name, value in item.values:
            found.setdefault(name, []).append(value)
    return Named(
        tuple((name, values[0] if len(values) == 1 else joined(values, ",")) for name, values in found.items())
    )
