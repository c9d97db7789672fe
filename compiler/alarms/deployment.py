"""``Deployment``: the experiment's deployment that alarms watch, and its metrics."""

from dataclasses import dataclass

from reward_runtime import names

from compiler import naming
from compiler.alarms.metric_stat import MetricStat
from compiler.telemetry.log_metrics import FAILED_MILLIS, TIMEOUTS, log_metric_namespace

__all__ = ["Deployment", "JudgePrice"]


@dataclass(frozen=True)
class JudgePrice:
    """The judge's price, in US dollars a million tokens."""

    input_tokens: float
    output_tokens: float


@dataclass(frozen=True)
class Deployment:
    """One experiment's deployment, as far as alarms need to know it."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    revision: str
    """The current revision, by the first 8 digits of its RewardHash."""
    log_group_name: str
    """Log group of all revisions."""
    timeout_seconds: int
    memory_mb: int
    architecture: str = "arm64"
    concurrency_limit: int | None = None
    """Most invocations at once: the reserved concurrency, or the account's. If ``None``, no alarm watches it."""
    judged: bool = False
    """Whether a model judges a dimension of the reward."""
    judge_price: JudgePrice | None = None
    """If ``None``, the cost alarm counts the function alone, and says so."""
    max_fallback_share: float | None = None
    """Share of a batch, 0..1, that may get the neutral value; ``None`` if a failure fails the batch."""
    traced: bool = False
    """Whether Lambda sends traces."""
    second_judged: bool = False
    """Whether a second, stronger judge judges a share of the samples."""
    second_price: JudgePrice | None = None
    """Its price. If ``None``, the cost alarm does not count it, and says so."""
    shadowed: bool = False
    """Whether a second, shadow reward scores a share of the samples."""

    def own(self, metric: names.Metric, statistic: str, period: int) -> MetricStat:
        """Return one of the function's own metrics, of all revisions."""
        metric_dimensions = ((names.METRIC_DIMENSION, self.label),)
        return MetricStat(names.NAMESPACE, metric.name, metric_dimensions, statistic, period)

    def failed(self, statistic: str, period: int) -> MetricStat:
        """Return the metric of failed invocations, of all revisions: its values are their milliseconds."""
        return MetricStat(log_metric_namespace(self.label), FAILED_MILLIS.name, (), statistic, period)

    def timeouts(self, statistic: str, period: int) -> MetricStat:
        """Return the count of invocations of any revision that Lambda ended at their timeout."""
        return MetricStat(log_metric_namespace(self.label), TIMEOUTS.name, (), statistic, period)

    def function(self, name: str, statistic: str, period: int) -> MetricStat:
        """Return a metric that Lambda publishes of this revision's function."""
        metric_dimensions = (("FunctionName", naming.function_name(self.label, self.revision)),)
        return MetricStat("AWS/Lambda", name, metric_dimensions, statistic, period)

    def log_group(self, name: str, statistic: str, period: int) -> MetricStat:
        """Return a metric that CloudWatch Logs publishes of the log group."""
        return MetricStat("AWS/Logs", name, (("LogGroupName", self.log_group_name),), statistic, period)

    def share(self, metric: names.Metric, period: int) -> tuple[tuple[str, MetricStat], ...]:
        """Return ``n``, the number of a metric's values of 0 and 1, and ``share``, their mean."""
        return (("n", self.own(metric, "SampleCount", period)), ("share", self.own(metric, "Average", period)))
