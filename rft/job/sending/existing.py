"""The job or Evaluator of a request, if it exists already: request -> its ARN, its state, and its differences."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from botocore.exceptions import ClientError

from rft.job.draft import Request

__all__ = ["Existing", "find_existing"]


@dataclass(frozen=True)
class Existing:
    """A resource of the request's name."""

    arn: str
    state: str
    """The service's word, such as ``Completed``."""
    differs: tuple[str, ...]
    """Fields whose values are not those of the request."""


def find_existing(client: Any, request: Request) -> Existing | None:
    """Return the hub, Evaluator, pipeline or job of the request's name; None if there is none.

    Raises:
        botocore.exceptions.ClientError: the service does not say.
    """
    try:
        return _FOUND[request.operation](client, request.parameters)
    except ClientError as error:
        if _is_absent(error):
            return None
        raise


def _hub(client: Any, wanted: Mapping[str, Any]) -> Existing:
    found = client.describe_hub(HubName=wanted["HubName"])
    return Existing(found["HubArn"], found["HubStatus"], ())


def _hub_content(client: Any, wanted: Mapping[str, Any]) -> Existing:
    named = {name: wanted[name] for name in ("HubName", "HubContentType", "HubContentName", "HubContentVersion")}
    found = client.describe_hub_content(**named)
    # The function of the Evaluator; a keyword more or less makes no other reward.
    differs = () if found["HubContentDocument"] == wanted["HubContentDocument"] else ("HubContentDocument",)
    return Existing(found["HubContentArn"], found["HubContentStatus"], differs)


def _training_job(client: Any, wanted: Mapping[str, Any]) -> Existing:
    found = client.describe_training_job(TrainingJobName=wanted["TrainingJobName"])
    return Existing(found["TrainingJobArn"], found["TrainingJobStatus"], tuple(_differences(wanted, found)))


def _customization_job(client: Any, wanted: Mapping[str, Any]) -> Existing | None:
    # The service finds x-10 for x-1 too, so the name's own job may be on a later page.
    pages = client.get_paginator("list_model_customization_jobs").paginate(nameContains=wanted["jobName"])
    listed = (each for page in pages for each in page.get("modelCustomizationJobSummaries", []))
    arn = next((each["jobArn"] for each in listed if each["jobName"] == wanted["jobName"]), None)
    if arn is None:
        return None
    found = client.get_model_customization_job(jobIdentifier=arn)
    # The reply names the model by its ARN, and echoes neither token nor tags.
    same_names = {name: value for name, value in wanted.items() if name in found}
    return Existing(arn, found["status"], tuple(_differences(same_names, found)))


def _pipeline(client: Any, wanted: Mapping[str, Any]) -> Existing:
    found = client.describe_pipeline(PipelineName=wanted["PipelineName"])
    fields = {"RoleArn": wanted["RoleArn"], "PipelineDefinition": json.loads(wanted["PipelineDefinition"])}
    there = {**found, "PipelineDefinition": json.loads(found["PipelineDefinition"])}
    return Existing(found["PipelineArn"], found["PipelineStatus"], tuple(_differences(fields, there)))


def _pipeline_execution(client: Any, wanted: Mapping[str, Any]) -> Existing | None:
    """Return the only execution: the pipeline is the job's own."""
    listed = client.list_pipeline_executions(PipelineName=wanted["PipelineName"], SortOrder="Descending")
    last = next(iter(listed.get("PipelineExecutionSummaries", [])), None)
    return None if last is None else Existing(last["PipelineExecutionArn"], last["PipelineExecutionStatus"], ())


_FOUND: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Existing | None]]] = {
    "CreateHub": _hub,
    "ImportHubContent": _hub_content,
    "CreateTrainingJob": _training_job,
    "CreatePipeline": _pipeline,
    "StartPipelineExecution": _pipeline_execution,
    "CreateModelCustomizationJob": _customization_job,
}


def _is_absent(error: ClientError) -> bool:
    said: Mapping[str, Any] = error.response.get("Error", {})
    code, message = str(said.get("Code")), str(said.get("Message"))
    # DescribeTrainingJob has no code of its own for a job that is not there.
    return code in ("ResourceNotFound", "ResourceNotFoundException") or (
        code == "ValidationException" and "not found" in message
    )


def _differences(wanted: object, found: object, at: str = "") -> Iterator[str]:
    """Yield the fields of ``wanted`` that ``found`` has with another value; the service may add fields of its own."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        fields, there = cast("Mapping[str, object]", wanted), cast("Mapping[str, object]", found)
        for name, value in fields.items():
            yield from _differences(value, there.get(name), f"{at}.{name}" if at else name)
    elif isinstance(wanted, list | tuple) and isinstance(found, list | tuple) and len(wanted) == len(found):  # pyright: ignore[reportUnknownArgumentType]
        both = zip(cast("Sequence[object]", wanted), cast("Sequence[object]", found), strict=True)
        for index, (one, other) in enumerate(both):
            yield from _differences(one, other, f"{at}[{index}]")
    elif wanted != found:
        yield at
