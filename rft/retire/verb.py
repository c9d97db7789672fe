"""`rft retire`: remove an experiment completely."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from rft.arguments import AwsOption, DeleteYesOption, HoursOption, JsonOption, RegionOption, StageOption
from rft.failures import CallError, CheckFailed
from rft.lifecycle.callers import running_jobs, use_of
from rft.lifecycle.place import Place, local_place, named, remote_place
from rft.lifecycle.removal import remove
from rft.lifecycle.stacks import ExperimentStacks, find_stacks
from rft.output import show
from rft.retire.invoke_policy import InvokePolicy, find_policy
from rft.steps import Steps


def retire(
    experiment: Annotated[
        str, typer.Argument(metavar="EXPERIMENT", help="Name of an experiment. Its file may be gone already.")
    ],
    yes: DeleteYesOption = False,
    detach: Annotated[
        bool, typer.Option("--detach", help="Detach the invoke policy from the roles that have it, without asking.")
    ] = False,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    region: RegionOption = None,
    hours: HoursOption = 24,
    as_json: JsonOption = False,
) -> None:
    """Delete every stack of an experiment: all revisions, alarms, dashboard, and the log group with its logs.

    It needs only the name, so it works after the checkout has changed.
    """
    label, where = named(experiment, stage, region)
    place = remote_place(where) if in_aws else local_place(where)
    stacks, policy = find_stacks(place, label), find_policy(place, label)
    callers = _callers(place, stacks, hours)
    if yes and stacks.in_order:
        if callers:
            raise CheckFailed(
                f"retire: {'; '.join(callers)}; end these jobs, or give --hours 0 to leave recent calls out of account"
            )
        _detach(policy, without_asking=detach, can_ask=not as_json and sys.stdin.isatty())
        _delete(place, stacks)
    names = [stack.name for stack in stacks.in_order]
    result = {
        "target": place.name,
        "deleted": yes,
        "stacks": names,
        "policy_attached_to": list(policy.attached),
        "called": callers,
    }
    show(result, as_json, *_said(label, names, policy, callers, yes))


def _callers(place: Place, stacks: ExperimentStacks, hours: float) -> list[str]:
    jobs = running_jobs(place)
    uses = ((each.function, use_of(place, each, hours, jobs)) for each in stacks.revisions)
    return [f"{function} {reason}" for function, use in uses for reason in use.reasons]


def _detach(policy: InvokePolicy, *, without_asking: bool, can_ask: bool) -> None:
    """Detach the policy from every role, user and group, because AWS deletes no attached policy."""
    if not policy.attached:
        return
    listed = ", ".join(policy.attached)
    if not without_asking:
        if not can_ask:
            raise CallError(f"retire: the invoke policy is attached to {listed}; add --detach to detach it there")
        if not typer.confirm(f"Detach the invoke policy from {listed}?"):
            raise CheckFailed("retire: nothing was deleted, because AWS deletes no policy that is attached")
    policy.detach()


def _delete(place: Place, stacks: ExperimentStacks) -> None:
    steps = Steps()
    for stack in stacks.in_order:
        with steps.step(f"delete {stack.name}"):
            remove(place, stack)


def _said(label: str, names: Sequence[str], policy: InvokePolicy, callers: Sequence[str], deleted: bool) -> list[str]:
    if not names:
        return [f"nothing to retire: {label} is not deployed here"]
    verb = "deleted" if deleted else "would delete"
    lines = [f"{verb}: {name}" for name in names]
    if not deleted:
        lines += [f"in use: {each}" for each in callers]
        lines += [f"would detach the invoke policy from {each}" for each in policy.attached]
        lines.append("Nothing was deleted. Export the logs that you want to keep, and add --yes to delete.")
    return lines
