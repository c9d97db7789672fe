"""JSON in a response: its bounds, and which objects are found."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.extract import Extractor, Several, json_object, parse_json
from reward_runtime.extract.document import MAX_DEPTH, MAX_DIGITS

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda value: st.lists(value, max_size=4) | st.dictionaries(st.text(), value, max_size=4),
    max_leaves=10,
)


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.rule)


@given(VALUES)
def test_what_json_writes_is_read(value: object) -> None:
    parsed = parse_json(f" {json.dumps(value)}\n")

    assert parsed is not None
    assert parsed.value == value


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        '{"a":' * MAX_DEPTH + "1" + "}" * MAX_DEPTH,
        "[" + ",".join(["[]"] * 100) + "]",
        '["' + "[" * 100 + '"]',
        '["\\"' + "[" * 100 + '"]',
        '["\\\\"' + ",[]" * 100 + "]",
        "9" * MAX_DIGITS,
        "-" + "9" * (MAX_DIGITS - 1),
        "1e308",
    ],
)
def test_json_within_the_bounds_is_read(text: str) -> None:
    assert parse_json(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        "[{" * 33,
        "[" + "[]," * 10 + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "]",
        '["\\\\",' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "]",
        '["a",' + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "]",
        "9" * (MAX_DIGITS + 1),
        "-" + "9" * MAX_DIGITS,
        "-1e309",
        "-Infinity",
        '[{"a": 1, "a": 1}]',
        "",
        "[1,]",
        "'a'",
    ],
)
def test_json_beyond_them_is_none(text: str) -> None:
    assert parse_json(text) is None


ONE, OTHER = '{"a": 1, "b": 2}', '{"b":2,"a":1.0}'


@pytest.mark.parametrize(("several", "text"), [("only", None), ("first", ONE), ("last", '{"a": 2}')])
def test_of_several_objects_the_one_that_is_asked_for_counts(several: Several, text: str | None) -> None:
    assert found(json_object(several), f'{ONE} or {{"a": 2}}') == (text and (text, "json_object"))


def test_objects_agree_as_they_say_the_same() -> None:
    assert found(json_object(), '{"a": 1, "b": 2} {"b":2,"a":1}') == ('{"b":2,"a":1}', "json_object")
    assert found(json_object(), '{"a": 1} {"a": 1,}') is None
    assert found(json_object(), '{"a": null} {"a": 1,}') is None


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ('the set {x} and {"a": 1} of {1, 2}', '{"a": 1}'),
        ("{ \n }", "{ \n }"),
        ('{"a": {"b": {}}}', '{"a": {"b": {}}}'),
        ('{x {"a": 1}', '{"a": 1}'),
        ('{"a": "}"}', '{"a": "}"}'),
        ('{"a": "\\"}"}', '{"a": "\\"}"}'),
        ('{"a": "b\n} {"c": 1}', None),
        ('a " b {"c": 1}', '{"c": 1}'),
        ('{"a": 1', None),
        ('} {"a": 1}', '{"a": 1}'),
        ("{" + " " * 256 + "}", "{" + " " * 256 + "}"),
        ("{" + " " * 257 + "}", None),
    ],
)
def test_an_object_is_found_amid_prose(response: str, text: str | None) -> None:
    assert found(json_object(), response) == (text and (text, "json_object"))


def test_no_string_runs_over_a_lines_end() -> None:
    assert found(json_object("last"), '{"a": "b\n} {"c": 1}') == ('{"c": 1}', "json_object")


def test_an_object_outside_the_parts_is_none() -> None:
    assert found(json_object(), '{"a": 1} {"b": 2} {"c": 3}', (9, 17)) == ('{"b": 2}', "json_object")
    assert found(json_object(), '{"a": 1}', (0, 7)) is None
