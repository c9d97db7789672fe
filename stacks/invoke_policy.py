"""The permissions of the caller's role: CompiledExperiment -> a managed policy to attach to it."""

from aws_cdk import Stack
from aws_cdk.aws_iam import ManagedPolicy, PolicyStatement
from compiler.compiled import CompiledExperiment
from constructs import Construct

from stacks.arn import arn
from stacks.checks.acknowledged import acknowledge, wildcard_finding
from stacks.resource import resource_of

__all__ = ["InvokePolicy"]

REASON = "One job outlives one revision: the pattern is this experiment's name and any 8 characters."


class InvokePolicy(Construct):
    """The permission to invoke every revision of one experiment, unqualified and qualified, and nothing else."""

    def __init__(self, scope: Construct, construct_id: str, *, compiled: CompiledExperiment) -> None:
        """Declare the policy."""
        super().__init__(scope, construct_id)
        every_revision = arn(Stack.of(self), "lambda", f"function:{compiled.function_pattern}")
        resources = [every_revision, f"{every_revision}:*"]
        self.policy = ManagedPolicy(
            self,
            "Policy",
            managed_policy_name=compiled.invoke_policy_name,
            description=f"Invoke the reward functions of {compiled.label}",
            statements=[PolicyStatement(actions=["lambda:InvokeFunction"], resources=resources)],
        )
        acknowledge(resource_of(self.policy), REASON, wildcard_finding(resources[1]))
