"""Values -> lines in CloudWatch's embedded metric format: log lines that become metrics.

Written here and not by a library, because aws-lambda-powertools takes 281 us a sample (decision 11). A test compares
these lines with those of powertools for the same values.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import Final

from reward_runtime import names
from reward_runtime.telemetry.metrics import Metric

__all__ = ["VALUES_A_METRIC", "metric_lines"]

VALUES_A_METRIC: Final = 100
"""Most values of one metric in one line (CloudWatch EMF specification)."""


def metric_lines(experiment: str, values: Mapping[Metric, Sequence[float]], at: float | None = None) -> Iterator[str]:
    """Yield the lines that hold every finite value of every metric once; a metric without values is left out.

    ``at`` is the time of the values, in seconds since 1970; without it they are of now.

    NaN and infinity are dropped, because CloudWatch would drop the whole line that holds one.
    """
    millis = int((time.time() if at is None else at) * 1000)
    longest = max(map(len, values.values()), default=0)
    for start in range(0, longest, VALUES_A_METRIC):
        parts = {metric: each[start : start + VALUES_A_METRIC] for metric, each in values.items()}
        finite = {metric: [value for value in part if isfinite(value)] for metric, part in parts.items()}
        given = {metric: part for metric, part in finite.items() if part}
        if given:
            yield json.dumps(_line(experiment, given, millis)) + "\n"


def _line(experiment: str, given: Mapping[Metric, list[float]], millis: int) -> dict[str, object]:
    directive = {
        "Namespace": names.NAMESPACE,
        "Dimensions": [[names.METRIC_DIMENSION]],
        "Metrics": [{"Name": metric.name, "Unit": metric.unit} for metric in given],
    }
    return {
        "_aws": {"Timestamp": millis, "CloudWatchMetrics": [directive]},
        names.METRIC_DIMENSION: experiment,
        **{metric.name: part for metric, part in given.items()},
    }
