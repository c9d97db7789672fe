"""SageMaker training jobs that run Nova's recipes: training and evaluation, by plain boto3."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from rft.failures import CallError
from rft.job.channel import channel
from rft.job.draft import Draft, Request, Upload
from rft.job.order import Order
from rft.job.recipe import MODEL_PLACE, evaluation_recipe, training_recipe

__all__ = ["evaluation", "training"]

_ACCOUNTS: Final = {"us-east-1": "708977205387", "us-west-2": "176779409107", "ap-northeast-1": "878185805882"}
"""Accounts of the images (nova_regional_parameters.json)."""
_TRAINING: Final = "nova-fine-tune-repo:SM-TJ-RFT-V2-latest"
_EVALUATION: Final = "nova-evaluation-repo:SM-TJ-Eval-V2-latest"
_INSTANCE: Final = "ml.p5.48xlarge"
_RECIPE_PLACE: Final = "/opt/ml/input/data/recipe/recipe.yaml"
_SECONDS: Final = 86_400
_VOLUME_GB: Final = 500


def training(order: Order) -> Draft:
    """Return the request of a training job, and its recipe, which goes to S3 first."""
    data = [channel("train", order.data)]
    if order.validation is not None:
        data.append(channel("validation", order.validation))
    own = {"reward_lambda_arn": order.function}
    return _draft(order, training_recipe(order), _TRAINING, data, own, order.settings["replicas"])


def evaluation(order: Order) -> Draft:
    """Return the request of an evaluation by the recipe ``rft_eval``: the reward is asked about each response."""
    note = "A call that fails is counted in byoc_failure_count, and the job ends as Completed: `rft watch` looks."
    return _draft(order, evaluation_recipe(order), _EVALUATION, [channel("train", order.data)], {}, 1, note)


def _draft(
    order: Order, recipe: str, image: str, data: list[dict[str, Any]], own: Mapping[str, str], count: int, *notes: str
) -> Draft:
    # The hash makes a changed recipe another place, so that no job ever reads a recipe that is not its own.
    folder = f"{order.output.rstrip('/')}/{order.name}/recipe-{sha256(recipe.encode()).hexdigest()[:8]}"
    parameters: dict[str, Any] = {
        "TrainingJobName": order.name,
        "RoleArn": order.role,
        "AlgorithmSpecification": {"TrainingImage": _image(order, image), "TrainingInputMode": "File"},
        "HyperParameters": {"base_model": MODEL_PLACE, **own, "sagemaker_recipe_local_path": _RECIPE_PLACE},
        "InputDataConfig": [*data, channel("recipe", folder)],
        "OutputDataConfig": {"S3OutputPath": order.output},
        "ResourceConfig": {"InstanceType": _INSTANCE, "InstanceCount": count, "VolumeSizeInGB": _VOLUME_GB},
        "StoppingCondition": {"MaxRuntimeInSeconds": _SECONDS},
    }
    return Draft(
        requests=(Request("sagemaker", "CreateTrainingJob", parameters),),
        files=(("recipe.yaml", recipe),),
        uploads=(Upload("recipe.yaml", f"{folder}/recipe.yaml"),),
        commands=(
            f"aws s3 cp recipe.yaml {folder}/recipe.yaml",
            "aws sagemaker create-training-job --cli-input-json file://CreateTrainingJob.json",
        ),
        notes=notes,
    )


def _image(order: Order, image: str) -> str:
    account = _ACCOUNTS.get(order.region)
    if account is None:
        raise CallError(
            f"region: got {order.region}, expected one of {', '.join(_ACCOUNTS)}, where Nova's images are "
            "(aws/sagemaker-hyperpod-recipes 2631995)"
        )
    return f"{account}.dkr.ecr.{order.region}.amazonaws.com/{image}"
