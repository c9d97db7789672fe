"""Nova's recipes with the reward in them: a SageMaker training job, a HyperPod job, an evaluation.

Keys and values are those of aws/sagemaker-hyperpod-recipes 2631995; the two roads spell one of them differently.
"""

from typing import Any, Final

import yaml

from rft.failures import CallError
from rft.job.channel import channel
from rft.job.draft import Draft, Request
from rft.job.order import Order

__all__ = ["evaluation", "hyperpod", "training"]

_MODEL_PLACE: Final = "nova-lite-2/prod"
_IMAGE_ACCOUNTS: Final = {"us-east-1": "708977205387", "us-west-2": "176779409107", "ap-northeast-1": "878185805882"}
"""Accounts of the training image (nova_regional_parameters.json)."""
_IMAGE: Final = "nova-fine-tune-repo:SM-TJ-RFT-V2-latest"
_INSTANCE: Final = "ml.p5.48xlarge"
_RECIPE_PLACE: Final = "/opt/ml/input/data/recipe/recipe.yaml"
_SECONDS: Final = 86_400
_VOLUME_GB: Final = 500


def training(order: Order) -> Draft:
    """Return the request of a SageMaker training job, and its recipe, which goes to S3 first."""
    account = _IMAGE_ACCOUNTS.get(order.region)
    if account is None:
        raise CallError(
            f"region: got {order.region}, expected one of {', '.join(_IMAGE_ACCOUNTS)}, where Nova's training image is "
            "(aws/sagemaker-hyperpod-recipes 2631995)"
        )
    place = f"{order.output.rstrip('/')}/{order.name}/recipe"
    channels = [channel("train", order.data), channel("recipe", place)]
    if order.validation is not None:
        channels.insert(1, channel("validation", order.validation))
    parameters: dict[str, Any] = {
        "TrainingJobName": order.name,
        "RoleArn": order.role,
        "AlgorithmSpecification": {
            "TrainingImage": f"{account}.dkr.ecr.{order.region}.amazonaws.com/{_IMAGE}",
            "TrainingInputMode": "File",
        },
        "HyperParameters": {
            "base_model": _MODEL_PLACE,
            "reward_lambda_arn": order.function,
            "sagemaker_recipe_local_path": _RECIPE_PLACE,
        },
        "InputDataConfig": channels,
        "OutputDataConfig": {"S3OutputPath": order.output},
        "ResourceConfig": {
            "InstanceType": _INSTANCE,
            "InstanceCount": order.settings["replicas"],
            "VolumeSizeInGB": _VOLUME_GB,
        },
        "StoppingCondition": {"MaxRuntimeInSeconds": _SECONDS},
    }
    return Draft(
        requests=(Request("sagemaker", "CreateTrainingJob", parameters),),
        files=(("recipe.yaml", _written(_training_recipe(order))),),
        commands=(f"aws s3 cp recipe.yaml {place}/recipe.yaml",),
    )


def hyperpod(order: Order) -> Draft:
    """Return the recipe for a HyperPod cluster, which its own client submits."""
    settings = order.settings
    run = {
        **_run(order),
        "output_s3_path": order.output,
        "generation_replicas": settings["generation_replicas"],
        "rollout_worker_replicas": settings["rollout_worker_replicas"],
    }
    config = _config(order, "loraplus_lr_ratio")
    config["data"] = {"shuffle": False}
    config["rollout"]["rollout_strategy"] = {"type": "off_policy_async", "age_tolerance": 2}
    config["rollout"]["generator"]["top_k"] = 0
    config["trainer"] |= {"save_top_k": 5, "refit_freq": 4, "clip_ratio_high": 0.2, "ent_coeff": 0.001, "loss_scale": 1}
    at_once = settings["rollout_worker_replicas"] * 64
    return Draft(
        files=(("recipe.yaml", _written({"run": run, "training_config": config})),),
        commands=(
            "hyp init hyp-recipe-job job --model-id nova-textgeneration-lite-v2 --technique RLVR "
            f"--instance-type {_INSTANCE}",
            f"hyp configure --reward-lambda-arn {order.function}",
            "hyp validate",
            "hyp create",
        ),
        notes=(
            f"The function must carry {at_once} calls at once (rollout_worker_replicas x 64), one sample each.",
            "The commands are those of sagemaker-hyperpod 3.12.0; only a recipe sets lambda_concurrency_limit.",
            "--role is the cluster's own and is not sent.",
        ),
    )


def evaluation(order: Order) -> Draft:
    """Return the recipe ``rft_eval``, which runs the model on rows and asks the reward about each response."""
    settings = order.settings
    recipe = {
        "run": {**_run(order), "replicas": 1, "output_s3_path": order.output},
        "evaluation": {"task": "rft_eval", "strategy": "rft_eval", "metric": "all"},
        "inference": {
            "max_new_tokens": settings["max_new_tokens"],
            "top_k": -1,
            "top_p": 1.0,
            "temperature": settings["temperature"],
            "top_logprobs": settings["top_logprobs"],
            "reasoning_effort": _effort(settings["reasoning_effort"]),
        },
        "rl_env": {"reward_lambda_arn": order.function},
    }
    del recipe["run"]["reward_lambda_arn"]
    return Draft(
        files=(("recipe.yaml", _written(recipe)),),
        notes=(
            "For a SageMaker training job leave run.data_s3_path and run.output_s3_path empty; HyperPod needs both.",
            "A call that fails is counted in byoc_failure_count, and the job says Completed all the same.",
        ),
    )


def _training_recipe(order: Order) -> dict[str, Any]:
    config = _config(order, "lora_plus_lr_ratio")
    config["rollout"]["generator"]["top_k"] = 1
    config["trainer"] |= {"ent_coeff": 0.0, "kl_loss_coef": 0.001}
    return {"run": _run(order), "training_config": config}


def _run(order: Order) -> dict[str, Any]:
    return {
        "name": order.name,
        "model_type": order.model,
        "model_name_or_path": _MODEL_PLACE,
        "data_s3_path": order.data,
        "replicas": order.settings.values.get("replicas", 1),
        "reward_lambda_arn": order.function,
    }


def _config(order: Order, ratio: str) -> dict[str, Any]:
    settings = order.settings
    return {
        "max_length": settings["max_length"],
        "global_batch_size": settings["global_batch_size"],
        "reasoning_effort": _effort(settings["reasoning_effort"]),
        "rollout": {
            "advantage_strategy": {"number_generation": settings["number_generation"]},
            "generator": {"max_new_tokens": settings["max_new_tokens"], "set_random_seed": True, "temperature": 1},
            # Both places: the training job's recipe does not interpolate one from the other.
            "rewards": {
                "api_endpoint": {
                    "lambda_arn": order.function,
                    "lambda_concurrency_limit": settings["lambda_concurrency_limit"],
                }
            },
        },
        "trainer": {
            "max_steps": settings["max_steps"],
            "save_steps": settings["save_steps"],
            "optim_config": {
                "lr": settings["learning_rate"],
                "weight_decay": 0.0,
                "adam_beta1": 0.9,
                "adam_beta2": 0.95,
            },
            "peft": {
                "peft_scheme": "lora",
                "lora_tuning": {"alpha": settings["lora_alpha"], ratio: settings["learning_rate_ratio"]},
            },
        },
    }


def _effort(given: str) -> str | None:
    return None if given == "none" else given


def _written(recipe: dict[str, Any]) -> str:
    return yaml.safe_dump(recipe, sort_keys=False, allow_unicode=True)
