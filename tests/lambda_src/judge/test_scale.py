import json
import math
from collections.abc import Callable

import fastjsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.judge.call import Unreadable
from reward_runtime.judge.rubric.scale import Levels, Points, Scale, Unit

from tests.lambda_src.judge.cases import SCALES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["yes", 1, 1.0, 0.5, -1, 3]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)
VALIDATORS: dict[Scale, Callable[[object], object]] = {
    scale: fastjsonschema.compile(scale.schema)  # type: ignore[dict-item]
    for scale in SCALES
}


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_runs_from_0_to_1_in_the_order_of_its_schema(scale: Scale) -> None:
    listed = scale.schema["enum"]
    assert isinstance(listed, list)

    values = [scale.read(value) for value in listed]

    assert values == sorted(values)
    assert (values[0], values[-1]) == (0.0, 1.0)


@pytest.mark.parametrize("scale", SCALES)
def test_a_value_survives_its_way_through_json(scale: Scale) -> None:
    listed = scale.schema["enum"]
    assert isinstance(listed, list)

    assert [*map(scale.read, json.loads(json.dumps(listed)))] == [*map(scale.read, listed)]


@pytest.mark.parametrize("scale", SCALES)
def test_a_schema_keeps_to_the_words_that_structured_output_knows(scale: Scale) -> None:
    assert scale.schema.keys() == {"type", "enum"}


@pytest.mark.parametrize("scale", SCALES)
@given(raw=JSON)
def test_a_scale_reads_exactly_what_its_schema_lets_through(scale: Scale, raw: object) -> None:
    try:
        VALIDATORS[scale](raw)
        # The oracle compares as Python does: True equals 1.
        let_through = not isinstance(raw, bool)
    except fastjsonschema.JsonSchemaException:
        let_through = False

    try:
        assert 0.0 <= scale.read(raw) <= 1.0
        read = True
    except Unreadable:
        read = False

    assert read == let_through


WRONG = {
    "nan, which min() turned into a full reward (A7)": math.nan,
    "inf, which was clamped to 1.0 (A7)": math.inf,
    "minus infinity": -math.inf,
    "1e309": 1e309,
    "80 on a scale to 1 (A7)": 80,
    "8 on a scale to 1 (A7)": 8,
    "a little too much": 1.0000001,
    "a little too little": -0.0000001,
    "minus one": -1,
    "between two steps": 0.55,
    "an endless integer": 10**400,
    "true, which is 1 to Python": True,
    "false": False,
    "a number as text": "0.5",
    "an underscore, which float() takes (A7)": "1_0",
    "nan as text (A7)": "nan",
    "inf as text (A7)": "inf",
    "percent (A7)": "80%",
    "a fraction (A7)": "8/10",
    "0.8/1": "0.8/1",
    "a decimal comma": "0,8",
    "Arabic digits, which float() takes": "٠٫٨",
    "full-width digits, which float() takes (A7)": "１",
    "a sentence (A7)": "Score: **0.7**",
    "a full stop after it (A7)": "0.8.",
    "JSON in a fence": '```json\n{"score": 1}\n```',
    "two numbers": "0.5 1.0",
    "a list": [0.5],
    "two numbers in a list": [0.5, 1.0],
    "nested": {"value": 0.5},
    "null": None,
    "nothing": "",
    "bytes": b"1",
}


@pytest.mark.parametrize("raw", WRONG.values(), ids=WRONG)
def test_a_number_off_the_scale_is_unreadable_and_never_clamped(raw: object) -> None:
    with pytest.raises(Unreadable) as fault:
        Unit().read(raw)
    assert fault.value.code in {"no_number", "off_scale"}

    if raw != 8:
        with pytest.raises(Unreadable):
            Points(2, 9).read(raw)


@pytest.mark.parametrize("raw", [*WRONG.values(), "Yes", "yes ", "YES", "maybe"])
def test_a_label_is_matched_exactly(raw: object) -> None:
    with pytest.raises(Unreadable):
        Levels({"yes": 1.0, "no": 0.0}).read(raw)


def test_numbers_are_what_json_schema_says_they_are() -> None:
    assert Points(1, 5).read(5.0) == 1.0
    assert Unit().read(1) == 1.0
    assert Unit().read(-0.0) == 0.0
    with pytest.raises(Unreadable):
        Points(1, 5).read(4.5)


def test_points_are_linear() -> None:
    assert [Points(1, 5).read(points) for points in (1, 2, 3, 4, 5)] == [0.0, 0.25, 0.5, 0.75, 1.0]


def test_a_scale_says_itself_in_words() -> None:
    assert Points(1, 5).words == "a whole number from 1 (worst) to 5 (best)"
    assert "0.0, 0.25, 0.5, 0.75, 1.0" in Unit(4).words
    assert Levels({"right": 1, "wrong": 0}).words == 'one of the labels "wrong", "right", worst first'


def test_equal_scales_are_one_key() -> None:
    assert len({Levels({"a": 1, "b": 0}), Levels({"b": 0, "a": 1}), Points(1, 5), Points(1, 5)}) == 2


@pytest.mark.parametrize(
    "made",
    [
        lambda: Points(5, 5),
        lambda: Points(5, 1),
        lambda: Points(0, 100),
        lambda: Points(1.0, 5),  # type: ignore[arg-type]
        lambda: Points(False, True),
        lambda: Unit(0),
        lambda: Unit(3),
        lambda: Unit(25),
        lambda: Unit(0.1),  # type: ignore[arg-type]
        lambda: Levels({}),
        lambda: Levels({"a": 1.0}),
        lambda: Levels({"a": 1.0, "b": 1.0}),
        lambda: Levels({"a": 1.0, "b": 1.5}),
        lambda: Levels({"a": 1.0, "b": math.nan}),
        lambda: Levels({"a": 1.0, "b": False}),
        lambda: Levels({"a": 1.0, " b": 0.0}),
        lambda: Levels({"a": 1.0, "": 0.0}),
        lambda: Levels({"a": 1.0, "b\n": 0.0}),
    ],
)
def test_what_is_no_scale_is_refused_with_what_is_one(made: object) -> None:
    with pytest.raises(RewardDefinitionError, match="expected"):
        made()  # type: ignore[operator]
