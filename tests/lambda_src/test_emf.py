"""Values become lines in the embedded metric format: each finite one once, under the name and unit of its metric."""

import json
import math
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import fastjsonschema  # pyright: ignore[reportMissingTypeStubs] - it has none
import pytest
from aws_lambda_powertools.metrics import EphemeralMetrics
from hypothesis import given, settings
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.names import Metric, Metrics, dimension_metric
from reward_runtime.telemetry.emf import VALUES_A_METRIC, metric_lines

Values = Mapping[Metric, Sequence[float]]
VALID: Any = fastjsonschema.compile(json.loads(Path(__file__).with_name("emf.schema.json").read_text(encoding="utf-8")))
METRICS = st.sampled_from([*names.METRICS.values(), dimension_metric("correct")])
WHOLE = st.integers(-(2**53), 2**53)
ANY = st.dictionaries(METRICS, st.lists(st.floats() | WHOLE, max_size=230), max_size=6)
FINITE = st.dictionaries(METRICS, st.lists(st.floats(-1e300, 1e300) | WHOLE, min_size=1, max_size=230), min_size=1)
EXPERIMENT = st.from_regex("[a-z][a-z0-9-]{0,44}", fullmatch=True)


def read(values: Values, experiment: str = "math") -> list[dict[str, Any]]:
    return [json.loads(line, parse_constant=pytest.fail) for line in metric_lines(experiment, values)]


def meant(lines: list[dict[str, Any]]) -> dict[str, tuple[str, list[float]]]:
    """CloudWatch's values from the lines: by metric and metric dimensions, the unit and all values in order."""
    held: dict[str, tuple[str, list[float]]] = {}
    for line in lines:
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        (keys,) = directive["Dimensions"]
        for metric in directive["Metrics"]:
            identity = json.dumps([directive["Namespace"], {key: line[key] for key in keys}, metric["Name"]])
            held.setdefault(identity, (metric["Unit"], []))[1].extend(line[metric["Name"]])
    return held


def of_powertools(values: Values, experiment: str) -> list[dict[str, Any]]:
    metrics = EphemeralMetrics(namespace=names.NAMESPACE)
    metrics.add_dimension(names.METRIC_DIMENSION, experiment)
    told = StringIO()
    with redirect_stdout(told):
        for metric, each in values.items():
            for value in each:
                metrics.add_metric(metric.name, metric.unit, value)
        if metrics.metric_set:
            metrics.flush_metrics()
    return [json.loads(line) for line in told.getvalue().splitlines()]


@given(ANY, EXPERIMENT)
def test_every_finite_value_stands_once_in_lines_that_the_schema_takes(values: Values, experiment: str) -> None:
    lines = read(values, experiment)

    for line in lines:
        VALID(line)
    for metric, each in values.items():
        held = [value for line in lines for value in line.get(metric.name, [])]
        assert held == [value for value in each if math.isfinite(value)]


@settings(max_examples=25)
@given(FINITE, EXPERIMENT)
def test_powertools_means_the_same_by_the_same_values(values: Values, experiment: str) -> None:
    assert meant(read(values, experiment)) == meant(of_powertools(values, experiment))


@pytest.mark.parametrize(
    "change",
    [
        {"RewardShare": [0.5] * (VALUES_A_METRIC + 1)},
        {"RewardShare": []},
        {"RewardShare": 0.5},
        {"RewardShare": ["0.5"]},
        {"Experiment": ""},
        {"_aws": {"Timestamp": 1}},
    ],
)
def test_the_schema_refuses_what_cloudwatch_would_lose(change: dict[str, Any]) -> None:
    (line,) = read({Metrics.REWARD_SHARE: [0.5]})
    VALID(line)

    with pytest.raises(fastjsonschema.JsonSchemaException):
        VALID({**line, **change})
