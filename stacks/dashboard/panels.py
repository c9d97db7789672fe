"""``Panels``: the widgets of one experiment's dashboard, from metrics of the registry, alarms and saved queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.deployed import deployment_of
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.metric_stat import MetricStat
from compiler.compiled import CompiledExperiment
from compiler.telemetry.saved_queries import saved_queries
from reward_runtime.names import Metric

__all__ = ["COLUMNS", "FIVE_MINUTES", "HEIGHT", "SHARE", "Panels", "Row"]

COLUMNS = 24
"""Width of a dashboard (CloudWatch User Guide, Dashboard body structure)."""
HEIGHT = 6
FIVE_MINUTES = 300
"""Period of the graphs, in seconds."""
RED = "#d13212"
SHARE = (0.0, 1.0)
"""Ends of an axis of shares."""


@dataclass(frozen=True)
class Row:
    """A question, one or two sentences on how to read its widgets, and widgets that fill whole lines of the grid."""

    question: str
    reading: str
    widgets: Sequence[cloudwatch.IWidget]


class Panels:
    """Makes widgets, with names from the registry and thresholds from the alarms."""

    def __init__(self, compiled: CompiledExperiment, alarms: AlarmSet) -> None:
        """Take the experiment and its alarms."""
        self.compiled = compiled
        self.deployment = deployment_of(compiled)
        self.alarms: Mapping[AlarmName, MetricAlarm] = {alarm.name: alarm for alarm in alarms.metric_alarms}

    def own(self, metric: Metric, statistic: str, label: str) -> cloudwatch.IMetric:
        """Return one of the function's own metrics."""
        return drawn(self.deployment.own(metric, statistic, FIVE_MINUTES), label)

    def failed(self, statistic: str, label: str) -> cloudwatch.IMetric:
        """Return the metric of failed invocations, whose values are their milliseconds."""
        return drawn(self.deployment.failed(statistic, FIVE_MINUTES), label)

    def timeouts(self, label: str) -> cloudwatch.IMetric:
        """Return the count of invocations that Lambda ended at their timeout."""
        return drawn(self.deployment.timeouts("Sum", FIVE_MINUTES), label)

    def by_function(self, name: str, statistic: str) -> cloudwatch.IMetric:
        """Return a metric that Lambda publishes of each function, with a line for each revision.

        A search matches words, so it also finds functions of experiments whose names begin with this one's.
        """
        words = f"SageMaker-reward-{self.compiled.label}"
        found = f'{{AWS/Lambda,FunctionName}} MetricName="{name}" {words}'
        return cloudwatch.MathExpression(
            expression=f"SEARCH('{found}', '{statistic}', {FIVE_MINUTES})",
            using_metrics={},
            label="${PROP('Dim.FunctionName')}",
            period=Duration.seconds(FIVE_MINUTES),
        )

    def watched_by(self, name: AlarmName, label: str, period: int = FIVE_MINUTES) -> cloudwatch.IMetric:
        """Return the metric or expression that the alarm watches, unchanged except for the period."""
        alarm = self.alarms[name]
        if alarm.expression is None:
            return drawn(alarm.metrics[0][1], label, period)
        metrics = {id_: drawn(read, id_, period) for id_, read in alarm.metrics}
        return cloudwatch.MathExpression(
            expression=alarm.expression, using_metrics=metrics, label=label, period=Duration.seconds(period)
        )

    def graph(
        self,
        title: str,
        left: Sequence[cloudwatch.IMetric],
        *,
        right: Sequence[cloudwatch.IMetric] = (),
        alarmed: Sequence[AlarmName] = (),
        marks: Mapping[str, float] | None = None,
        within: tuple[float, float] | None = None,
        width: int = 8,
    ) -> cloudwatch.IWidget:
        """Return a graph over time.

        Args:
            title: name of the lines together.
            left: lines on the left axis.
            right: lines on the right axis.
            alarmed: alarms whose thresholds are marked, if the experiment has them.
            marks: further values to mark, by label.
            within: ends of the left axis; ``None`` for the lines' own.
            width: number of the grid's 24 columns.
        """
        there = [self.alarms[name] for name in alarmed if name in self.alarms]
        thresholds = {f"{alarm.name} ({alarm.comparison.name.lower()})": alarm.threshold for alarm in there}
        return cloudwatch.GraphWidget(
            title=title,
            left=left,
            right=right or None,
            left_annotations=[
                cloudwatch.HorizontalAnnotation(value=value, label=label, color=RED)
                for label, value in {**thresholds, **(marks or {})}.items()
            ],
            left_y_axis=cloudwatch.YAxisProps(min=within and within[0], max=within and within[1], show_units=False),
            right_y_axis=cloudwatch.YAxisProps(show_units=False) if right else None,
            period=Duration.seconds(FIVE_MINUTES),
            width=width,
            height=HEIGHT,
        )

    def table(self, query: str, width: int = 12) -> cloudwatch.IWidget:
        """Return a saved query's result, with its default parameters. CloudWatch bills each refresh by bytes."""
        saved = saved_queries()[query]
        return cloudwatch.LogQueryWidget(
            title=saved.question,
            log_group_names=[self.compiled.log_group_name],
            query_string=saved.filled({}).strip(),
            view=cloudwatch.LogQueryVisualizationType.TABLE,
            width=width,
            height=HEIGHT,
        )


def drawn(read: MetricStat, label: str, period: int | None = None) -> cloudwatch.IMetric:
    """Return a metric as CDK has it."""
    return cloudwatch.Metric(
        namespace=read.namespace,
        metric_name=read.name,
        dimensions_map=dict(read.metric_dimensions),
        statistic=read.statistic,
        period=Duration.seconds(period or read.period),
        label=label,
    )
