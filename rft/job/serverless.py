"""A serverless customization job of SageMaker: the reward becomes an Evaluator where the SDK and Studio look for it."""

import json
from typing import Any, Final

from compiler import naming

from rft.job.channel import channel
from rft.job.draft import Draft, Request
from rft.job.hub import hub_name
from rft.job.order import Order

__all__ = ["serverless"]

_VERSION: Final = "1.0.0"
_SCHEMA: Final = "2.0.0"
_MODEL_HUB: Final = "SageMakerPublicHub"


def serverless(order: Order) -> Draft:
    """Return three requests: the hub if it is missing, the Evaluator, the job."""
    hub = hub_name(order.region, order.account)
    asset = naming.evaluator_name(order.experiment, order.revision)
    content = json.dumps({"Reference": order.function, "EvaluatorType": "RewardFunction"}, separators=(",", ":"))
    document = json.dumps({"SubType": "AWS/Evaluator", "JsonContent": content}, separators=(",", ":"))
    evaluator = (
        f"arn:{order.partition}:sagemaker:{order.region}:{order.account}:hub-content/{hub}/JsonDoc/{asset}/{_VERSION}"
    )
    model = f"arn:{order.partition}:sagemaker:{order.region}:aws:hub-content/{_MODEL_HUB}/Model/{order.model}"
    imported: dict[str, Any] = {
        "HubName": hub,
        "HubContentName": asset,
        "HubContentVersion": _VERSION,
        "HubContentType": "JsonDoc",
        "DocumentSchemaVersion": _SCHEMA,
        "HubContentDocument": document,
        "HubContentSearchKeywords": [
            "method:lambda",
            "@subtype:aws/evaluator",
            "@evaluatortype:rewardfunction",
            "@contenttype:byolambda",
        ],
    }
    job: dict[str, Any] = {
        "TrainingJobName": order.name,
        "RoleArn": order.role,
        "ServerlessJobConfig": {
            "BaseModelArn": model,
            "JobType": "FineTuning",
            "CustomizationTechnique": "RLVR",
            "Peft": "LORA",
            "EvaluatorArn": evaluator,
            "AcceptEula": order.accept_eula,
        },
        "HyperParameters": {name: str(value) for name, value in order.settings.values.items()},
        "InputDataConfig": [channel("train", order.data)],
        "OutputDataConfig": {"S3OutputPath": order.output},
    }
    if order.validation is not None:
        job["InputDataConfig"].append(channel("validation", order.validation))
    made = {"HubName": hub, "HubDescription": "Assets of model customization"}
    return Draft(
        requests=(
            Request("sagemaker", "CreateHub", made),
            Request("sagemaker", "ImportHubContent", imported),
            Request("sagemaker", "CreateTrainingJob", job),
        ),
        commands=(
            "aws sagemaker create-hub --cli-input-json file://CreateHub.json",
            "aws sagemaker import-hub-content --cli-input-json file://ImportHubContent.json",
            "aws sagemaker create-training-job --cli-input-json file://CreateTrainingJob.json",
        ),
        notes=(
            "CreateHub fails with ResourceInUse if the hub is there; that is right, go on.",
            "A Studio domain shows the Evaluator only with the keyword @domain:DOMAIN_ID; add it if you use one.",
            *(() if order.accept_eula else ("AcceptEula is false: read the model's licence, then add --accept-eula.",)),
        ),
    )
