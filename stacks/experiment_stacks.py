"""The stacks of one experiment: CompiledExperiment -> base, revision and reward stack, each after the one before."""

from typing import NamedTuple

from aws_cdk import Environment
from compiler.compiled import CompiledExperiment
from constructs import Construct

from stacks.base_stack import BaseStack
from stacks.network.isolated_stack import isolated_stack
from stacks.revision_stack import RevisionStack
from stacks.reward_stack import RewardStack

__all__ = ["ExperimentStacks", "experiment_stacks"]


class ExperimentStacks(NamedTuple):
    """The stacks in the order in which CloudFormation makes them; see docs/decisions/0019-three-stacks.md."""

    base: BaseStack
    revision: RevisionStack
    reward: RewardStack


def experiment_stacks(
    scope: Construct, *, compiled: CompiledExperiment, env: Environment | None = None
) -> ExperimentStacks:
    """Declare the three stacks of ``compiled``.

    They know one another by name alone: an export could not be changed while another stack imports it. The isolated
    network is the exception, because it must not change while a sandbox is in it.
    """
    base = BaseStack(scope, compiled=compiled, env=env)
    revision = RevisionStack(scope, compiled=compiled, env=env)
    reward = RewardStack(scope, compiled=compiled, env=env)
    revision.add_stack_dependency(base, "the function logs to its log group")
    sandbox = compiled.experiment.sandbox
    if sandbox is not None and sandbox.isolated_network:
        network = isolated_stack(scope, Environment(account=revision.account, region=compiled.experiment.region))
        revision.add_stack_dependency(network, "the sandbox runs in its subnets")
    reward.add_stack_dependency(revision, "alarms, dashboard and outputs point to its function")
    return ExperimentStacks(base, revision, reward)
