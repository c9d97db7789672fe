"""Experiments in the order of a family tree: each fork below the experiment that it was forked from."""

from collections.abc import Iterator, Mapping

__all__ = ["in_tree"]


def in_tree(origins: Mapping[str, str | None]) -> Iterator[tuple[str, int]]:
    """Yield each experiment once with its depth, parents before children, siblings by name.

    Args:
        origins: experiment -> the one that it was forked from; one that is not there, or None, makes it a root.
    """
    children: dict[str | None, list[str]] = {}
    for name in sorted(origins):
        origin = origins[name]
        children.setdefault(origin if origin in origins else None, []).append(name)
    seen: set[str] = set()
    yield from _below(None, 0, children, seen)
    # Files that name one another in a circle have no root. Each such circle begins at its first name.
    for name in sorted(origins):
        if name not in seen:
            seen.add(name)
            yield name, 0
            yield from _below(name, 1, children, seen)


def _below(
    origin: str | None, depth: int, children: Mapping[str | None, list[str]], seen: set[str]
) -> Iterator[tuple[str, int]]:
    for name in children.get(origin, []):
        if name not in seen:
            seen.add(name)
            yield name, depth
            yield from _below(name, depth + 1, children, seen)
