"""Alarms in CloudFormation: values of ``compiler.alarms`` -> one resource for each, with exactly its values."""

from collections.abc import Sequence

from aws_cdk import Stack
from aws_cdk.aws_cloudwatch import CfnAlarm, CfnCompositeAlarm
from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.composite_alarm import CompositeAlarm
from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.metric_stat import PLAIN_STATISTICS, MetricStat
from constructs import Construct

from stacks.arn import arn

__all__ = ["RewardAlarms"]

WATCHED_ID = "watched"
"""Id of the expression that an alarm evaluates; no metric has it."""


class RewardAlarms(Construct):
    """Metric alarms, and composite alarms over them.

    CloudFormation's own resources, not CDK's alarms, so that the simulated values are deployed unchanged, ids included.
    """

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        metric_alarms: Sequence[MetricAlarm],
        composites: Sequence[CompositeAlarm] = (),
        topic_name: str,
    ) -> None:
        """Declare the alarms. Those that notify publish to the topic when they turn to ALARM, and when to OK."""
        super().__init__(scope, construct_id)
        self._topic_arn = arn(Stack.of(self), "sns", topic_name)
        children = [self._metric_alarm(alarm) for alarm in metric_alarms]
        for composite in composites:
            self._composite(composite, children)

    def _metric_alarm(self, alarm: MetricAlarm) -> CfnAlarm:
        actions = [self._topic_arn] if alarm.notifies else None
        # CloudWatch takes either one metric or the parts of an expression.
        alone = alarm.metrics[0][1] if alarm.expression is None else None
        plain = alone is not None and alone.statistic in PLAIN_STATISTICS
        return CfnAlarm(
            self,
            logical_id(alarm.name),
            alarm_name=alarm.full_name,
            alarm_description=alarm.description,
            comparison_operator=alarm.comparison.value,
            threshold=alarm.threshold,
            datapoints_to_alarm=alarm.datapoints,
            evaluation_periods=alarm.periods,
            treat_missing_data=alarm.missing.value,
            actions_enabled=alarm.actions_enabled,
            alarm_actions=actions,
            ok_actions=actions,
            namespace=alone and alone.namespace,
            metric_name=alone and alone.name,
            dimensions=alone and metric_dimensions(alone),
            period=alone and alone.period,
            statistic=alone.statistic if alone and plain else None,
            extended_statistic=alone.statistic if alone and not plain else None,
            metrics=None if alarm.expression is None else queries(alarm, alarm.expression),
        )

    def _composite(self, composite: CompositeAlarm, children: Sequence[CfnAlarm]) -> None:
        resource = CfnCompositeAlarm(
            self,
            logical_id(composite.name),
            alarm_name=composite.full_name,
            alarm_description=composite.description,
            alarm_rule=composite.rule,
            alarm_actions=[self._topic_arn],
            ok_actions=[self._topic_arn],
        )
        # The rule names its alarms in a text, so CloudFormation sees no dependency on them.
        for child in children:
            resource.add_resource_dependency(child)


def logical_id(name: AlarmName) -> str:
    """Return ``ZeroShare`` for ``zero-share``, without the experiment: that is part of the stack's name."""
    return "".join(word.capitalize() for word in name.split("-"))


def queries(alarm: MetricAlarm, expression: str) -> list[CfnAlarm.MetricDataQueryProperty]:
    """Return the input metrics (``return_data=False``), then the expression that the alarm evaluates."""
    metrics = [
        CfnAlarm.MetricDataQueryProperty(
            id=id_,
            return_data=False,
            metric_stat=CfnAlarm.MetricStatProperty(
                metric=CfnAlarm.MetricProperty(
                    namespace=metric.namespace, metric_name=metric.name, dimensions=metric_dimensions(metric)
                ),
                period=metric.period,
                stat=metric.statistic,
            ),
        )
        for id_, metric in alarm.metrics
    ]
    evaluated = CfnAlarm.MetricDataQueryProperty(
        id=WATCHED_ID, label=alarm.name.value, expression=expression, return_data=True
    )
    return [*metrics, evaluated]


def metric_dimensions(metric: MetricStat) -> list[CfnAlarm.DimensionProperty]:
    """Return the metric dimensions as CloudFormation has them."""
    return [CfnAlarm.DimensionProperty(name=name, value=value) for name, value in metric.metric_dimensions]
