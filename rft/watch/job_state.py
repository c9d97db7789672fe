"""``JobState``: a job as its service describes it: job's name or ARN -> state."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from rft.failures import CallError
from rft.lifecycle.place import Place
from rft.watch.pipeline import execution_of

__all__ = ["JobState", "job_state"]

_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:(sagemaker|bedrock):([a-z0-9-]+):(\d{12}):"
    r"(?:training-job/.+|model-customization-job/.+|(pipeline)/.+/execution/.+)"
)
_ENDED: Final = frozenset({"Completed", "Failed", "Stopped"})
_ABSENT: Final = frozenset({"ResourceNotFound", "ResourceNotFoundException", "ValidationException"})


@dataclass(frozen=True)
class JobState:
    """One job, at one moment."""

    name: str
    service: str
    """``sagemaker`` or ``bedrock``."""
    status: str
    """The service's word, such as ``InProgress``."""
    detail: str = ""
    """Its activity at the moment, or the reason of its failure."""
    output: str = ""
    """``s3://BUCKET/KEY`` of its output."""
    evaluates: bool = False
    """Whether it is an evaluation, which counts failed calls and ends well all the same."""

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.status in _ENDED


def job_state(place: Place, named: str) -> JobState:
    """Return the state of a job of SageMaker or Bedrock, or of a pipeline that starts one.

    Raises:
        CallError: there is no such job, or the ARN is of another region or account.
        botocore.exceptions.ClientError: AWS does not say.
    """
    found = _ARN.fullmatch(named)
    if named.startswith("arn:") and found is None:
        raise CallError(
            f"job: got {named!r}, expected a name, or the ARN of a training or model customization job, or of a "
            "pipeline's execution"
        )
    if found is not None and found[2] != place.region:
        raise CallError(f"job: got a job in {found[2]}, expected one in {place.region}, the experiment's region")
    if found is not None and found[3] != place.account:
        raise CallError(f"job: got a job of the account {found[3]}, expected one of {place.account}, which is asked")
    # The local target has no SageMaker.
    known = ("bedrock customization",) if place.name == "local" else tuple(_KINDS)
    kinds = (_kind_of(found),) if found else known
    for kind in kinds:
        try:
            return _KINDS[kind](place.client(kind.partition(" ")[0]), named)
        except LookupError:
            continue
        except ClientError as error:
            if str(error.response.get("Error", {}).get("Code")) not in _ABSENT:
                raise
    services = dict.fromkeys(kind.partition(" ")[0] for kind in kinds)
    raise CallError(f"job: got {named!r}, expected a job of {' or '.join(services)} in {place.region}; see its console")


def _kind_of(found: re.Match[str]) -> str:
    if found[1] == "bedrock":
        return "bedrock customization"
    return "sagemaker pipeline" if found[4] else "sagemaker training"


def _training_job(client: Any, named: str) -> JobState:
    found: Mapping[str, Any] = client.describe_training_job(TrainingJobName=named.rpartition("/")[2])
    serverless: Mapping[str, Any] = found.get("ServerlessJobConfig", {})
    image = str(found.get("AlgorithmSpecification", {}).get("TrainingImage", ""))
    return JobState(
        name=found["TrainingJobName"],
        service="sagemaker",
        status=found["TrainingJobStatus"],
        detail=found.get("FailureReason") or found.get("SecondaryStatus", ""),
        output=f"{found['OutputDataConfig']['S3OutputPath'].rstrip('/')}/{found['TrainingJobName']}/",
        evaluates=serverless.get("JobType") == "Evaluation" or "nova-evaluation-repo" in image,
    )


def _customization_job(client: Any, named: str) -> JobState:
    found: Mapping[str, Any] = client.get_model_customization_job(jobIdentifier=named)
    return JobState(
        name=found["jobName"],
        service="bedrock",
        status=found["status"],
        detail=found.get("failureMessage", ""),
        output=found["outputDataConfig"]["s3Uri"],
    )


def _pipeline(client: Any, named: str) -> JobState:
    """Return the state of the training job in the pipeline; until it is there, and if all failed, the pipeline's."""
    run = execution_of(client, named)
    if run.job is not None and run.status not in ("Failed", "Stopped"):
        return _training_job(client, run.job)
    if run.status == "Completed":
        return JobState(
            run.name, "sagemaker", "Failed", "its execution succeeded, and no step of it has a training job"
        )
    return JobState(run.name, "sagemaker", run.status, run.reason)


_KINDS: Final[Mapping[str, Callable[[Any, str], JobState]]] = {
    "sagemaker training": _training_job,
    "sagemaker pipeline": _pipeline,
    "bedrock customization": _customization_job,
}
"""Service and kind of job -> how it is described, in the order in which a name is looked for."""
