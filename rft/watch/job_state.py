"""``JobState``: a job as its service describes it: job's name or ARN -> state."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import ClientError

from rft.failures import CallError
from rft.lifecycle.place import Place

__all__ = ["JobState", "job_state"]

_ARN: Final = re.compile(
    r"arn:aws[a-z-]*:(sagemaker|bedrock):([a-z0-9-]+):(\d{12}):(?:training|model-customization)-job/.+"
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
    """What it does at the moment, or why it failed."""
    output: str = ""
    """``s3://BUCKET/KEY`` of what it writes."""
    evaluates: bool = False
    """Whether it is an evaluation, which counts failed calls and ends well all the same."""

    @property
    def ended(self) -> bool:
        """Whether it will not change any more."""
        return self.status in _ENDED


def job_state(place: Place, named: str) -> JobState:
    """Return the state of a job of SageMaker or Bedrock.

    Raises:
        CallError: there is no such job, or the ARN is of another region or account.
        botocore.exceptions.ClientError: AWS does not say.
    """
    found = _ARN.fullmatch(named)
    if named.startswith("arn:") and found is None:
        raise CallError(f"job: got {named!r}, expected a name, or the ARN of a training or model customization job")
    if found is not None and found[2] != place.region:
        raise CallError(f"job: got a job in {found[2]}, expected one in {place.region}, the experiment's region")
    if found is not None and found[3] != place.account:
        raise CallError(f"job: got a job of the account {found[3]}, expected one of {place.account}, which is asked")
    # The local target has no SageMaker.
    known = ("bedrock",) if place.name == "local" else ("sagemaker", "bedrock")
    services = (found[1],) if found else known
    for service in services:
        try:
            client = place.client(service)
            return _training_job(client, named) if service == "sagemaker" else _customization_job(client, named)
        except ClientError as error:
            if str(error.response.get("Error", {}).get("Code")) not in _ABSENT:
                raise
    raise CallError(f"job: got {named!r}, expected a job of {' or '.join(services)} in {place.region}; see its console")


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
