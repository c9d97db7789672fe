"""All experiments side by side, found by search: a fork appears after its first call."""

from collections.abc import Sequence

from aws_cdk import Duration, Environment, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from compiler.naming import dashboard_name
from constructs import Construct
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, Metric, Metrics

from stacks.dashboard.panels import FIVE_MINUTES, HEIGHT
from stacks.log_queries import LogQueries
from stacks.reward_dashboard import heading
from stacks.tags import PROJECT

__all__ = ["OverviewStack", "searched"]

QUERIES = "all_queries"
"""Folder of the region's queries. No experiment can have this name, because its name has no underscore."""
COMPARED = (
    ("Mean reward, as a share of its range", Metrics.REWARD_SHARE, "Average"),
    ("Samples scored in five minutes", Metrics.REWARD_SHARE, "SampleCount"),
    ("95th percentile of the reward", Metrics.REWARD_SHARE, "p95"),
    ("5th percentile of the reward", Metrics.REWARD_SHARE, "p5"),
    ("Share of prompt groups without spread", Metrics.GROUP_FLAT, "Average"),
    ("Share of samples at the lowest reward", Metrics.AT_FLOOR, "Average"),
    ("Share of samples without an answer", Metrics.NO_ANSWER, "Average"),
    ("Characters of a response", Metrics.RESPONSE_CHARS, "Average"),
    ("Correlation of length and reward", Metrics.LENGTH_CORRELATION, "Average"),
    ("Share of verdicts never obtained", Metrics.JUDGE_FAILED, "Average"),
    ("Time of a judge's reply, 95th percentile, in milliseconds", Metrics.JUDGE_MILLIS, "p95"),
    ("Tokens read by the judge in five minutes", Metrics.JUDGE_INPUT_TOKENS, "Sum"),
)
"""Title, metric and statistic of each graph. A search has one statistic, so percentiles of one metric are apart."""


class OverviewStack(Stack):
    """Shared by one region's experiments: a dashboard over all of them, and every saved query."""

    def __init__(self, scope: Construct, *, labels: Sequence[str], env: Environment, stage: str | None = None) -> None:
        """Declare the dashboard and the queries.

        Args:
            scope: the app.
            labels: the experiments known here. Those that are deployed later are found too.
            env: account and region.
            stage: prefix of the names; ``None`` for no prefix.
        """
        region = str(env.region)
        # No experiment's stack can have this name: theirs have a hyphen after NovaReward.
        super().__init__(
            scope,
            f"NovaRewards-{_staged(stage)}overview-{region}",
            description=f"All reward experiments in {region} side by side",
            env=env,
            tags={"project": PROJECT},
        )
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=f"nova-rewards-{_staged(stage)}overview-{region}",
            default_interval=Duration.hours(6),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[[_heading(labels, region)], _graphs(region)],
        )
        LogQueries(self, "Queries", folder=f"{_staged(stage)}{QUERIES}")


def _staged(stage: str | None) -> str:
    return "" if stage is None else f"{stage}-"


def _heading(labels: Sequence[str], region: str) -> cloudwatch.IWidget:
    links = ", ".join(f"[{label}](#dashboards:name={dashboard_name(region, label)})" for label in labels)
    reading = f"Every experiment that sends metrics from {region}; dashboards of those known here: {links}"
    return heading(f"How do the experiments in {region} compare?", reading)


def _graphs(region: str) -> list[cloudwatch.IWidget]:
    return [compared(title, metric, statistic, region) for title, metric, statistic in COMPARED]


def compared(title: str, metric: Metric, statistic: str, region: str) -> cloudwatch.IWidget:
    """Return the graph of one metric, with a line for each experiment."""
    return cloudwatch.GraphWidget(
        title=title,
        left=[searched(metric, statistic, region)],
        left_y_axis=cloudwatch.YAxisProps(show_units=False),
        period=Duration.seconds(FIVE_MINUTES),
        region=region,
        width=8,
        height=HEIGHT,
    )


def searched(metric: Metric, statistic: str, region: str) -> cloudwatch.IMetric:
    """Return one metric's lines, one for each experiment that has it, labelled by the experiment."""
    found = f'{{{NAMESPACE},{METRIC_DIMENSION}}} MetricName="{metric.name}"'
    return cloudwatch.MathExpression(
        expression=f"SEARCH('{found}', '{statistic}', {FIVE_MINUTES})",
        using_metrics={},
        label=f"${{PROP('Dim.{METRIC_DIMENSION}')}}",
        period=Duration.seconds(FIVE_MINUTES),
        search_region=region,
    )
