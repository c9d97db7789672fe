"""A serverless customization job of SageMaker: the reward becomes an Evaluator in the hub of the SDK and Studio."""

from typing import Any

from rft.job.channel import channel
from rft.job.draft import Draft, Request
from rft.job.hub import HUB_COMMANDS, HUB_NOTES, evaluator_arn, evaluator_requests, model_arn
from rft.job.order import Order

__all__ = ["serverless"]


def serverless(order: Order) -> Draft:
    """Return three requests: the hub if it is missing, the Evaluator, the job."""
    job: dict[str, Any] = {
        "TrainingJobName": order.name,
        "RoleArn": order.role,
        "ServerlessJobConfig": {
            "BaseModelArn": model_arn(order),
            "JobType": "FineTuning",
            "CustomizationTechnique": "RLVR",
            "Peft": "LORA",
            "EvaluatorArn": evaluator_arn(order),
            "AcceptEula": order.accept_eula,
        },
        "HyperParameters": {name: str(value) for name, value in order.settings.values.items()},
        "InputDataConfig": [channel("train", order.data)],
        "OutputDataConfig": {"S3OutputPath": order.output},
    }
    if order.validation is not None:
        job["InputDataConfig"].append(channel("validation", order.validation))
    return Draft(
        requests=(*evaluator_requests(order), Request("sagemaker", "CreateTrainingJob", job)),
        commands=(
            *HUB_COMMANDS,
            "aws sagemaker create-training-job --cli-input-json file://CreateTrainingJob.json",
        ),
        notes=(
            *HUB_NOTES,
            *(() if order.accept_eula else ("AcceptEula is false: read the model's licence, then add --accept-eula.",)),
        ),
    )
