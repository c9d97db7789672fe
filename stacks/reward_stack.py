"""``RewardStack``: CompiledExperiment -> alarms, dashboard and outputs, which point to the current revision."""

from aws_cdk import CfnOutput, Environment, Stack
from compiler.alarms.deployed import deployed_alarms
from compiler.compiled import CompiledExperiment
from compiler.evidence.statement import statement
from compiler.telemetry.saved_queries import OF_EXPERIMENT
from constructs import Construct

from stacks.arn import arn, global_arn
from stacks.log_queries import LogQueries
from stacks.reward_alarms import RewardAlarms
from stacks.reward_dashboard import RewardDashboard
from stacks.tags import tag_resources, tags_of

__all__ = ["RewardStack"]


class RewardStack(Stack):
    """The stack that a user deploys; the CDK deploys before it the two that it depends on."""

    def __init__(self, scope: Construct, *, compiled: CompiledExperiment, env: Environment | None = None) -> None:
        """Declare the stack of ``compiled`` with the name ``compiled.stack_name``."""
        super().__init__(
            scope,
            compiled.stack_name,
            description=f"Alarms, dashboard and outputs of the reward experiment {compiled.label}",
            env=env,
            tags=tags_of(compiled),
        )
        tag_resources(self, compiled)
        alarms = deployed_alarms(compiled)
        LogQueries(self, "Queries", folder=compiled.label, names=OF_EXPERIMENT, log_group=compiled.log_group_name)
        RewardAlarms(
            self,
            "Alarms",
            metric_alarms=alarms.of_experiment,
            composites=alarms.composites,
            topic_name=compiled.topic_name,
        )
        RewardDashboard(self, "Dashboard", compiled=compiled, alarms=alarms)
        self._outputs(compiled)

    def _outputs(self, compiled: CompiledExperiment) -> None:
        function = arn(self, "lambda", f"function:{compiled.function_name}")
        policy = global_arn(self, "iam", f"policy/{compiled.invoke_policy_name}")
        outputs = {
            "FunctionArn": (function, "Hand this to the training job"),
            "DashboardName": (compiled.dashboard_name, "The dashboard of this experiment"),
            "InvokePolicyArn": (policy, "Attach this to the job's execution role"),
            "LogGroupName": (compiled.log_group_name, "Scores of every revision"),
            "RewardHash": (compiled.reward_hash, "Everything that can change a score"),
            "Evidence": (". ".join(statement(compiled)), "Evidence about the reward and its judge"),
        }
        for name, (value, description) in outputs.items():
            CfnOutput(self, name, value=value, description=description)
