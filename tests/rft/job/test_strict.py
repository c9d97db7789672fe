"""The strict check: every request that is drawn up passes it, and each changed value is refused with its range."""

import copy
import json
from collections.abc import Mapping
from typing import Any

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator

from rft.job.draft import Draft
from rft.job.drawing import DRAWN, WAYS, Drawn
from rft.job.order import Order
from rft.job.settings import read_settings
from rft.job.strict import complaints
from rft.road import Road, Way

FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:SageMaker-reward-tone-0123abcd"
GONE = object()
NOVA, HYPER = "customizationConfig.rftConfig", "customizationConfig.rftConfig.hyperParameters"
GRADER = f"{NOVA}.graderConfig.lambdaGrader.lambdaArn"


def drawing_of(road: Road | Way) -> Drawn:
    return WAYS[road] if isinstance(road, Way) else DRAWN[road]


def order(road: Road | Way, **changed: Any) -> Order:
    drawn = drawing_of(road)
    fields: dict[str, Any] = {
        "experiment": "tone",
        "revision": "0123abcd",
        "function": FUNCTION,
        "region": "us-east-1",
        "role": "arn:aws:iam::111122223333:role/Job",
        "data": "s3://rows/gen_qa.jsonl" if road is Way.OWN_DATASET else "s3://rows/train.jsonl",
        "output": "s3://rows/out",
        "validation": "s3://rows/validation.jsonl",
        "name": "tone-0123abcd-1",
        "model": drawn.model,
        "settings": read_settings(drawn.settings, (), {}, ""),
    }
    return Order(**{**fields, **changed})


PREFIX = {
    Road.BEDROCK: "",
    Road.TRAINING: "",
    Road.SERVERLESS: "serverless ",
    Way.RFT_EVAL: "rft-eval ",
    Way.OWN_DATASET: "own-dataset ",
    Way.CUSTOM_SCORER: "scorer ",
}
DRAFTS: Mapping[Road | Way, Draft] = {road: drawing_of(road).draw(order(road)) for road in PREFIX}
REQUESTS: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    PREFIX[road] + request.operation: (request.service, request.operation, request.parameters)
    for road, draft in DRAFTS.items()
    for request in (*draft.requests, *draft.inner)
}
BEDROCK, TRAINING, SERVERLESS, HUB, EVALUATOR = (
    "CreateModelCustomizationJob",
    "CreateTrainingJob",
    "serverless CreateTrainingJob",
    "serverless CreateHub",
    "serverless ImportHubContent",
)


RFT_EVAL, OWN_DATASET, PIPELINE, EXECUTION, STEP = (
    "rft-eval CreateTrainingJob",
    "own-dataset CreateTrainingJob",
    "scorer CreatePipeline",
    "scorer StartPipelineExecution",
    "scorer CreateTrainingJob",
)


def changed(parameters: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    copied: Any = copy.deepcopy(dict(parameters))
    *parents, last = path.split(".")
    inner = copied
    for name in parents:
        inner = inner[int(name)] if name.isdigit() else inner[name]
    if value is GONE:
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = value
    return copied


@pytest.mark.parametrize("name", REQUESTS)
def test_every_request_passes_and_botocore_takes_it_too(name: str) -> None:
    service, operation, parameters = REQUESTS[name]
    assert complaints(service, operation, parameters) == []
    model = get_session().get_service_model(service).operation_model(operation)
    assert model.input_shape is not None
    assert not ParamValidator().validate(parameters, model.input_shape).has_errors()


WRONG: list[tuple[str, str, Any]] = [
    (BEDROCK, "jobName", "a_b"),
    (BEDROCK, "jobName", "a" * 64),
    (BEDROCK, "jobName", ""),
    (BEDROCK, "jobName", 7),
    (BEDROCK, "jobName", GONE),
    (BEDROCK, "customModelName", "a.b"),
    (BEDROCK, "customModelName", "a" * 64),
    (BEDROCK, "customModelName", GONE),
    (BEDROCK, "roleArn", "Job"),
    (BEDROCK, "roleArn", GONE),
    (BEDROCK, "clientRequestToken", "-x"),
    (BEDROCK, "clientRequestToken", "a" * 257),
    (BEDROCK, "baseModelIdentifier", ""),
    (BEDROCK, "customizationType", "RFT"),
    (BEDROCK, "trainingDataConfig.s3Uri", "https://rows/train.jsonl"),
    (BEDROCK, "trainingDataConfig.s3Uri", "s3://rows/a=b"),
    (BEDROCK, "outputDataConfig.s3Uri", "rows"),
    (BEDROCK, "outputDataConfig", GONE),
    (BEDROCK, "validationDataConfig.validators", [{"s3Uri": "s3://rows/v.jsonl"}] * 11),
    (BEDROCK, GRADER, "nonsense"),
    (BEDROCK, GRADER, FUNCTION.replace("lambda", "sqs")),
    (BEDROCK, GRADER, FUNCTION + "x" * 512),
    (BEDROCK, f"{NOVA}.graderConfig", {}),
    (BEDROCK, f"{NOVA}.graderConfig.lambdaGrader", {"lambda": FUNCTION}),
    (BEDROCK, "customizationConfig.distillationConfig", {"teacherModelConfig": {"teacherModelIdentifier": "a"}}),
    (BEDROCK, f"{HYPER}.epochCount", 0),
    (BEDROCK, f"{HYPER}.epochCount", 51),
    (BEDROCK, f"{HYPER}.epochCount", "1"),
    (BEDROCK, f"{HYPER}.epochCount", 1.5),
    (BEDROCK, f"{HYPER}.epochCount", True),
    (BEDROCK, f"{HYPER}.batchSize", 15),
    (BEDROCK, f"{HYPER}.batchSize", 1024),
    (BEDROCK, f"{HYPER}.learningRate", 1.0),
    (BEDROCK, f"{HYPER}.learningRate", 1e-8),
    (BEDROCK, f"{HYPER}.learningRate", "1e-5"),
    (BEDROCK, f"{HYPER}.trainingSamplePerPrompt", 1),
    (BEDROCK, f"{HYPER}.trainingSamplePerPrompt", 17),
    (BEDROCK, f"{HYPER}.reasoningEffort", "none"),
    (BEDROCK, f"{HYPER}.evalInterval", 0),
    (BEDROCK, f"{HYPER}.evalInterval", 101),
    (BEDROCK, f"{HYPER}.learning_rate", 1e-5),
    (TRAINING, "TrainingJobName", "a_b"),
    (TRAINING, "TrainingJobName", "a" * 64),
    (TRAINING, "TrainingJobName", GONE),
    (TRAINING, "RoleArn", "Job"),
    (TRAINING, "AlgorithmSpecification.TrainingInputMode", "Stream"),
    (TRAINING, "AlgorithmSpecification.TrainingImage", "i" * 256),
    (TRAINING, "HyperParameters.reward_lambda_arn", "a" * 2501),
    (TRAINING, "HyperParameters.replicas", 4),
    (TRAINING, "InputDataConfig.0.ChannelName", "a b"),
    (TRAINING, "InputDataConfig.0.DataSource.S3DataSource.S3DataType", "Prefix"),
    (TRAINING, "InputDataConfig.0.DataSource.S3DataSource.S3Uri", "rows"),
    (TRAINING, "InputDataConfig", []),
    (TRAINING, "OutputDataConfig.S3OutputPath", "rows"),
    (TRAINING, "ResourceConfig.InstanceType", "p5"),
    (TRAINING, "ResourceConfig.InstanceCount", -1),
    (TRAINING, "StoppingCondition.MaxRuntimeInSeconds", 0),
    (SERVERLESS, "ServerlessJobConfig.JobType", "Training"),
    (SERVERLESS, "ServerlessJobConfig.CustomizationTechnique", "GRPO"),
    (SERVERLESS, "ServerlessJobConfig.Peft", "QLORA"),
    (SERVERLESS, "ServerlessJobConfig.AcceptEula", "yes"),
    (SERVERLESS, "ServerlessJobConfig.BaseModelArn", GONE),
    (SERVERLESS, "HyperParameters.max_steps", 10),
    (HUB, "HubName", "a_b"),
    (HUB, "HubDescription", GONE),
    (EVALUATOR, "HubContentName", "a_b"),
    (EVALUATOR, "HubContentVersion", "1"),
    (EVALUATOR, "HubContentType", "Json"),
    (EVALUATOR, "HubContentSearchKeywords", ["a"] * 51),
    (RFT_EVAL, "TrainingJobName", "a_b"),
    (RFT_EVAL, "HyperParameters.base_model", 1),
    (RFT_EVAL, "ResourceConfig.VolumeSizeInGB", -1),
    (OWN_DATASET, "HyperParameters.eval_lambda_arn", "a" * 2501),
    (OWN_DATASET, "AlgorithmSpecification.TrainingInputMode", "Lines"),
    (OWN_DATASET, "OutputDataConfig", GONE),
    (PIPELINE, "PipelineName", "a_b"),
    (PIPELINE, "PipelineName", "a" * 257),
    (PIPELINE, "ClientRequestToken", "a" * 31),
    (PIPELINE, "ClientRequestToken", GONE),
    (PIPELINE, "RoleArn", "Job"),
    (PIPELINE, "PipelineDefinition", "x" * 1_048_577),
    (EXECUTION, "PipelineExecutionDisplayName", "a" * 83),
    (EXECUTION, "PipelineName", GONE),
    (STEP, "ServerlessJobConfig.JobType", "Evaluate"),
    (STEP, "ServerlessJobConfig.EvaluationType", "CustomScorer"),
    (STEP, "ServerlessJobConfig.BaseModelArn", "nova-textgeneration-lite-v2"),
    (STEP, "HyperParameters.postprocessing", True),
    (STEP, "OutputDataConfig.CompressionType", "ZIP"),
    (STEP, "StoppingCondition.MaxRuntimeInSeconds", 0),
]


@pytest.mark.parametrize(("name", "path", "value"), WRONG)
def test_a_wrong_value_is_refused_with_field_and_source(name: str, path: str, value: Any) -> None:
    service, operation, parameters = REQUESTS[name]
    found = complaints(service, operation, changed(parameters, path, value))
    place = path.split(".")[0]
    assert found
    assert all(each.startswith(place) and f"{operation})" in each and ", expected " in each for each in found), found


def test_there_are_eighty_of_them() -> None:
    assert len(WRONG) >= 80


def test_the_step_of_a_pipeline_is_what_was_checked() -> None:
    """SageMaker names its job itself; the rest is the request of a training job."""
    (pipeline,) = [each for each in DRAFTS[Way.CUSTOM_SCORER].requests if each.operation == "CreatePipeline"]
    (step,) = json.loads(pipeline.parameters["PipelineDefinition"])["Steps"]
    assert {"TrainingJobName": "tone-0123abcd-1", **step["Arguments"]} == DRAFTS[Way.CUSTOM_SCORER].inner[0].parameters
