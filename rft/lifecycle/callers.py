"""``Use``: who calls a function, as far as it can be seen: its invocations, and the jobs that name it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from botocore.exceptions import ClientError

from rft.lifecycle.place import Place
from rft.lifecycle.stacks import RevisionStack

__all__ = ["RunningJobs", "Use", "running_jobs", "use_of"]


@dataclass(frozen=True)
class Use:
    """Why a function is not to be deleted."""

    invocations: int
    """In the last ``hours``."""
    hours: float
    jobs: tuple[str, ...]
    """Running jobs whose description names the function, or its Evaluator."""
    reserved: int | None
    """Concurrency that it reserves, and that no other function can use; None if it reserves none."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """A reason for each, empty if nobody is known to call it."""
        called = (f"called {self.invocations} times in the last {self.hours:g} hours",) if self.invocations else ()
        return called + tuple(f"{job} names it" for job in self.jobs)


@dataclass(frozen=True)
class RunningJobs:
    """The training jobs that run now."""

    described: Mapping[str, str]
    """Name -> its whole description as text."""
    unseen: tuple[str, ...]
    """Services whose jobs could not be listed, each with the reason."""


def running_jobs(place: Place) -> RunningJobs:
    """Return the running jobs of SageMaker and Bedrock. Jobs of a HyperPod cluster cannot be listed from outside it."""
    if place.name == "local":
        # The local target has no training jobs.
        return RunningJobs({}, ())
    described: dict[str, str] = {}
    unseen: list[str] = []
    for service, jobs in {"sagemaker": _sagemaker_jobs, "bedrock": _bedrock_jobs}.items():
        try:
            described.update(jobs(place.client(service)))
        except ClientError as error:
            unseen.append(f"{service}: {error.response.get('Error', {}).get('Code', 'unknown')}")
    return RunningJobs(described, tuple(unseen))


def _sagemaker_jobs(client: Any) -> Iterator[tuple[str, str]]:
    for page in client.get_paginator("list_training_jobs").paginate(StatusEquals="InProgress"):
        for job in page["TrainingJobSummaries"]:
            name = job["TrainingJobName"]
            yield f"training job {name}", _text(client.describe_training_job(TrainingJobName=name))


def _bedrock_jobs(client: Any) -> Iterator[tuple[str, str]]:
    for page in client.get_paginator("list_model_customization_jobs").paginate(statusEquals="InProgress"):
        for job in page["modelCustomizationJobSummaries"]:
            described = client.get_model_customization_job(jobIdentifier=job["jobArn"])
            yield f"customization job {job['jobName']}", _text(described)


def _text(described: object) -> str:
    return json.dumps(described, default=str)


def use_of(
    place: Place,
    revision: RevisionStack,
    hours: float,
    jobs: RunningJobs,
    now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
) -> Use:
    """Return who calls the function of a revision.

    Args:
        place: its account and region.
        revision: its stack; the function may be gone already.
        hours: how far to look back for invocations, up to the 15 days for which CloudWatch keeps minutes.
        jobs: the jobs that run there.
        now: the clock.
    """
    # A serverless job knows no function, only the ARN of an Evaluator.
    marks = (revision.function, f"/JsonDoc/{revision.evaluator}/")
    named = sorted(name for name, described in jobs.described.items() if any(mark in described for mark in marks))
    calls = _invocations(place, revision.function, hours, now())
    return Use(calls, hours, tuple(named), _reserved(place, revision.function))


def _invocations(place: Place, function: str, hours: float, now: datetime) -> int:
    if not hours:
        return 0
    found = place.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName="Invocations",
        Dimensions=[{"Name": "FunctionName", "Value": function}],
        StartTime=now - timedelta(hours=hours),
        EndTime=now + timedelta(minutes=1),
        # One datapoint for the whole time: a multiple of 60, and the fewest datapoints.
        Period=max(60, int(hours * 60 + 2) * 60),
        Statistics=["Sum"],
    )
    return int(sum(point["Sum"] for point in found["Datapoints"]))


def _reserved(place: Place, function: str) -> int | None:
    try:
        found = place.client("lambda").get_function_concurrency(FunctionName=function)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "ResourceNotFoundException":
            raise
        return None
    return found.get("ReservedConcurrentExecutions")
