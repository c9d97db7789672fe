"""``BaseStack``: CompiledExperiment -> all that its revisions share: log group, invoke policy, alarm topic."""

from aws_cdk import Environment, RemovalPolicy, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from compiler.compiled import CompiledExperiment
from compiler.telemetry.log_metrics import LOG_METRICS, log_metric_namespace
from constructs import Construct

from stacks.alarm_topic import AlarmTopic
from stacks.invoke_policy import InvokePolicy
from stacks.resource import resource_of
from stacks.tags import tag_resources, tags_of

__all__ = ["BaseStack"]


class BaseStack(Stack):
    """The resources that live as long as any revision. Each has a name, by which the other stacks use it."""

    def __init__(self, scope: Construct, *, compiled: CompiledExperiment, env: Environment | None = None) -> None:
        """Declare the stack of ``compiled`` with the name ``compiled.base_stack_name``."""
        super().__init__(
            scope,
            compiled.base_stack_name,
            description=f"Resources that all revisions of the reward experiment {compiled.label} share",
            env=env,
            tags=tags_of(compiled),
        )
        tag_resources(self, compiled)
        group = self._log_group(compiled)
        for metric in LOG_METRICS:
            logs.MetricFilter(
                self,
                metric.name,
                log_group=group,
                filter_pattern=logs.FilterPattern.literal(metric.pattern),
                metric_namespace=log_metric_namespace(compiled.label),
                metric_name=metric.name,
                metric_value=metric.value,
                unit=cloudwatch.Unit[metric.unit.upper()],
            )
        InvokePolicy(self, "Invoke", compiled=compiled)
        AlarmTopic(self, "AlarmTopic", compiled=compiled)

    def _log_group(self, compiled: CompiledExperiment) -> logs.LogGroup:
        """Declare the one log group of every revision; a key's own policy must let CloudWatch Logs use it."""
        key_arn = compiled.experiment.log_kms_key_arn
        group = logs.LogGroup(
            self,
            "LogGroup",
            log_group_name=compiled.log_group_name,
            encryption_key=kms.Key.from_key_arn(self, "LogKey", key_arn) if key_arn else None,
            removal_policy=RemovalPolicy.DESTROY,
        )
        resource_of(group).add_property_override("RetentionInDays", compiled.experiment.log_retention_days)
        return group
