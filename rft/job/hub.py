"""The hub in which the SageMaker SDK keeps an account's assets, and a reward as one of them: an Evaluator."""

import base64
import hashlib
import json
from typing import Any, Final

from compiler import naming

from rft.job.draft import Request
from rft.job.order import Order

__all__ = ["HUB_COMMANDS", "HUB_NOTES", "evaluator_arn", "evaluator_requests", "hub_name", "model_arn"]

HUB_COMMANDS: Final = (
    "aws sagemaker create-hub --cli-input-json file://CreateHub.json",
    "aws sagemaker import-hub-content --cli-input-json file://ImportHubContent.json",
)
HUB_NOTES: Final = (
    "CreateHub fails with ResourceInUse if the hub is there; that is right, go on.",
    "A Studio domain shows the Evaluator only with the keyword @domain:DOMAIN_ID; add it if you use one.",
)
_VERSION: Final = "1.0.0"
_SCHEMA: Final = "2.0.0"
_MODEL_HUB: Final = "SageMakerPublicHub"


def hub_name(region: str, account: str) -> str:
    """Return the hub of the SDK's registry in an account (sagemaker-train 1.27.0, ``ai_registry/air_hub.py``)."""
    hashed = hashlib.sha256(f"AiRegistry-{region}-{account}".encode()).digest()
    return base64.b32hexencode(hashed).decode().rstrip("=")


def model_arn(order: Order) -> str:
    """Return the ARN of the order's model in the public hub."""
    return f"arn:{order.partition}:sagemaker:{order.region}:aws:hub-content/{_MODEL_HUB}/Model/{order.model}"


def evaluator_arn(order: Order) -> str:
    """Return the ARN that the reward's Evaluator gets."""
    hub, asset = hub_name(order.region, order.account), naming.evaluator_name(order.experiment, order.revision)
    owner = f"arn:{order.partition}:sagemaker:{order.region}:{order.account}"
    return f"{owner}:hub-content/{hub}/JsonDoc/{asset}/{_VERSION}"


def evaluator_requests(order: Order) -> tuple[Request, Request]:
    """Return the requests for the hub and for the Evaluator in it."""
    hub = hub_name(order.region, order.account)
    content = json.dumps({"Reference": order.function, "EvaluatorType": "RewardFunction"}, separators=(",", ":"))
    document = json.dumps({"SubType": "AWS/Evaluator", "JsonContent": content}, separators=(",", ":"))
    imported: dict[str, Any] = {
        "HubName": hub,
        "HubContentName": naming.evaluator_name(order.experiment, order.revision),
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
    made = {"HubName": hub, "HubDescription": "Assets of model customization"}
    return Request("sagemaker", "CreateHub", made), Request("sagemaker", "ImportHubContent", imported)
