"""The pipeline of an evaluation on serverless compute: its execution, and the training job that its step starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["Execution", "execution_of"]

_STATES: Final[Mapping[str, str]] = {
    "Executing": "InProgress",
    "Succeeded": "Completed",
    "CompletedWithFailures": "Failed",
}
"""Executions have words of their own for the states of jobs."""


@dataclass(frozen=True)
class Execution:
    """One execution of a pipeline."""

    name: str
    status: str
    """In the words of a training job."""
    reason: str
    """Why it failed; empty if it did not."""
    job: str | None
    """ARN of the training job; None before its step has started."""


def execution_of(client: Any, named: str) -> Execution:
    """Return the execution of an ARN, or the last one of a pipeline's name.

    Raises:
        botocore.exceptions.ClientError: there is no such pipeline, or AWS does not say.
        LookupError: the pipeline was never started.
    """
    arn = named if named.startswith("arn:") else _last(client, named)
    found: Mapping[str, Any] = client.describe_pipeline_execution(PipelineExecutionArn=arn)
    steps = client.list_pipeline_execution_steps(PipelineExecutionArn=arn).get("PipelineExecutionSteps", [])
    jobs = (each.get("Metadata", {}).get("TrainingJob", {}).get("Arn") for each in steps)
    reasons = [each["FailureReason"] for each in steps if each.get("FailureReason")]
    status = str(found["PipelineExecutionStatus"])
    return Execution(
        name=arn.split(":pipeline/")[1].partition("/")[0],
        status=_STATES.get(status, status),
        reason=found.get("FailureReason") or " ".join(reasons),
        job=next((job for job in jobs if job), None),
    )


def _last(client: Any, pipeline: str) -> str:
    listed = client.list_pipeline_executions(PipelineName=pipeline, SortOrder="Descending", MaxResults=1)
    return str(listed["PipelineExecutionSummaries"][0]["PipelineExecutionArn"])
