"""All experiments side by side, found by search: a fork appears by itself once it has been called."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, Environment, Stack, Tags
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, Metric, Metrics

from stacks.dashboard.panels import FIVE_MINUTES, HEIGHT
from stacks.reward_dashboard import dashboard_name, heading

__all__ = ["OverviewStack", "searched"]

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
    """One dashboard over every experiment of this account, in any region."""

    def __init__(
        self,
        scope: Construct,
        *,
        labels: Mapping[str, Sequence[str]],
        stage: str | None = None,
        account: str | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        """Declare the dashboard.

        Args:
            scope: the app.
            labels: region -> experiments there. Those that are deployed later are found too.
            stage: prefix of the names; ``None`` for no prefix.
            account: the account; ``None`` if it is not known.
            tags: tags of the stack.
        """
        regions = sorted(labels)
        suffix = "overview" if stage is None else f"{stage}-overview"
        # No experiment's stack can have this name: theirs have a hyphen after NovaReward.
        super().__init__(
            scope,
            f"NovaRewards-{suffix}",
            description="All reward experiments side by side",
            env=Environment(account=account, region=regions[0]),
        )
        for key, value in (tags or {}).items():
            Tags.of(self).add(key, value)
        cloudwatch.Dashboard(
            self,
            "Dashboard",
            dashboard_name=f"nova-rewards-{suffix}",
            default_interval=Duration.hours(6),
            period_override=cloudwatch.PeriodOverride.INHERIT,
            widgets=[line for region in regions for line in self._section(region, labels[region])],
        )

    def _section(self, region: str, labels: Sequence[str]) -> list[list[cloudwatch.IWidget]]:
        links = ", ".join(f"[{label}](#dashboards:name={dashboard_name(label)})" for label in labels)
        reading = f"Every experiment that sends metrics from {region}; dashboards of those known here: {links}"
        graphs = [compared(title, metric, statistic, region) for title, metric, statistic in COMPARED]
        return [[heading(f"How do the experiments in {region} compare?", reading)], graphs]


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
