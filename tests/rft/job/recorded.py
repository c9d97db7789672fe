"""An account as boto3 sees it: real clients, whose calls are recorded and answered without a network."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.awsrequest import AWSResponse

from rft.lifecycle.place import Place

ACCOUNT, REGION = "111122223333", "us-east-1"
ARNS = {"TrainingJobName": f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:training-job/sentiment-0123abcd-1"}
SESSION = boto3.Session()
"""One for all, because each reads the models of the services again."""
Answer = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]


class Refused(Exception):
    """An answer that is AWS's refusal."""

    def __init__(self, code: str, message: str, headers: Mapping[str, str]) -> None:
        self.code, self.message, self.headers = code, message, headers


@dataclass
class Recorded:
    """The calls that were made, in order, and the answer to each operation."""

    answers: dict[str, Answer]
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list[tuple[str, dict[str, Any]]])

    def client(self, service: str) -> Any:
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        made: Any = SESSION.client(service, region_name=REGION, **keys)  # type: ignore[call-overload]
        made.meta.events.register_first(f"provide-client-params.{service}.*", self._record)
        made.meta.events.register(f"before-call.{service}.*", self._answer)
        return made

    @property
    def place(self) -> Place:
        return Place("aws", ACCOUNT, REGION, self.client)

    def made(self, operation: str) -> list[dict[str, Any]]:
        """The parameters of each call of one operation."""
        return [given for name, given in self.calls if name == operation]

    def _record(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.calls.append((model.name, dict(params)))

    def _answer(self, model: Any, **_: Any) -> tuple[AWSResponse, Any]:
        given = self.calls[-1][1]
        answer = self.answers[model.name]
        try:
            return AWSResponse("", 200, {}, None), answer(given) if callable(answer) else answer  # type: ignore[arg-type]
        except Refused as refused:
            said = {"Code": refused.code, "Message": refused.message}
            told = {"Error": said, "ResponseMetadata": {"HTTPHeaders": refused.headers}}
            return AWSResponse("", 400, {}, None), told  # type: ignore[arg-type]


def refusing(code: str, message: str = "no", region: str | None = None) -> Callable[[Any], Mapping[str, Any]]:
    """Return an answer that refuses; S3 names a bucket's region even then."""

    def refuse(_: Any) -> Mapping[str, Any]:
        raise Refused(code, message, {"x-amz-bucket-region": region} if region else {})

    return refuse


@dataclass
class Jobs:
    """SageMaker and Bedrock, as far as a job needs them: a made part stays, and is described as it was given."""

    kept: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    started: dict[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])

    def recorded(self, **answers: Answer) -> Recorded:
        return Recorded(
            {
                "PutObject": {},
                "HeadBucket": {"BucketRegion": REGION},
                "ListObjectsV2": {"KeyCount": 1},
                "SimulatePrincipalPolicy": {"EvaluationResults": [{"EvalDecision": "allowed"}]},
                "CreateHub": lambda given: self._make(given, "HubName", "HubArn"),
                "DescribeHub": lambda given: {
                    "HubArn": "arn:hub",
                    **self._kept(given["HubName"]),
                    "HubStatus": "InService",
                },
                "ImportHubContent": lambda given: self._make(given, "HubContentName", "HubContentArn"),
                "DescribeHubContent": lambda given: {
                    "HubContentStatus": "Available",
                    "HubContentArn": "arn:HubContentName",
                    **self._kept(given["HubContentName"]),
                },
                "CreateTrainingJob": lambda given: self._make(given, "TrainingJobName", "TrainingJobArn"),
                "DescribeTrainingJob": lambda given: {
                    "TrainingJobStatus": "InProgress",
                    "TrainingJobArn": "arn:TrainingJobName",
                    **self._kept(given["TrainingJobName"], "ValidationException", "Requested resource not found."),
                },
                "CreatePipeline": lambda given: self._make(given, "PipelineName", "PipelineArn"),
                "DescribePipeline": lambda given: {
                    "PipelineStatus": "Active",
                    "PipelineArn": "arn:PipelineName",
                    **self._kept(given["PipelineName"]),
                },
                "StartPipelineExecution": self._start,
                "ListPipelineExecutions": lambda given: {
                    "PipelineExecutionSummaries": self.started.get(given["PipelineName"], [])
                },
                "CreateModelCustomizationJob": lambda given: self._make(given, "jobName", "jobArn"),
                "ListModelCustomizationJobs": lambda given: {
                    "modelCustomizationJobSummaries": [
                        {"jobName": name, "jobArn": name} for name in self.kept if given["nameContains"] in name
                    ]
                },
                "GetModelCustomizationJob": lambda given: {
                    "status": "InProgress",
                    **self._kept(given["jobIdentifier"]),
                },
                **answers,
            }
        )

    def _start(self, given: dict[str, Any]) -> dict[str, Any]:
        pipeline = given["PipelineName"]
        assert pipeline in self.kept, "no such pipeline"
        assert pipeline not in self.started, "started twice"
        arn = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:pipeline/{pipeline}/execution/abc"
        self.started[pipeline] = [{"PipelineExecutionArn": arn, "PipelineExecutionStatus": "Executing"}]
        return {"PipelineExecutionArn": arn}

    def _make(self, given: dict[str, Any], name: str, arn: str) -> dict[str, Any]:
        assert given[name] not in self.kept, "made twice"
        self.kept[given[name]] = given
        return {arn: ARNS.get(name, f"arn:{name}"), "HubArn": "arn:HubName"}

    def _kept(self, name: str, code: str = "ResourceNotFound", message: str = "it does not exist") -> dict[str, Any]:
        if name not in self.kept:
            raise Refused(code, message, {})
        return self.kept[name]
