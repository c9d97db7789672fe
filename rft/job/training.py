"""SageMaker training jobs that run Nova's recipes, by plain boto3."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from compiler.roles.images import IMAGE_ACCOUNTS, TRAINING, address

from rft.failures import CallError
from rft.job.channel import channel
from rft.job.draft import Draft, Request, Upload
from rft.job.order import Order
from rft.job.recipe import MODEL_PLACE, training_recipe

__all__ = ["container", "recipe_job", "training"]

_TRAINING: Final = (TRAINING, "SM-TJ-RFT-V2-latest")
"""Repository and tag of an image (nova_regional_parameters.json)."""
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
    return recipe_job(order, training_recipe(order), data, container(order, _TRAINING, own), order.settings["replicas"])


def recipe_job(
    order: Order,
    recipe: str,
    data: Sequence[Mapping[str, Any]],
    container: Mapping[str, Any],
    instances: int,
    *notes: str,
) -> Draft:
    """Return the request of a job that reads a recipe, which goes to S3 first.

    Args:
        order: the order.
        recipe: the recipe's text.
        data: the channels of rows.
        container: the image and its parameters, of :func:`container`.
        instances: number of instances.
        notes: sentences for the caller.
    """
    # The hash makes a changed recipe another place, so that no job ever reads a recipe that is not its own.
    folder = f"{order.output.rstrip('/')}/{order.name}/recipe-{sha256(recipe.encode()).hexdigest()[:8]}"
    parameters: dict[str, Any] = {
        "TrainingJobName": order.name,
        "RoleArn": order.role,
        **container,
        "InputDataConfig": [*data, channel("recipe", folder)],
        "OutputDataConfig": {"S3OutputPath": order.output},
        "ResourceConfig": {"InstanceType": _INSTANCE, "InstanceCount": instances, "VolumeSizeInGB": _VOLUME_GB},
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


def container(
    order: Order, image: tuple[str, str], own: Mapping[str, str], weights: str = MODEL_PLACE
) -> dict[str, Any]:
    """Return the image and the parameters that it reads.

    Args:
        order: the order.
        image: repository and tag.
        own: parameters of the one kind of job.
        weights: place of the model's weights.
    """
    if order.region not in IMAGE_ACCOUNTS:
        raise CallError(
            f"region: got {order.region}, expected one of {', '.join(IMAGE_ACCOUNTS)}, where Nova's images are "
            "(aws/sagemaker-hyperpod-recipes 2631995)"
        )
    named = "base_model_location" if weights.startswith("s3://") else "base_model"
    return {
        "AlgorithmSpecification": {"TrainingImage": address(order.region, *image), "TrainingInputMode": "File"},
        "HyperParameters": {named: weights, **own, "sagemaker_recipe_local_path": _RECIPE_PLACE},
    }
