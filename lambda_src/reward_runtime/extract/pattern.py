"""An author's own regular expression, of a kind that runs in linear time.

Python's ``re`` backtracks, and may take very long. Its own parser, ``re._parser`` (since 3.11), reads an expression
exactly as ``re`` will run it, so the ways to match are counted with it when the reward is defined.
"""

import importlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from reward_runtime.answer import Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["MAX_PATHS", "MAX_WIDTH", "pattern"]

MAX_WIDTH: Final = 1_000
"""Most characters that an expression may match."""
MAX_PATHS: Final = 4_096
"""Most ways to match from one place: lengths of repeats multiplied, alternatives added."""

_PARSER: Final[Any] = importlib.import_module("re._parser")
_REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_SINGLE: Final = frozenset({"LITERAL", "NOT_LITERAL", "ANY", "IN", "AT"})


def pattern(regex: str, on_conflict: OnConflict = "none") -> Extractor:
    """Group 1 of each match of ``regex``, or all of it if there is no group; blank ones do not count.

    ``RewardDefinitionError`` for an expression that could take more than linear time: one with ``*``, ``+``, ``{n,}``,
    a repeat of a part that can match in several ways, a back reference, or a look ahead or behind; and one beyond
    ``MAX_WIDTH`` or ``MAX_PATHS``.
    """
    compiled = _checked(regex)
    group = 1 if compiled.groups else 0

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        matches = (match.span(group) for span in spans for match in compiled.finditer(response, *span))
        finds = (find for find in matches if response[slice(*find)].strip() and find[0] >= 0)
        return chosen(response, "pattern", finds, on_conflict, normalize)

    # A response that an expression finds cannot be made from it, so its reward gives a response template.
    return Extractor(find, template="")


def _checked(regex: str) -> re.Pattern[str]:
    try:
        compiled = re.compile(regex)
        tree: Any = _PARSER.parse(regex)
    except (re.error, RecursionError, OverflowError) as fault:
        raise RewardDefinitionError(
            f"pattern: got {regex!r}, which is no regular expression, expected one of re's; correct it"
        ) from fault
    if _paths(tree, regex) > MAX_PATHS or tree.getwidth()[1] > MAX_WIDTH:
        raise _refused(regex, f"more than {MAX_PATHS} ways or {MAX_WIDTH} characters", "fewer or shorter repeats")
    return compiled


def _paths(items: Iterable[tuple[Any, Any]], regex: str) -> int:
    paths = 1
    for kind, given in items:
        paths *= _ways(str(kind), given, regex)
    return paths


def _ways(kind: str, given: Any, regex: str) -> int:
    if kind in _SINGLE:
        return 1
    if kind == "BRANCH":
        return sum(_paths(branch, regex) for branch in given[1])
    if kind == "SUBPATTERN":
        return _paths(given[3], regex)
    if kind == "ATOMIC_GROUP":
        return _paths(given, regex)
    if kind in _REPEATS:
        least, most, body = given
        return _lengths(least, most, body, regex)
    raise _refused(regex, "a back reference, a look ahead or behind, or a condition", "the text around a group ( )")


def _lengths(least: int, most: int, body: Any, regex: str) -> int:
    if most >= int(_PARSER.MAXREPEAT):
        raise _refused(regex, "a repeat without end", "{0,200} for *, {1,200} for +")
    if _paths(body, regex) > 1 and most > 1:
        raise _refused(regex, "a repeat of what can match in several ways", "the repeat of a set such as [a-z ]{0,200}")
    return (most - least + 1) * _paths(body, regex)


def _refused(regex: str, got: str, instead: str) -> RewardDefinitionError:
    return RewardDefinitionError(
        f"pattern: got {regex!r} with {got}, which may take more than linear time; write {instead} instead"
    )
