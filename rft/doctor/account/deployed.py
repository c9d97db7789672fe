"""``Deployment``: the stacks of one experiment in the account beside those of this checkout."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from compiler.compiled import CompiledExperiment

from rft.doctor.account.account import Account
from rft.doctor.account.settings import setting_findings
from rft.doctor.finding import Finding, Health
from rft.lifecycle.stacks import ExperimentStacks, RevisionStack

_COMPLETE: Final = frozenset({"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE"})
_AGAIN: Final = "deploy again, which replaces it"
_STUCK: Final[Mapping[str, tuple[Health, str]]] = {
    "ROLLBACK_COMPLETE": ("warning", f"its creation failed; {_AGAIN}"),
    "ROLLBACK_FAILED": ("bad", "its creation failed, and so did its removal; `rft retire` deletes it"),
    "CREATE_FAILED": ("warning", f"its creation failed; {_AGAIN}"),
    "DELETE_FAILED": ("bad", "its deletion failed; remove the cause shown in its events, then give the command again"),
    "UPDATE_ROLLBACK_FAILED": ("bad", "remove the cause shown in its events, then `cdk rollback` brings it back"),
}
"""Status of a stack -> how bad it is, and the remedy (CloudFormation User Guide, Stack status codes)."""


@dataclass(frozen=True)
class Deployment:
    """One experiment."""

    compiled: CompiledExperiment
    stacks: ExperimentStacks

    @property
    def region(self) -> str:
        """Its region."""
        return self.compiled.experiment.region

    @property
    def command(self) -> str:
        """The command that deploys it."""
        stage = f" -c stage={self.compiled.stage}" if self.compiled.stage else ""
        return f"cdk deploy {self.compiled.stack_name} -c experiment={self.compiled.experiment.name}{stage}"

    @property
    def verb(self) -> str:
        """Name, ``--aws`` and stage, as ``rft prune`` and ``rft retire`` take them."""
        stage = f" --stage {self.compiled.stage}" if self.compiled.stage else ""
        return f"{self.compiled.experiment.name} --aws{stage}"

    @property
    def current(self) -> RevisionStack | None:
        """The stack of the revision that the reward stack points to, None if there is none."""
        return next((each for each in self.stacks.revisions if each.revision == self.stacks.current), None)

    @property
    def old(self) -> list[RevisionStack]:
        """The stacks of the other revisions."""
        return [each for each in self.stacks.revisions if each.revision != self.stacks.current]

    @property
    def is_deployed(self) -> bool:
        """Whether the revision of this checkout is there."""
        return any(each.revision == self.compiled.revision for each in self.stacks.revisions)


def deployed_findings(account: Account, found: Deployment) -> Iterator[Finding]:
    """Yield findings about the stacks, the current revision and its function."""
    what = f"deployment of {found.compiled.label}"
    if not found.stacks.in_order:
        yield Finding(what, "good", "not deployed here")
        return
    yield from _statuses(what, found)
    current = found.stacks.current
    if current is None:
        yield Finding(what, "warning", f"no complete stack says which revision is current; run `{found.command}`")
        return
    yield _revision(what, found, current)
    if found.current is None:
        says = f"the current revision {current} has no stack, so a job fails; run `{found.command}`"
        yield Finding(f"function of {found.compiled.label}", "bad", says)
        return
    yield from setting_findings(account, found.compiled, found.current, found.command)


def _statuses(what: str, found: Deployment) -> Iterator[Finding]:
    for stack in found.stacks.in_order:
        if stack.status in _COMPLETE:
            continue
        state, says = _STUCK.get(stack.status, ("warning", "an operation runs on it; wait until it has ended"))
        yield Finding(what, state, f"stack {stack.name} is {stack.status}: {says}")


def _revision(what: str, found: Deployment, current: str) -> Finding:
    here = found.compiled.revision
    if current == here:
        return Finding(what, "good", f"revision {current}, as in this checkout")
    return Finding(
        what,
        "warning",
        f"revision {current}, but this checkout makes {here}; run `{found.command}`, or check out what was deployed",
    )
