"""`rft prune`: remove the old revisions of an experiment."""

from datetime import datetime, timezone
from typing import Annotated

import typer
from rich.console import RenderableType

from rft.arguments import AwsOption, DeleteYesOption, HoursOption, JsonOption, RegionOption, StageOption
from rft.failures import CallError
from rft.lifecycle.callers import RunningJobs, running_jobs, use_of
from rft.lifecycle.deployment import deployment_reasons
from rft.lifecycle.place import Place, local_place, named, remote_place
from rft.lifecycle.removal import remove
from rft.lifecycle.stacks import ExperimentStacks, RevisionStack, find_stacks
from rft.output import show
from rft.prune.old_revision import OldRevision
from rft.records import table_of
from rft.steps import Steps


def prune(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of an experiment.")],
    yes: DeleteYesOption = False,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    region: RegionOption = None,
    hours: HoursOption = 24,
    as_json: JsonOption = False,
) -> None:
    """Remove the stacks of an experiment's old revisions, except for those that a job or a deployment may still need.

    Revisions in deployment stay: all while a stack changes, and for an hour a revision that was never current, unless
    --hours is 0.
    A job on a HyperPod cluster is seen by its calls alone, so give --hours a time longer than its steps.
    """
    label, where = named(experiment, stage, region)
    place = remote_place(where) if in_aws else local_place(where)
    stacks, jobs = find_stacks(place, label), running_jobs(place)
    if stacks.current is None and stacks.in_order:
        raise CallError(
            f"prune: got no stack of {label} that says which revision is current, expected a complete one; deploy "
            f"again, or take everything down with `rft retire {experiment}`"
        )
    old = [_old(place, stacks, each, hours, jobs) for each in stacks.revisions if each.revision != stacks.current]
    if yes:
        steps = Steps()
        for each in old:
            if not each.kept_because:
                with steps.step(f"delete {each.stack}"):
                    remove(place, each.found.stack)
    result = {
        "target": place.name,
        "current": stacks.current,
        "deleted": yes,
        "revisions": [each.as_dict() for each in old],
        "unseen": list(jobs.unseen),
    }
    show(result, as_json, *_said(label, stacks, old, yes), *_unseen(jobs))


def _old(place: Place, stacks: ExperimentStacks, found: RevisionStack, hours: float, jobs: RunningJobs) -> OldRevision:
    now = datetime.now(timezone.utc)
    deployment = deployment_reasons(stacks, found, now, with_age=hours > 0)
    return OldRevision(found, use_of(place, found, hours, jobs), tuple(deployment))


def _said(label: str, stacks: ExperimentStacks, old: list[OldRevision], deleted: bool) -> list[RenderableType]:
    if not stacks.in_order:
        return [f"nothing to prune: {label} is not deployed here"]
    lines: list[RenderableType] = [f"current: {stacks.current}"]
    if not old:
        return [*lines, "there are no old revisions"]
    done = "deleted" if deleted else "would be deleted"
    rows = [[each.found.revision, each.found.stack.status, each.reserves, each.kept_because or done] for each in old]
    lines.append(table_of(["revision", "stack", "reserves", "what happens to it"], rows))
    if not deleted:
        lines.append("Nothing was deleted. Add --yes to delete.")
    return lines


def _unseen(jobs: RunningJobs) -> list[str]:
    return [f"Not seen: running jobs of {each}" for each in jobs.unseen]
