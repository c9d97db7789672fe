"""``json_object`` and ``parse_json``: the objects that are found, and the bounds of JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answer import OnConflict
from reward_runtime.extract import json_object
from reward_runtime.extract.document import MAX_DEPTH, MAX_DIGITS, parse_json

from tests.lambda_src.extract.found import found

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda value: st.lists(value, max_size=4) | st.dictionaries(st.text(), value, max_size=4),
    max_leaves=10,
)


@given(VALUES)
def test_the_output_of_json_dumps_is_read_back(value: object) -> None:
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
        "1e999",
        "-1e309",
        "NaN",
        "-Infinity",
        "[Infinity]",
        '[{"a": 1, "a": 1}]',
        "",
        "{",
        "[1,]",
        "'a'",
    ],
)
def test_json_beyond_the_bounds_and_other_text_is_refused(text: str) -> None:
    assert parse_json(text) is None


def test_null_is_told_from_no_json() -> None:
    parsed = parse_json(" null ")

    assert parsed is not None
    assert parsed.value is None


ONE = '{"a": 1, "b": 2}'


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", ONE), ("last", '{"a": 2}')])
def test_objects_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    assert found(json_object(on_conflict), f'{ONE} or {{"a": 2}}') == (text and (text, "json_object"))


def test_objects_agree_if_they_say_the_same_whatever_normal_form_is_given() -> None:
    assert found(json_object(), '{"a": 1, "b": 2} {"b":2,"a":1}') == ('{"b":2,"a":1}', "json_object")
    assert found(json_object(), '{"a": 1} {"a": 1,}') is None
    assert found(json_object(), '{"a": null} {"a": 1,}') is None
    assert found(json_object(), '{"a": 1} {"a":1}', normalize=str.strip) == ('{"a":1}', "json_object")
    assert found(json_object(), '{"a": 1} {"a": 2}', normalize=len) is None


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ('the set {x} and {"a": 1} of {1, 2}', '{"a": 1}'),
        ("{ \n }", "{ \n }"),
        ('{"a": {"b": {}}}', '{"a": {"b": {}}}'),
        ('{x {"a": 1}', '{"a": 1}'),
        ('{"a": "}"}', '{"a": "}"}'),
        ('Here: ```json\n{"a": "}"}\n``` done', '{"a": "}"}'),
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


@pytest.mark.parametrize(
    "array", ['[{"a": 1}]', '[ {"a": 1},\n{"a": 1} ]', '[{"a": 1}, {"a": 2}, {"a": 1}]', '[{"a": 1}, 2]']
)
def test_an_element_of_an_array_is_no_answer(array: str) -> None:
    assert found(json_object(), array) is None
    assert found(json_object(), f'{array} {{"b": 2}}') == ('{"b": 2}', "json_object")


def test_an_object_beside_brackets_or_commas_of_prose_is_one() -> None:
    for response in ('Plan [1]: {"a": 1}, as asked.', 'Here, {"a": 1}, it is.', '[see below] {"a": 1}', '[ {"a": 1}'):
        assert found(json_object(), response) == ('{"a": 1}', "json_object")


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ('x, {"a": 1}, y', '{"a": 1}'),
        ('[{"a": 1}] {"b": 2}, x', '{"b": 2}'),
        (f'{"x" * 300}[{{"a": 1}}, {{"b": 2}}]', None),
    ],
)
def test_an_object_is_an_element_by_what_stands_before_and_behind_it(response: str, text: str | None) -> None:
    match = json_object()(response)

    assert (None if match is None else match.text) == text


def test_an_object_outside_the_parts_is_none() -> None:
    assert found(json_object(), '{"a": 1} {"b": 2} {"c": 3}', (9, 17)) == ('{"b": 2}', "json_object")
    assert found(json_object(), '{"a": 1}', (0, 7)) is None
