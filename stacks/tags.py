"""The tags of an experiment's stacks, and of every resource in them that can have tags."""

from collections.abc import Mapping

from aws_cdk import Stack, Tags
from compiler.compiled import CompiledExperiment

__all__ = ["PROJECT", "tag_resources", "tags_of"]

PROJECT = "nova-reward-kit"
"""Value of the tag ``project``."""


def tags_of(compiled: CompiledExperiment) -> Mapping[str, str]:
    """Return the experiment's own tags, its name and the kit's name."""
    return {**compiled.experiment.tags, "project": PROJECT, "experiment": compiled.label}


def tag_resources(stack: Stack, compiled: CompiledExperiment) -> None:
    """Write the tags into the template too: CloudFormation does not pass a stack's tags on to every resource."""
    for key, value in tags_of(compiled).items():
        Tags.of(stack).add(key, value)
