"""An evaluation on serverless compute: a pipeline whose one step is a training job with a custom scorer.

The step is the one of the SageMaker SDK for a base model (sagemaker-train 1.27.0, ``evaluate/pipeline_templates.py``).
The pipeline has no tag and no name of the SDK's, because the SDK rewrites the pipelines that it takes for its own.
"""

import json
from hashlib import sha256
from typing import Any, Final

from rft.job.channel import channel
from rft.job.draft import Draft, Request
from rft.job.evaluation.jobs import LOST
from rft.job.hub import HUB_COMMANDS, HUB_NOTES, evaluator_arn, evaluator_requests, model_arn
from rft.job.order import Order

__all__ = ["is_nova", "serverless_evaluation"]

_SCHEMA: Final = "2020-12-01"
_STEP: Final = "Evaluate"
_SECONDS: Final = 86_400


def is_nova(model: str) -> bool:
    """Return whether the SDK takes a model of the hub for one of Nova's (``common_utils/recipe_utils.py``)."""
    return "nova" in model.lower()


def serverless_evaluation(order: Order) -> Draft:
    """Return four requests: the hub if it is missing, the Evaluator, the pipeline, its execution."""
    step = _step(order)
    definition = json.dumps(
        {
            "Version": _SCHEMA,
            "Metadata": {},
            "Parameters": [],
            "Steps": [{"Name": _STEP, "Type": "Training", "Arguments": step}],
        }
    )
    # The same token for the same pipeline: sending it twice makes one.
    token = sha256(f"{order.name} {order.role} {definition}".encode()).hexdigest()
    made = {
        "PipelineName": order.name,
        "PipelineDefinition": definition,
        "ClientRequestToken": token,
        "RoleArn": order.role,
    }
    started = {"PipelineName": order.name, "PipelineExecutionDisplayName": order.name, "ClientRequestToken": token}
    return Draft(
        requests=(
            *evaluator_requests(order),
            Request("sagemaker", "CreatePipeline", made),
            Request("sagemaker", "StartPipelineExecution", started),
        ),
        # SageMaker names the job of a step itself.
        inner=(Request("sagemaker", "CreateTrainingJob", {"TrainingJobName": order.name, **step}),),
        commands=(
            *HUB_COMMANDS,
            "aws sagemaker create-pipeline --cli-input-json file://CreatePipeline.json",
            "aws sagemaker start-pipeline-execution --cli-input-json file://StartPipelineExecution.json",
        ),
        notes=_notes(order),
    )


def _step(order: Order) -> dict[str, Any]:
    return {
        "RoleArn": order.role,
        "ServerlessJobConfig": {
            "BaseModelArn": model_arn(order),
            "AcceptEula": order.accept_eula,
            "JobType": "Evaluation",
            "EvaluationType": "CustomScorerEvaluation",
            "EvaluatorArn": evaluator_arn(order),
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": _SECONDS},
        "HyperParameters": _parameters(order),
        "OutputDataConfig": {"S3OutputPath": order.output, "CompressionType": "NONE"},
        "InputDataConfig": [channel("train", order.data)],
    }


def _parameters(order: Order) -> dict[str, str]:
    own = {"metric": "all", "lambda_type": "rft"} if is_nova(order.model) else {"evaluation_metric": "all"}
    settings = {name: str(value) for name, value in order.settings.values.items()}
    return {"task": "gen_qa", "strategy": "gen_qa", **own, **settings, "postprocessing": "True"}


def _notes(order: Order) -> tuple[str, ...]:
    licence = "AcceptEula is false: read the model's licence, then add --accept-eula."
    return (
        *HUB_NOTES,
        "The role runs the pipeline too: it needs sagemaker:CreateTrainingJob, and iam:PassRole on itself.",
        LOST,
        *(() if order.accept_eula else (licence,)),
    )
