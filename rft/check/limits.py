"""The road's own limits: its form of ARN, and its calls at once beside those that Lambda allows."""

import re
from collections.abc import Iterator
from typing import Any, Final

from botocore.exceptions import ClientError

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.road import Road

__all__ = ["arn_finding", "calls_at_once", "concurrency_finding", "limit_findings"]

_ARN: Final = re.compile(r"arn:(aws[a-z-]*):lambda:([a-z0-9-]+):(\d{12}):function:([A-Za-z0-9_-]+)(:[\w$-]+)?")
_LONGEST_NAME: Final = 64
_QUALIFIED: Final = frozenset({"bedrock"})
"""Roads that take a version or an alias (botocore, LambdaGraderConfig)."""
_HYPERPOD_AT_ONCE: Final = 64
"""Calls at once of each rollout worker (HyperPod's page on reward functions: rollout_worker_replicas x 64)."""


def limit_findings(subject: Subject, road: Road) -> Iterator[Finding]:
    """Yield the findings on the ARN and on the concurrency."""
    yield arn_finding(subject, road)
    yield concurrency_finding(subject, road)


def arn_finding(subject: Subject, road: Road) -> Finding:
    """Check the ARN against the form that the road's clients and roles take."""
    what, found = "name and ARN", _ARN.fullmatch(subject.arn)
    if found is None:
        return Finding(what, "bad", f"got {subject.arn!r}, expected arn:aws:lambda:REGION:ACCOUNT:function:NAME")
    partition, region, account, name, qualifier = found.groups()
    wanted = subject.compiled.experiment.region
    if "SageMaker" not in name:
        return Finding(what, "bad", f"{name} has no 'SageMaker' in it, as HyperPod and AWS's policies ask")
    if len(name) > _LONGEST_NAME:
        return Finding(what, "bad", f"{name} has {len(name)} characters, expected at most {_LONGEST_NAME}")
    if qualifier and road.value not in _QUALIFIED:
        return Finding(what, "bad", f"got the qualifier {qualifier!r}, expected none: {road.value} takes no alias")
    if account != subject.place.account:
        return Finding(
            what,
            "bad",
            f"it is in {account}, your credentials are of {subject.place.account}; a job "
            "and its function share one account",
        )
    if region != wanted:
        return Finding(what, "warning", f"it is in {region}, the experiment names {wanted}; run the job there")
    if partition != "aws":
        return Finding(what, "warning", f"the partition is {partition}; the SageMaker SDK takes aws alone")
    return Finding(what, "good", f"{name}, in {region}")


def calls_at_once(subject: Subject, road: Road) -> int:
    """Return the calls that the job makes at once: those of the experiment's job, on HyperPod at least 64."""
    wanted = subject.compiled.experiment.job.concurrency
    return max(wanted, _HYPERPOD_AT_ONCE) if road is Road.HYPERPOD else wanted


def concurrency_finding(subject: Subject, road: Road) -> Finding:
    """Compare the calls that the job makes at once with those that Lambda allows the function."""
    what, wanted, lambda_client = "concurrency", calls_at_once(subject, road), subject.place.client("lambda")
    try:
        reserved: Any = lambda_client.get_function_concurrency(FunctionName=subject.name)
        given = reserved.get("ReservedConcurrentExecutions")
        allowed = given
        if given is None:
            allowed = lambda_client.get_account_settings()["AccountLimit"]["UnreservedConcurrentExecutions"]
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "unknown")
        return Finding(what, "unseen", f"{code}; the caller needs lambda:GetFunctionConcurrency and GetAccountSettings")
    source = "of the account, shared with its other functions" if given is None else "reserved"
    if allowed < wanted:
        return Finding(
            what,
            "bad",
            f"{wanted} calls at once, and {allowed} are allowed ({source}); raise "
            "reserved_concurrency or the account's quota, or lower the job's concurrency",
        )
    return Finding(what, "good", f"{wanted} calls at once, and {allowed} are allowed ({source})")
