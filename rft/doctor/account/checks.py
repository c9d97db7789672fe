"""The checks of the account, in the order in which they are shown."""

from collections.abc import Iterator, Mapping, Sequence

from compiler.compiled import CompiledExperiment
from compiler.experiment.experiment import Experiment
from compiler.judge.target import partition_of

from rft.doctor.account.account import Account
from rft.doctor.account.concurrency import concurrency_findings
from rft.doctor.account.deployed import Deployment, deployed_findings
from rft.doctor.account.guardrails import guardrail_findings
from rft.doctor.account.invocation_logging import logging_findings
from rft.doctor.account.judge_quotas import quota_findings
from rft.doctor.account.live_judge import live_judge_findings
from rft.doctor.account.networks import network_findings
from rft.doctor.account.old_revisions import held_by_old
from rft.doctor.account.regions import HOMES, region_findings
from rft.doctor.account.room import identity_room, stack_room
from rft.doctor.account.saved_queries import query_findings
from rft.doctor.experiments import judges
from rft.doctor.finding import Finding
from rft.lifecycle.stacks import Stack, all_stacks, stacks_of


def account_findings(
    account: Account, experiments: Sequence[Experiment], compiled: Sequence[CompiledExperiment]
) -> Iterator[Finding]:
    """Yield every finding about the account.

    Args:
        account: the account.
        experiments: the experiments that can be read.
        compiled: those of them that compile.
    """
    regions = sorted({each.region for each in experiments})
    yield from region_findings(account, regions)
    targets = judges(experiments)
    for target in targets:
        yield from live_judge_findings(account, target)
    yield from quota_findings(account, experiments)
    yield from logging_findings(account, targets)
    yield from guardrail_findings(account, targets)
    yield from network_findings(account, experiments)
    yield from _of_stacks(account, experiments, compiled, regions)


def _of_stacks(
    account: Account, experiments: Sequence[Experiment], compiled: Sequence[CompiledExperiment], regions: Sequence[str]
) -> Iterator[Finding]:
    stacks = {region: _stacks(account, region) for region in regions}
    yield from (each for each in stacks.values() if isinstance(each, Finding))
    found = [
        Deployment(each, stacks_of(here, each.label))
        for each in compiled
        if not isinstance(here := stacks[each.experiment.region], Finding)
    ]
    for each in found:
        yield from deployed_findings(account, each)
    held = [(each.region, held_by_old(account, each)) for each in found]
    yield from (each.finding for _, each in held)
    reserved = {region: sum(each.reserved for at, each in held if at == region) for region in regions}
    yield from concurrency_findings(account, experiments, reserved)
    yield from _rooms(account, found, stacks)


def _stacks(account: Account, region: str) -> list[Stack] | Finding:
    what = f"stacks in {region}"
    return account.seen(what, ("cloudformation", region), lambda _: list(all_stacks(account.place(region))))


def _rooms(
    account: Account, found: Sequence[Deployment], stacks: Mapping[str, list[Stack] | Finding]
) -> Iterator[Finding]:
    """Yield findings about quotas, held against the needs of a deployment of everything."""
    for region, there in stacks.items():
        if not isinstance(there, Finding):
            here = [each for each in found if each.region == region]
            yield stack_room(account, region, len(there), sum(map(_new_stacks, here)))
    labels = {region: [each.compiled.label for each in found if each.region == region] for region in stacks}
    yield from query_findings(account, labels)
    if stacks:
        revisions = sum(not each.is_deployed for each in found)
        experiments = sum(each.stacks.base is None for each in found)
        yield from identity_room(account, HOMES[partition_of(next(iter(stacks)))], revisions, experiments)


def _new_stacks(found: Deployment) -> int:
    return (found.stacks.base is None) + (not found.is_deployed) + (found.stacks.reward is None)
