"""Missing data: the tables and examples of the CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing
data" (alarms-and-missing-data), row by row. X breaches, 0 does not, - is missing; the newest datapoint is the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compiler.alarms.metric_alarm import Comparison, MissingData
from compiler.alarms.simulator.state import State, breaches, next_state

KEPT = None
"""The guide's "Retain current state"."""
THREE_OF_THREE = [
    ("0-X-X", "OK", "OK", "OK", "OK"),
    ("0----", "OK", "OK", "OK", "OK"),
    ("-----", "INSUFFICIENT_DATA", KEPT, "ALARM", "OK"),
    ("0XX-X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("--X--", "ALARM", KEPT, "ALARM", "OK"),
]
TWO_OF_THREE = [
    ("0-X-X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("00X0X", "ALARM", "ALARM", "ALARM", "ALARM"),
    ("0-X--", "OK", "OK", "ALARM", "OK"),
    ("----0", "OK", "OK", "ALARM", "OK"),
    ("---X-", "ALARM", KEPT, "ALARM", "OK"),
]
COLUMNS = (MissingData.MISSING, MissingData.IGNORE, MissingData.BREACHING, MissingData.NOT_BREACHING)
ROWS = [
    (points, datapoints, column, expected)
    for datapoints, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for points, *states in table
    for column, expected in zip(COLUMNS, states, strict=True)
]


def read(points: str) -> list[bool | None]:
    return [{"X": True, "0": False, "-": None}[point] for point in points]


@pytest.mark.parametrize(("points", "datapoints", "missing", "expected"), ROWS)
@pytest.mark.parametrize("before", State)
def test_the_guides_tables_hold_whatever_the_state_before(
    points: str, datapoints: int, missing: MissingData, expected: str | None, before: State
) -> None:
    state = next_state(read(points), datapoints, 3, missing, before)
    assert state is (before if expected is KEPT else State(expected))


@pytest.mark.parametrize("points", ["----X", "---X-"])
@pytest.mark.parametrize("before", [State.OK, State.INSUFFICIENT_DATA])
def test_young_breaches_alone_raise_no_alarm_early(points: str, before: State) -> None:
    assert next_state(read(points), 3, 3, MissingData.MISSING, before) is before


@pytest.mark.parametrize("points", ["---X0", "--X-0"])
def test_a_good_datapoint_after_a_young_breach_is_a_state_of_ok(points: str) -> None:
    assert next_state(read(points), 3, 3, MissingData.MISSING, State.OK) is State.OK


def test_enough_datapoints_make_the_treatment_of_missing_ones_irrelevant() -> None:
    """As the guide says of a range with as many real datapoints as evaluation periods, or more."""
    for missing in MissingData:
        assert next_state(read("X-X0-X"), 3, 4, missing, State.OK) is State.ALARM
        assert next_state(read("X-X0-0"), 3, 4, missing, State.ALARM) is State.OK


points = st.lists(st.sampled_from([True, False, None]), min_size=5, max_size=12)


@given(points=points, datapoints=st.integers(1, 5))
def test_breaching_is_never_calmer_and_not_breaching_never_louder_than_any_other_treatment(
    points: list[bool | None], datapoints: int
) -> None:
    states = {missing: next_state(points, datapoints, 5, missing, State.OK) for missing in MissingData}
    if State.ALARM in states.values():
        assert states[MissingData.BREACHING] is State.ALARM
    if states[MissingData.NOT_BREACHING] is State.ALARM:
        assert set(states.values()) == {State.ALARM}


@given(points=points, datapoints=st.integers(1, 5), state=st.sampled_from(State))
def test_only_no_datapoint_at_all_is_insufficient(points: list[bool | None], datapoints: int, state: State) -> None:
    after = next_state(points, datapoints, 5, MissingData.MISSING, state)
    if after is State.INSUFFICIENT_DATA and state is not State.INSUFFICIENT_DATA:
        assert set(points) == {None}


def test_comparisons_put_the_datapoint_on_the_left() -> None:
    held = {comparison: [breaches(comparison, 2.0, point) for point in (1.0, 2.0, 3.0)] for comparison in Comparison}
    assert held == {
        Comparison.ABOVE: [False, False, True],
        Comparison.AT_LEAST: [False, True, True],
        Comparison.BELOW: [True, False, False],
        Comparison.AT_MOST: [True, True, False],
    }
    assert breaches(Comparison.ABOVE, 2.0, None) is None
