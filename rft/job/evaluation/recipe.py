"""Nova's recipes of evaluations with the reward in them: order -> YAML text.

Their two S3 paths are empty, because the channels of the job say them; on HyperPod both would be needed.
"""

from typing import Any

from rft.job.order import Order
from rft.job.recipe import effort, run_block, written

__all__ = ["own_dataset_recipe", "rft_eval_recipe"]


def rft_eval_recipe(order: Order, weights: str) -> str:
    """Return the recipe ``rft_eval``."""
    return written({**_evaluation(order, weights, "rft_eval"), "rl_env": {"reward_lambda_arn": order.function}})


def own_dataset_recipe(order: Order, weights: str) -> str:
    """Return the recipe for one's own data set, whose processor calls the reward by this kit's contract."""
    processor = {
        "preset_reward_function": "",
        "lambda_arn": order.function,
        # The other type is AWS's contract of metrics, which the function refuses.
        "lambda_type": "rft",
        "preprocessing": {"enabled": False},
        "postprocessing": {"enabled": True},
        "aggregation": order.settings["aggregation"],
    }
    return written({**_evaluation(order, weights, "gen_qa"), "processor": processor})


def _evaluation(order: Order, weights: str, task: str) -> dict[str, Any]:
    settings = order.settings
    run = {**run_block(order, weights), "replicas": 1, "data_s3_path": "", "output_s3_path": ""}
    del run["reward_lambda_arn"]
    return {
        "run": run,
        "evaluation": {"task": task, "strategy": task, "metric": "all"},
        "inference": {
            "max_new_tokens": settings["max_new_tokens"],
            "top_k": -1,
            "top_p": settings.values.get("top_p", 1.0),
            "temperature": settings["temperature"],
            "top_logprobs": settings["top_logprobs"],
            "reasoning_effort": effort(settings["reasoning_effort"]),
        },
    }
