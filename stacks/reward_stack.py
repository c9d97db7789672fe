"""``RewardStack``: CompiledExperiment -> reward function, invoke policy, saved queries, alarms, dashboard, outputs."""

from aws_cdk import CfnOutput, Environment, Stack, Tags
from compiler.alarms.deployed import deployed_alarms
from compiler.compiled import CompiledExperiment
from constructs import Construct

from stacks.alarm_topic import AlarmTopic
from stacks.invoke_policy import InvokePolicy
from stacks.log_queries import LogQueries
from stacks.reward_alarms import RewardAlarms
from stacks.reward_dashboard import RewardDashboard, dashboard_name
from stacks.reward_function import RewardFunction

__all__ = ["PROJECT", "RewardStack"]

PROJECT = "nova-reward-kit"
"""Value of the ``project`` tag on every resource."""


class RewardStack(Stack):
    """Connects the constructs of one experiment. It declares no resource itself."""

    def __init__(
        self,
        scope: Construct,
        *,
        compiled: CompiledExperiment,
        env: Environment | None = None,
        termination_protection: bool = True,
    ) -> None:
        """Declare the stack of ``compiled`` with the name ``compiled.stack_name``."""
        tags = {**compiled.experiment.tags, "project": PROJECT, "experiment": compiled.label}
        super().__init__(
            scope,
            compiled.stack_name,
            description=f"Reward function of the experiment {compiled.label}",
            env=env,
            tags=tags,
            termination_protection=termination_protection,
        )
        self.reward = RewardFunction(self, "Reward", compiled=compiled)
        invoke = InvokePolicy(self, "Invoke", compiled=compiled)
        LogQueries(self, "Queries", compiled=compiled)
        self._watch(compiled)
        for key, value in tags.items():
            Tags.of(self).add(key, value)
        self._outputs(compiled, invoke)

    def _watch(self, compiled: CompiledExperiment) -> None:
        alarms, email = deployed_alarms(compiled), compiled.experiment.alarms.email
        topic = AlarmTopic(self, "AlarmTopic", label=compiled.label, notifying=alarms.notifying, email=email)
        RewardAlarms(self, "Alarms", alarms=alarms, topic_arn=topic.topic.topic_arn)
        RewardDashboard(self, "Dashboard", compiled=compiled, alarms=alarms)

    def _outputs(self, compiled: CompiledExperiment, invoke: InvokePolicy) -> None:
        outputs = {
            "FunctionArn": (self.reward.function.function_arn, "Hand this to the training job"),
            "DashboardName": (dashboard_name(compiled.label), "What the reward does while a job trains"),
            "InvokePolicyArn": (invoke.policy.managed_policy_arn, "Attach this to the job's execution role"),
            "LogGroupName": (compiled.log_group_name, "Scores of every revision"),
            "RewardHash": (compiled.reward_hash, "Everything that can change a score"),
        }
        for name, (value, description) in outputs.items():
            CfnOutput(self, name, value=value, description=description)
