"""Nova's recipes with the reward in them: order -> YAML text.

Keys and values are those of aws/sagemaker-hyperpod-recipes 2631995; the two roads spell one of them differently.
"""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from rft.failures import CallError
from rft.job.order import Order

__all__ = ["MODEL_PLACE", "NOVA", "effort", "hyperpod_recipe", "run_block", "training_recipe", "written"]

NOVA: Final = "amazon.nova-2-lite-v1:0:256k"
MODEL_PLACE: Final = "nova-lite-2/prod"
"""The place of the model's weights for the containers."""


def training_recipe(order: Order) -> str:
    """Return the recipe of a SageMaker training job."""
    config = _config(order, "lora_plus_lr_ratio")
    config["rollout"]["generator"]["top_k"] = 1
    config["trainer"] |= {"ent_coeff": 0.0, "kl_loss_coef": 0.001}
    return written({"run": run_block(order), "training_config": config})


def hyperpod_recipe(order: Order) -> str:
    """Return the recipe of a job on a HyperPod cluster."""
    settings = order.settings
    run = {
        **run_block(order),
        "output_s3_path": order.output,
        "generation_replicas": settings["generation_replicas"],
        "rollout_worker_replicas": settings["rollout_worker_replicas"],
    }
    config = _config(order, "loraplus_lr_ratio")
    config["data"] = {"shuffle": False}
    config["rollout"]["rollout_strategy"] = {"type": "off_policy_async", "age_tolerance": 2}
    config["rollout"]["generator"]["top_k"] = 0
    config["trainer"] |= {"save_top_k": 5, "refit_freq": 4, "clip_ratio_high": 0.2, "ent_coeff": 0.001, "loss_scale": 1}
    return written({"run": run, "training_config": config})


def run_block(order: Order, weights: str = MODEL_PLACE) -> dict[str, Any]:
    """Return the block ``run`` of a recipe; ``CallError`` if no recipe is for the order's model."""
    if order.model != NOVA:
        raise CallError(f"--model: got {order.model!r}, expected {NOVA}: AWS publishes no such recipe for another")
    return {
        "name": order.name,
        "model_type": order.model,
        "model_name_or_path": weights,
        "data_s3_path": order.data,
        "replicas": order.settings.values.get("replicas", 1),
        "reward_lambda_arn": order.function,
    }


def _config(order: Order, ratio: str) -> dict[str, Any]:
    settings = order.settings
    return {
        "max_length": settings["max_length"],
        "global_batch_size": settings["global_batch_size"],
        "reasoning_effort": effort(settings["reasoning_effort"]),
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


def effort(given: str) -> str | None:
    """Return the effort of reasoning as a recipe has it."""
    return None if given == "none" else given


def written(recipe: Mapping[str, Any]) -> str:
    """Return a recipe as YAML."""
    return yaml.safe_dump(recipe, sort_keys=False, allow_unicode=True)
