"""``ExperimentStacks``: the CloudFormation stacks of one experiment as they are now, old revisions included."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Final

from compiler import naming

from rft.lifecycle.place import Place

__all__ = ["ExperimentStacks", "RevisionStack", "Stack", "all_stacks", "find_stacks", "stacks_of"]

_LONG_AGO: Final = datetime.fromtimestamp(0, timezone.utc)


@dataclass(frozen=True)
class Stack:
    """One stack."""

    name: str
    status: str
    """CloudFormation's word, such as ``CREATE_COMPLETE``."""
    outputs: Mapping[str, str]
    made: datetime = _LONG_AGO
    """With a timezone."""
    changed: datetime = _LONG_AGO
    """When its last update began; ``made`` if there was none."""


@dataclass(frozen=True)
class RevisionStack:
    """The stack of one revision."""

    stack: Stack
    revision: str
    """First 8 hex digits of its RewardHash."""
    function: str
    """Name of its function."""
    evaluator: str
    """Name of the Evaluator that ``rft job serverless`` makes of it."""


@dataclass(frozen=True)
class ExperimentStacks:
    """Every stack of one experiment in one place."""

    base: Stack | None
    revisions: tuple[RevisionStack, ...]
    """Sorted by revision; stacks of which the creation or the deletion failed are among them."""
    reward: Stack | None
    """The stack that points to the current revision."""

    @property
    def current(self) -> str | None:
        """The revision that the reward stack points to; None if there is no such stack, or it was never complete."""
        found = self.reward.outputs.get("RewardHash") if self.reward else None
        return found[: naming.REVISION_CHARS] if found else None

    @property
    def in_order(self) -> tuple[Stack, ...]:
        """All stacks in the order in which they can be deleted."""
        found = (self.reward, *(each.stack for each in self.revisions), self.base)
        return tuple(stack for stack in found if stack is not None)


def find_stacks(place: Place, label: str) -> ExperimentStacks:
    """Return the stacks of the experiment ``label`` in one place."""
    return stacks_of(all_stacks(place), label)


def stacks_of(stacks: Iterable[Stack], label: str) -> ExperimentStacks:
    """Return the stacks whose names are of the experiment ``label``; those of an experiment ``label-b`` are not."""
    pattern = re.compile(re.escape(naming.stack_name(label)) + r"-([0-9a-f]{8})")
    named = {stack.name: stack for stack in stacks}
    found = {match[1]: named[name] for name in sorted(named) if (match := pattern.fullmatch(name))}
    revisions = [
        RevisionStack(stack, each, naming.function_name(label, each), naming.evaluator_name(label, each))
        for each, stack in found.items()
    ]
    base, reward = (named.get(name) for name in (naming.base_stack_name(label), naming.stack_name(label)))
    return ExperimentStacks(base, tuple(revisions), reward)


def all_stacks(place: Place) -> Iterator[Stack]:
    """Yield every stack that is there, by any deployer."""
    for page in place.client("cloudformation").get_paginator("describe_stacks").paginate():
        for stack in page["Stacks"]:
            if stack["StackStatus"] != "DELETE_COMPLETE":
                yield _stack(stack)


def _stack(described: Mapping[str, Any]) -> Stack:
    outputs = {each["OutputKey"]: each["OutputValue"] for each in described.get("Outputs", [])}
    made = described["CreationTime"]
    return Stack(
        described["StackName"], described["StackStatus"], outputs, made, described.get("LastUpdatedTime", made)
    )
