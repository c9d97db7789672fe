"""``Deployed``: the deployments of an experiment in one place."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rft.lifecycle.stacks import ExperimentStacks, Stack, stacks_of

__all__ = ["Deployed", "deployed_in"]

_OF_THE_KIT: Final = re.compile(r"NovaReward-(.+?)(?:-base|-[0-9a-f]{8})?")


@dataclass(frozen=True)
class Deployed:
    """The stacks of one experiment, seen from its file."""

    stacks: ExperimentStacks

    @property
    def retained(self) -> tuple[str, ...]:
        """Revisions that are deployed and not current, sorted."""
        return tuple(each.revision for each in self.stacks.revisions if each.revision != self.stacks.current)

    @property
    def troubled(self) -> tuple[str, ...]:
        """Stacks that are neither complete nor on their way, each with CloudFormation's word."""
        return tuple(f"{each.name}: {each.status}" for each in self.stacks.in_order if _is_troubled(each.status))


def deployed_in(stacks: Iterable[Stack]) -> Mapping[str, Deployed]:
    """Return label -> deployment, for each experiment that has a stack, whether its file exists or not."""
    there = list(stacks)
    labels = {found[1] for stack in there if (found := _OF_THE_KIT.fullmatch(stack.name))}
    return {label: Deployed(stacks_of(there, label)) for label in sorted(labels)}


def _is_troubled(status: str) -> bool:
    return "FAILED" in status or (status.endswith("ROLLBACK_COMPLETE") and not status.startswith("UPDATE"))
