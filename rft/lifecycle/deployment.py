"""Why a revision that is not current may be about to become so: a deployment runs, or is between two of its stacks."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from rft.lifecycle.stacks import ExperimentStacks, RevisionStack

__all__ = ["deployment_reasons"]

_LONGEST: Final = timedelta(hours=1)
"""A deployment goes on to the reward stack at once; an hour leaves room for somebody who approves it by hand."""
_NO_DEPLOYMENT: Final = frozenset({"DELETE_IN_PROGRESS", "REVIEW_IN_PROGRESS"})
"""The second is a stack whose change set nobody has executed, perhaps for months."""
_READY: Final = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "REVIEW_IN_PROGRESS"})
"""A deployment goes on from these; it ends with any other."""


def deployment_reasons(
    stacks: ExperimentStacks, revision: RevisionStack, now: datetime, *, with_age: bool
) -> Iterator[str]:
    """Yield why a deployment may still need a revision that is not current.

    Args:
        stacks: all of the experiment.
        revision: one of them.
        now: with a timezone.
        with_age: whether a revision stays for an hour if it was made after the reward stack last changed.
    """
    for stack in stacks.in_order:
        if stack.status.endswith("_IN_PROGRESS") and stack.status not in _NO_DEPLOYMENT:
            yield f"a deployment runs: {stack.name} is {stack.status}"
    made = revision.stack.made
    is_new = stacks.reward is not None and made > stacks.reward.changed and revision.stack.status in _READY
    if with_age and is_new and now - made < _LONGEST:
        minutes = int((now - made) / timedelta(minutes=1))
        yield f"made {minutes} minutes ago and never current, so that a deployment may be about to need it"
