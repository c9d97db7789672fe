"""``Rewards``: the recent rewards of the function, from CloudWatch's metrics."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from compiler.telemetry.log_metrics import FAILED_MILLIS, log_metric_namespace
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, Metrics

from rft.lifecycle.place import Place

__all__ = ["MINUTES", "Rewards", "rewards_of"]

MINUTES: Final = 10
"""Minutes that a look goes back. Metrics arrive up to two minutes late, and a look a minute misses none of them."""
_PERIOD: Final = 60


@dataclass(frozen=True)
class Rewards:
    """Of the last ``MINUTES`` minutes."""

    samples: int
    mean_share: float | None
    """Mean reward as a share of its range; None without samples."""
    floor_share: float | None
    """Share of the samples at the floor."""
    failed: int
    """Invocations that failed."""


def rewards_of(place: Place, label: str, now: datetime) -> Rewards:
    """Return the rewards of the experiment ``label``; ``now`` has a timezone."""
    own: dict[str, Any] = {"Namespace": NAMESPACE, "Dimensions": [{"Name": METRIC_DIMENSION, "Value": label}]}
    failures: dict[str, Any] = {
        "Namespace": log_metric_namespace(label),
        "MetricName": FAILED_MILLIS.name,
        "Dimensions": [],
    }
    reward = {**own, "MetricName": Metrics.REWARD_SHARE.name}
    floor = {**own, "MetricName": Metrics.AT_FLOOR.name}
    asked = [
        _query("n", reward, "SampleCount"),
        _query("sum", reward, "Sum"),
        _query("floor", floor, "Sum"),
        _query("failed", failures, "SampleCount"),
    ]
    client = place.client("cloudwatch")
    end = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    start = end - timedelta(minutes=MINUTES)
    found = client.get_metric_data(MetricDataQueries=asked, StartTime=start, EndTime=end)
    sums = {each["Id"]: sum(each["Values"]) for each in found.get("MetricDataResults", [])}
    count = sums.get("n", 0.0)
    return Rewards(
        samples=int(count),
        mean_share=sums.get("sum", 0.0) / count if count else None,
        floor_share=sums.get("floor", 0.0) / count if count else None,
        failed=int(sums.get("failed", 0.0)),
    )


def _query(name: str, metric: dict[str, Any], statistic: str) -> dict[str, Any]:
    return {"Id": name, "MetricStat": {"Metric": metric, "Period": _PERIOD, "Stat": statistic}}
