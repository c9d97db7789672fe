"""Values with their exact types as JSON, in which the host compares them."""

import collections

DEEPEST = 60
"""Lists and the like within each other in a value."""
DICTIONARIES = (dict, collections.Counter, collections.defaultdict, collections.OrderedDict)
"""Types that Python's ``==`` takes for a dictionary of the same items."""


def plain(value, depth=0):
    """Write a value with its exact type, as the host compares it; a type that no case can expect is only named."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return {"int": str(value)}
    if kind is float:
        return {"float": repr(value)}
    if depth >= DEEPEST:
        return {"other": "too deep"}
    if kind is list:
        return [plain(each, depth + 1) for each in value]
    if kind in (tuple, set, frozenset):
        return {kind.__name__: [plain(each, depth + 1) for each in value]}
    if kind in DICTIONARIES:
        return {"dict": [[plain(key, depth + 1), plain(each, depth + 1)] for key, each in dict.items(value)]}
    if kind is bytes:
        return {"bytes": value.hex()}
    if kind is complex:
        return {"complex": repr(value)}
    return {"other": kind.__name__}


def value_of(said):
    """Return the value that ``plain`` wrote."""
    if isinstance(said, list):
        return [value_of(each) for each in said]
    if not isinstance(said, dict):
        return said
    ((kind, inner),) = said.items()
    if kind == "dict":
        return {value_of(key): value_of(each) for key, each in inner}
    made = {"int": int, "float": float, "complex": complex, "bytes": bytes.fromhex}
    if kind in made:
        return made[kind](inner)
    return {"tuple": tuple, "set": set, "frozenset": frozenset}[kind](value_of(each) for each in inner)
