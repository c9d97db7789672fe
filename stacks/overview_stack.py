"""All experiments side by side, found by search: a fork appears by itself once it has been called."""

from collections.abc import Mapping, Sequence

from aws_cdk import Duration, Environment, Stack, Tags
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, metric

from stacks.dashboard.panels import FIVE_MINUTES, HEIGHT
from stacks.reward_dashboard import dashboard_name, heading

__all__ = ["OverviewStack", "searched"]

COMPARED = (
    ("Mean reward, as a share of its range", "RewardShare", "Average"),
    ("Samples scored in five minutes", "RewardShare", "SampleCount"),
    ("95th percentile of the reward", "RewardShare", "p95"),
    ("5th percentile of the reward", "RewardShare", "p5"),
    ("Share of prompt groups without spread", "GroupFlat", "Average"),
    ("Share of samples at the lowest reward", "AtFloor", "Average"),
    ("Share of samples without an answer", "NoAnswer", "Average"),
    ("Characters of a response", "ResponseChars", "Average"),
    ("Correlation of length and reward", "LengthCorrelation", "Average"),
    ("Share of verdicts never won", "JudgeFailed", "Average"),
    ("Time of a judge's reply, 95th percentile, in milliseconds", "JudgeMillis", "p95"),
    ("Tokens read by the judge in five minutes", "JudgeInputTokens", "Sum"),
)
"""Title, metric and statistic of each graph; percentiles of one metric are apart, as a search has one statistic."""


class OverviewStack(Stack):
    """One dashboard over every experiment of this account, in whatever region each is."""

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
            labels: region -> experiments there; those that are deployed later are found all the same.
            stage: prefix of the names, if there is one.
            account: the account, if it is known.
            tags: of the stack.
        """
        regions = sorted(labels)
        suffix = "overview" if stage is None else f"{stage}-overview"
        # No hyphen after the first word, so that no experiment's stack can have this name.
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
        graphs = [compared(title, name, statistic, region) for title, name, statistic in COMPARED]
        return [[heading(f"How do the experiments in {region} compare?", reading)], graphs]


def compared(title: str, name: str, statistic: str, region: str) -> cloudwatch.IWidget:
    """Return the graph of one metric, a line an experiment; ``KeyError`` for one that the registry lacks."""
    return cloudwatch.GraphWidget(
        title=title,
        left=[searched(metric(name).name, statistic, region)],
        left_y_axis=cloudwatch.YAxisProps(show_units=False),
        period=Duration.seconds(FIVE_MINUTES),
        region=region,
        width=8,
        height=HEIGHT,
    )


def searched(name: str, statistic: str, region: str) -> cloudwatch.IMetric:
    """Return the lines of one metric of whatever experiments have it, each labelled by its experiment."""
    found = f'{{{NAMESPACE},{METRIC_DIMENSION}}} MetricName="{name}"'
    return cloudwatch.MathExpression(
        expression=f"SEARCH('{found}', '{statistic}', {FIVE_MINUTES})",
        using_metrics={},
        label=f"${{PROP('Dim.{METRIC_DIMENSION}')}}",
        period=Duration.seconds(FIVE_MINUTES),
        search_region=region,
    )
