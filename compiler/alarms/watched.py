"""``Watched``: the deployment that alarms watch, and its metrics."""

from dataclasses import dataclass
from typing import Final

from reward_runtime import names

from compiler.alarms.metric import Metric

__all__ = ["MINUTE", "SIGNED", "JudgePrice", "Watched"]

MINUTE: Final = 60
SIGNED: Final = frozenset(metric.name for metric in names.METRICS.values() if metric.signed)
"""Own metrics whose values may be negative; CloudWatch has no percentiles of those (User Guide, Percentiles)."""


@dataclass(frozen=True)
class JudgePrice:
    """What the judge costs, in US dollars a million tokens."""

    input_tokens: float
    output_tokens: float


@dataclass(frozen=True)
class Watched:
    """What the alarms need to know of one experiment's deployment."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    function_name: str
    """The current revision's function. A job that still calls an older one is seen by our own metrics only."""
    log_group_name: str
    """Log group of all revisions."""
    timeout_seconds: int
    memory_mb: int
    architecture: str = "arm64"
    concurrency_limit: int | None = None
    """Most invocations at once: the reserved concurrency, or the account's; without it there is no alarm on it."""
    judged: bool = False
    """Whether a model judges a dimension."""
    judge_price: JudgePrice | None = None
    """Without it the cost alarm counts the function alone, and says so."""
    max_fallback_share: float | None = None
    """Most of a batch that may get the neutral value; ``None`` where a failure fails the batch."""
    shadowed: bool = False
    """Whether a second, shadow reward scores a share of the samples."""

    def own(self, name: str, statistic: str, period: int) -> Metric:
        """Return one of the function's own metrics (``reward_runtime.names.METRICS``), of all revisions."""
        dimensions = ((names.METRIC_DIMENSION, self.label),)
        return Metric(names.NAMESPACE, name, dimensions, statistic, period)

    def function(self, name: str, statistic: str, period: int) -> Metric:
        """Return a metric that Lambda publishes of the current revision's function."""
        return Metric("AWS/Lambda", name, (("FunctionName", self.function_name),), statistic, period)

    def log_group(self, name: str, statistic: str, period: int) -> Metric:
        """Return a metric that CloudWatch Logs publishes of the log group."""
        return Metric("AWS/Logs", name, (("LogGroupName", self.log_group_name),), statistic, period)
