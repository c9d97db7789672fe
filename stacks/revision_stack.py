"""``RevisionStack``: CompiledExperiment -> the function of one revision, with its role and its layers."""

from aws_cdk import CfnOutput, Environment, Stack
from compiler.alarms.deployed import deployed_alarms
from compiler.compiled import CompiledExperiment
from constructs import Construct

from stacks.function.reward_function import RewardFunction
from stacks.function.sandbox_function import SandboxFunction
from stacks.reward_alarms import RewardAlarms
from stacks.tags import tag_resources, tags_of

__all__ = ["RevisionStack"]


class RevisionStack(Stack):
    """One revision, with the alarms on its function. It stays as it is when another revision is deployed."""

    def __init__(self, scope: Construct, *, compiled: CompiledExperiment, env: Environment | None = None) -> None:
        """Declare the stack of ``compiled`` with the name ``compiled.revision_stack_name``."""
        super().__init__(
            scope,
            compiled.revision_stack_name,
            description=f"Revision {compiled.revision} of the reward experiment {compiled.label}",
            env=env,
            tags=tags_of(compiled),
        )
        tag_resources(self, compiled)
        self.reward = RewardFunction(self, "Reward", compiled=compiled)
        if compiled.experiment.sandbox is not None:
            SandboxFunction(self, "Sandbox", compiled=compiled)
        alarms = deployed_alarms(compiled).of_revision
        RewardAlarms(self, "Alarms", metric_alarms=alarms, topic_name=compiled.topic_name)
        arn = self.reward.function.function_arn
        CfnOutput(self, "FunctionArn", value=arn, description="The function of this revision")
        CfnOutput(self, "RewardHash", value=compiled.reward_hash, description="Everything that can change a score")
