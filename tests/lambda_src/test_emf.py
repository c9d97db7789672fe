"""Values become lines in the embedded metric format: each finite one once, under a registered name."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.emf import VALUES_A_METRIC, metric_lines

NUMBERS = st.lists(st.floats() | st.integers(-(2**53), 2**53), max_size=230)
VALUES = st.dictionaries(st.sampled_from([*names.METRICS, "Dim_correct"]), NUMBERS, max_size=6)


def read(values: dict[str, list[float]], experiment: str = "math") -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=pytest.fail) for line in metric_lines(experiment, values)]


@given(VALUES, st.text(max_size=20))
def test_every_finite_value_stands_once_in_arrays_of_at_most_a_hundred(
    values: dict[str, list[float]], experiment: str
) -> None:
    lines = read(values, experiment)

    for name, each in values.items():
        held = [line.get(name, []) for line in lines]
        assert [value for part in held for value in part] == [value for value in each if math.isfinite(value)]
        assert all(len(part) <= VALUES_A_METRIC for part in held)
    for line in lines:
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        named = {metric["Name"]: metric["Unit"] for metric in directive["Metrics"]}
        assert named == {name: names.metric(name).unit for name in line if name not in {"_aws", "Experiment"}}
        assert line["Experiment"] == experiment


@pytest.mark.parametrize("name", ["Rewards", "", "Dim_", "dim_correct"])
def test_a_metric_outside_the_registry_fails_at_once(name: str) -> None:
    with pytest.raises(KeyError):
        list(metric_lines("math", {name: [1.0]}))
