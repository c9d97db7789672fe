"""The cases of a row: inputs of a program, and expected results. Only the inputs ever leave this process."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from reward_runtime.answers.code.asserts import asserted
from reward_runtime.answers.code.written import Unwritable, canonical, plain
from reward_runtime.errors import RowFault
from reward_runtime.extract.document import parse_json
from reward_runtime.samples import MISSING

__all__ = ["MOST_CASES", "MOST_EXPECTED", "MOST_WRITTEN", "Case", "Cases", "read_cases", "same_text"]

MOST_CASES: Final = 100
"""Most cases of one row."""
MOST_CHARS: Final = 200_000
"""Most characters of all that a row's cases give to the program."""
MOST_WRITTEN: Final = 60_000
"""Bytes of a text that a case expects. The sandbox lets a program write 64 KB."""
MOST_EXPECTED: Final = 250_000
"""Characters of JSON of all that a row's cases expect. The sandbox lets a program reply 300,000, with its frame."""
_TUPLE: Final = len('{"tuple": }')
_WRAPPERS: Final = ("ground_truth", "reference_answer")
_LISTS: Final = ("hidden", "visible")
_BLANKS: Final = " \t\r\f\v"
_NOTHING: Final = frozenset({("stdin", ""), ("call", "null")})
"""Output and result of a program that does nothing."""


@dataclass(frozen=True)
class Case:
    """One case."""

    given: Mapping[str, object]
    """``stdin``, or ``call`` with ``args`` and ``kwargs`` as ``written.plain`` writes values."""
    expected: str
    """The text to be written, or the canonical text of the value to be returned."""
    in_json: bool = False
    """Whether the result was given in JSON, which has no tuples: then a returned tuple counts as a list."""
    reply: int = 0
    """Most characters of JSON in which the sandbox replies with that result."""

    @property
    def wants_nothing(self) -> bool:
        """Whether a program passes it by doing nothing."""
        return next((kind, self.expected) for kind in ("stdin", "call") if kind in self.given) in _NOTHING


@dataclass(frozen=True)
class Cases:
    """All cases of a row."""

    hidden: tuple[Case, ...]
    """The held-out ones, which decide. The prompt never shows them."""
    visible: tuple[Case, ...] = ()
    """Those that the prompt shows."""
    solution: str | None = None
    """A right program, if the row has one."""


def same_text(text: str) -> str:
    """Return an output without blanks at the ends of lines and blank lines at the end, which do not count."""
    # A regular expression for blanks at an end would begin again at each blank, in a text that the program chose.
    return "\n".join(line.rstrip(_BLANKS) for line in text.split("\n")).rstrip("\n")


def read_cases(reference: object) -> Cases:
    """Return the cases of a row's reference. Raises ``RowFault`` if it holds no hidden case, or one of unknown form.

    The reference is ``{hidden: [...], visible: [...], solution}``, or a list, which is then hidden; a JSON text of
    either counts too. A case is ``{stdin, stdout}``, ``{call, args, kwargs, returns}``, or a text of assertions.
    """
    if reference is MISSING or reference is None:
        raise RowFault("no_reference")
    value = _unwrapped(reference)
    fields: Mapping[str, object] = cast("Mapping[str, object]", value) if isinstance(value, dict) else {"hidden": value}
    hidden, visible = (tuple(_cases(fields.get(name, []))) for name in _LISTS)
    solution = fields.get("solution")
    if not hidden:
        raise RowFault("no_hidden_case")
    if not isinstance(solution, str | None):
        raise RowFault("solution_no_text")
    _check_size([*hidden, *visible])
    if all(case.wants_nothing for case in hidden):
        raise RowFault("nothing_expected")
    return Cases(hidden, visible, solution)


def _unwrapped(reference: object) -> object:
    """Return the object or list in a reference, out of JSON texts and of the keys that converters wrap it in."""
    for _ in range(3):
        if isinstance(reference, str):
            parsed = parse_json(reference)
            if parsed is None or not isinstance(parsed.value, (dict, list)):
                return reference
            reference = cast("object", parsed.value)
        elif isinstance(reference, dict):
            fields = cast("dict[str, object]", reference)
            inner = next((fields[key] for key in _WRAPPERS if fields.get(key) is not None), None)
            if inner is None or any(name in fields for name in _LISTS):
                return fields
            reference = inner
        else:
            break
    return reference


def _cases(listed: object) -> Iterator[Case]:
    if isinstance(listed, str):
        listed = [listed]
    if not isinstance(listed, list):
        raise RowFault("cases_no_list")
    for each in cast("list[object]", listed):
        if isinstance(each, str):
            for said in asserted(each):
                yield _called(said.call, said.args, said.kwargs, said.returns, in_json=False)
        elif isinstance(each, dict):
            yield _stated(cast("dict[str, object]", each))
        else:
            raise RowFault("case_of_unknown_form")


def _stated(fields: dict[str, object]) -> Case:
    if fields.keys() == {"stdin", "stdout"}:
        given, expected = fields["stdin"], fields["stdout"]
        if not isinstance(given, str) or not isinstance(expected, str):
            raise RowFault("case_no_text")
        return _printed(given, expected)
    if not {"call", "returns"} <= fields.keys() <= {"call", "args", "kwargs", "returns"}:
        raise RowFault("case_of_unknown_form")
    call, args, kwargs = fields["call"], fields.get("args", []), fields.get("kwargs", {})
    if not isinstance(call, str) or not call.isidentifier():
        raise RowFault("case_without_function")
    if not isinstance(args, list) or not isinstance(kwargs, dict):
        raise RowFault("arguments_no_list")
    named = cast("dict[str, object]", kwargs)
    return _called(call, cast("list[object]", args), named, fields["returns"], in_json=True)


def _printed(given: str, expected: str) -> Case:
    try:
        size = len(expected.encode())
    except UnicodeEncodeError:
        # No program can write it.
        raise RowFault("case_no_text") from None
    if size > MOST_WRITTEN:
        raise RowFault("expected_too_long")
    return Case({"stdin": given}, same_text(expected), reply=len(json.dumps(expected)))


def _called(call: str, args: list[object], kwargs: dict[str, object], returns: object, *, in_json: bool) -> Case:
    try:
        given = {"call": call, "args": plain(args), "kwargs": {name: plain(each) for name, each in kwargs.items()}}
        written = plain(returns)
        expected = canonical(written, tuples_are_lists=in_json)
    except Unwritable:
        raise RowFault("value_of_unknown_type") from None
    text = json.dumps(written)
    # Each list may come as a tuple, which is longer.
    return Case(given, expected, in_json, len(text) + _TUPLE * text.count("[") * in_json)


def _check_size(cases: list[Case]) -> None:
    if len(cases) > MOST_CASES:
        raise RowFault("too_many_cases")
    if sum(len(repr(case.given)) for case in cases) > MOST_CHARS:
        raise RowFault("cases_too_long")
    if sum(case.reply for case in cases) > MOST_EXPECTED:
        raise RowFault("expected_too_long")
