"""``Documents``: answers that are JSON objects, compared as a whole, or by a value that a function reads from them."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar, cast, overload

from reward_runtime.answer import Answer, Extractor
from reward_runtime.answers.kind import HOSTILE, AnswerKind, Grade, wrong
from reward_runtime.errors import RowFault
from reward_runtime.extract.document import json_object, parse_json
from reward_runtime.samples import MISSING, Sample

__all__ = ["Document", "Documents", "fields_right"]

V = TypeVar("V")
Document = Mapping[str, object]
"""A JSON object as ``json.loads`` gives it."""

_Path = tuple[str | int, ...]
_Leaf = tuple[str, object]

_HOSTILE_LEAVES: Final = (
    *("null", "true", '""', '"NaN"', '"Infinity"', '"-1e999"', "-1", "1e30", "[]", "{}", "[[]]", '"\\u0000"'),
    json.dumps("a" * 9_999),
)
"""JSON of values of a field that careless code raises on, or takes for something else."""


class Documents(AnswerKind[V, V]):
    """JSON objects: ``Documents()``. With a function, the value that it reads in each: ``Documents(read_total)``."""

    @overload
    def __init__(self: "Documents[Document]") -> None: ...
    @overload
    def __init__(self, read: Callable[[Document], V | None]) -> None: ...
    def __init__(self, read: Callable[[Document], Any] = lambda document: document) -> None:
        """Take the function that reads the compared value, in answers and references alike.

        Args:
            read: object -> its value, or ``None`` if it holds none. It must not raise for any value of the fields.
        """
        self.read: Final = read

    def parse(self, text: str) -> V | None:
        """Return the value of a strict JSON object; ``None`` for any other text."""
        document = _object(text)
        return None if document is None else self.read(document)

    def parse_reference(self, reference: object) -> V:
        """Return the value of a reference that is an object or the strict JSON text of one; else ``RowFault``."""
        if reference is MISSING:
            raise RowFault("no_reference")
        document = _object(_json(reference))
        if document is None:
            raise RowFault("reference_no_json_object")
        value = self.read(document)
        if value is None:
            raise RowFault("reference_without_value")
        return value

    def compare(self, answer: V, reference: V) -> Grade:
        """Grade 1 if both say the same, else 0: ``true`` is not 1, ``1.0`` is 1, and only lists have an order."""
        same = _leaves(answer) == _leaves(reference)
        return Grade(1.0, "same_json") if same else Grade(0.0, "other_json")

    def normalize(self, text: str) -> Hashable:
        """Return the leaves of the value, so that ``1.0`` agrees with 1 and the order of fields does not count."""
        value = self.parse(text)
        return text.casefold() if value is None else _hashable(_leaves(value))

    def render(self, reference: object) -> str:
        """Return the JSON text of a reference; ``RowFault`` as ``parse_reference``."""
        self.parse_reference(reference)
        return _json(reference)

    def hostile(self, reference: object) -> Iterable[str]:
        """Return also the reference with one field lost or hostile, field by field."""
        return wrong(self, (*HOSTILE, *_spoiled(_object(_json(reference)) or {})), reference)

    def extractor(self) -> Extractor:
        """The JSON object in the response."""
        return json_object()


def fields_right(sample: Sample[Document], answer: Answer[Document]) -> Grade:
    """Return the F1 of the fields, 0..1: missing, wrong and invented fields all cost; lists align by position."""
    said, asked = _leaves(answer.value), _leaves(sample.reference)
    right = sum(said.get(path) == leaf for path, leaf in asked.items())
    value = 2 * right / (len(said) + len(asked))
    if right == len(asked):
        return Grade(value, "all_fields" if len(said) == len(asked) else "invented_fields")
    return Grade(value, "some_fields" if right else "no_field")


def _spoiled(fields: Document) -> Iterator[str]:
    for key in fields:
        yield json.dumps({name: value for name, value in fields.items() if name != key})
        for leaf in _HOSTILE_LEAVES:
            yield json.dumps({**fields, key: json.loads(leaf)})


def _object(text: str) -> Document | None:
    parsed = parse_json(text)
    value = None if parsed is None else parsed.value
    return cast("Document", value) if isinstance(value, dict) else None


def _json(reference: object) -> str:
    """The reference's own text, or its JSON."""
    if isinstance(reference, str):
        return reference
    try:
        return json.dumps(reference, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        raise RowFault("reference_no_json_object") from None


def _leaves(document: object) -> dict[_Path, _Leaf]:
    """Every value that holds no other, by its path. An empty object or list is one, so that no document has none."""
    leaves: dict[_Path, _Leaf] = {}
    waiting: list[tuple[_Path, object]] = [((), document)]
    while waiting:
        path, node = waiting.pop()
        if isinstance(node, dict) and node:
            waiting += [((*path, key), value) for key, value in cast("dict[str, object]", node).items()]
        elif isinstance(node, list) and node:
            waiting += [((*path, index), value) for index, value in enumerate(cast("list[object]", node))]
        else:
            leaves[path] = _leaf(cast("object", node))
    return leaves


def _hashable(leaves: dict[_Path, _Leaf]) -> Hashable:
    try:
        return frozenset(leaves.items())
    except TypeError:
        # A value that a reward's own function reads may hold anything.
        return repr(leaves)


def _leaf(node: object) -> _Leaf:
    """Python says that ``True == 1``; JSON does not."""
    if isinstance(node, (dict, list)):
        return ("object" if isinstance(node, dict) else "list", None)
    kind = "number" if isinstance(node, (int, float)) and not isinstance(node, bool) else type(node).__name__
    return kind, node
