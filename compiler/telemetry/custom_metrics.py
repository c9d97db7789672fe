"""The custom metrics of an experiment, each of which costs money: the registry's, and one for each dimension."""

from typing import TYPE_CHECKING

from reward_runtime import names

from compiler.alarms.monthly_cost import MOST_CUSTOM_METRICS, PRICES
from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["LONGEST_NAME", "check_custom_metrics", "custom_metrics"]

LONGEST_NAME = 255 - len(names.DIMENSION_METRIC_PREFIX)
"""Most characters of a dimension's name: a metric's name has at most 255, all ASCII (API reference, PutMetricData)."""


def custom_metrics(experiment: Experiment, dimensions: tuple[str, ...]) -> tuple[names.Metric, ...]:
    """Return every metric that the experiment's function can emit, with one for each of its reward's dimensions."""
    has: dict[names.Needs, bool] = {
        "judge": experiment.judge is not None,
        "fallback": experiment.judge is not None and experiment.on_failure == "neutral",
        "shadow": experiment.shadow is not None,
        "second": experiment.judge is not None and experiment.judge.second is not None,
    }
    return names.emitted_by(dimensions, frozenset(need for need, there in has.items() if there))


def check_custom_metrics(experiment: Experiment, reward: "AnyReward") -> None:
    """Raise ``CompileError`` for too many metrics, or if a dimension's name cannot be part of a metric's name."""
    shown_as, metrics = f"lambda_src/rewards/{experiment.reward}.py", custom_metrics(experiment, reward.names)
    for name in reward.names:
        if len(name) > LONGEST_NAME or not name.isascii():
            raise CompileError(
                f"{shown_as}: dimension {name[:80]!r}: got a name of {len(name)} characters, expected at most "
                f"{LONGEST_NAME}, all ASCII, because a metric is named after it; rename it"
            )
    own = len(metrics) - len(reward.names)
    if len(metrics) > MOST_CUSTOM_METRICS:
        price = PRICES["custom metric"].usd
        raise CompileError(
            f"{shown_as}: dimensions: got {len(reward.names)}, each a metric beside {own} of the kit's, together "
            f"{len(metrics)} ({len(metrics) * price:.2f} USD a month), expected at most {MOST_CUSTOM_METRICS - own} "
            f"dimensions, {MOST_CUSTOM_METRICS} metrics in all; merge some, or do without a shadow or a neutral value"
        )
