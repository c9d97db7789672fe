"""``Function``: the deployed reward that a job calls, given by its ARN or found by its stacks."""

import re
from dataclasses import dataclass
from typing import Final

from compiler import naming
from compiler.experiment.experiment import Experiment

from rft.failures import CallError
from rft.lifecycle.place import local_place, remote_place
from rft.lifecycle.stacks import find_stacks

__all__ = ["Function", "deployed_function", "given_function"]

_NAME: Final = re.compile(r"SageMaker-reward-(.+)-([0-9a-f]{8})")


@dataclass(frozen=True)
class Function:
    """One revision's function."""

    arn: str
    label: str
    """Its experiment's label; empty if its name is not one of the kit's."""
    revision: str
    found: str
    """Where the ARN is from."""


def given_function(arn: str) -> Function:
    """Return the function of an ARN as the caller typed it."""
    found = _NAME.fullmatch(arn.rpartition(":function:")[2])
    return Function(arn, found[1] if found else "", found[2] if found else "given", "--arn")


def deployed_function(experiment: Experiment, stage: str | None, in_aws: bool) -> Function:
    """Return the current revision's function.

    Raises:
        CallError: the experiment is not deployed there.
    """
    label = naming.label(experiment.name, stage)
    place = remote_place(experiment.region) if in_aws else local_place(experiment.region)
    reward = find_stacks(place, label).reward
    arn = reward.outputs.get("FunctionArn") if reward else None
    if arn is None:
        raise CallError(
            f"job: {label} is not deployed in {place.region} ({place.name}), expected {naming.stack_name(label)}; "
            f"run `cdk deploy {naming.stack_name(label)} -c experiment={experiment.name}`, or give --arn"
        )
    return Function(arn, label, given_function(arn).revision, f"stack {naming.stack_name(label)}")
