"""The fields that Logs Insights discovers in a line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.insights.discovery import MOST_FIELDS, beginnings, discovered

REQUEST = "c7f1a0de-0000-4000-8000-00000000cafe"


def test_nested_values_get_dotted_names_and_places_in_arrays() -> None:
    line = {"a": {"b": [{"c": 1}, 2]}, "d": [[3]], "e": {}, "f": []}

    assert discovered(json.dumps(line)) == {"a.b.0.c": "1", "a.b.1": "2", "d.0.0": "3"}


def test_numbers_stay_as_written_and_null_is_no_field() -> None:
    text = '{"id": 12345678901234567890, "x": 1.50, "e": 1e3, "t": true, "f": false, "n": null, "nan": NaN}'

    assert discovered(text) == {"id": "12345678901234567890", "x": "1.50", "e": "1e3", "t": "1", "f": "0", "nan": "NaN"}


def test_a_name_with_an_at_sign_gets_a_second_one() -> None:
    assert discovered('{"@x": 1, "y": {"@z": 2}}') == {"@@x": "1", "y.@z": "2"}


def test_fields_after_the_two_hundredth_are_not_there() -> None:
    flat = discovered(json.dumps({f"f{at}": at for at in range(MOST_FIELDS + 1)}))
    nested = discovered(json.dumps({"a": list(range(MOST_FIELDS)), "late": 1}))

    assert MOST_FIELDS == 200
    assert (len(flat), "f199" in flat, "f200" in flat) == (200, True, False)
    assert (len(nested), "late" in nested) == (200, False)


@pytest.mark.parametrize(
    "line", ["", "plain", "{", "{not json}", "[1, 2]", '"text"', '{"a": ' * 3000, "{} {", "\ud800"]
)
def test_a_line_without_a_json_object_has_no_fields(line: str) -> None:
    assert discovered(line) == {}


def test_the_first_object_of_a_line_counts_and_what_stands_before_it_is_lambdas() -> None:
    line = f'2026-11-24T13:00:00.000Z\t{REQUEST}\tINFO\t{{"a": 1}} {{"b": 2}}'

    assert discovered(line) == {"@requestId": REQUEST, "a": "1"}


def test_a_report_line_gives_milliseconds_and_bytes() -> None:
    line = (
        f"REPORT RequestId: {REQUEST}\tDuration: 201.67 ms\tBilled Duration: 202 ms\tMemory Size: 512 MB\t"
        "Max Memory Used: 81 MB\tInit Duration: 480.25 ms\t\n"
    )

    assert discovered(line) == {
        "@type": "REPORT",
        "@requestId": REQUEST,
        "@duration": "201.67",
        "@billedDuration": "202",
        "@memorySize": "512000000",
        "@maxMemoryUsed": "81000000",
        "@initDuration": "480.25",
    }


@pytest.mark.parametrize("kind", ["START", "END"])
def test_lambdas_other_lines_give_their_kind_and_request(kind: str) -> None:
    assert discovered(f"{kind} RequestId: {REQUEST} Version: $LATEST\n") == {"@type": kind, "@requestId": REQUEST}


def test_a_json_report_is_json_and_makes_no_field_of_lambdas() -> None:
    line = json.dumps({"type": "platform.report", "record": {"requestId": REQUEST, "metrics": {"durationMs": 1.5}}})

    assert discovered(line) == {
        "type": "platform.report",
        "record.requestId": REQUEST,
        "record.metrics.durationMs": "1.5",
    }


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=4), inner, max_size=4)),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=4), json_values, max_size=5), st.text(max_size=8))
def test_any_object_gives_texts_and_any_text_around_it_changes_none(line: dict[str, Any], after: str) -> None:
    text = json.dumps(line)
    found = discovered(text)

    assert all(isinstance(value, str) for value in found.values())
    assert discovered(text + " " + after) == found


@given(st.dictionaries(st.text(max_size=4), json_values, max_size=5), st.data())
def test_the_names_that_matter_are_found_as_if_all_did(line: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(line)
    everything = discovered(text)
    names = data.draw(st.lists(st.sampled_from([*everything, "none", "@type", "a.b"]), max_size=3))
    found = discovered(text, beginnings(names))

    assert [found.get(name) for name in names] == [everything.get(name) for name in names]


@given(st.text())
def test_any_text_is_a_line(text: str) -> None:
    assert isinstance(discovered(text), dict)
