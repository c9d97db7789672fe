"""Evaluations by Nova's recipes: SageMaker training jobs, by plain boto3."""

from dataclasses import replace
from typing import Final

from compiler.roles.images import EVALUATION

from rft.failures import CallError
from rft.job.channel import channel
from rft.job.draft import Draft
from rft.job.evaluation.recipe import own_dataset_recipe, rft_eval_recipe
from rft.job.order import Order
from rft.job.recipe import MODEL_PLACE, NOVA
from rft.job.training import container, recipe_job

__all__ = ["LOST", "own_dataset", "rft_eval"]

LOST: Final = "A call that fails is counted in byoc_failure_count, and the job ends as Completed: `rft watch` looks."
_IMAGE: Final = (EVALUATION, "SM-TJ-Eval-V2-latest")
_FILE: Final = "gen_qa.jsonl"
"""Name that the container asks of the rows (Amazon Nova User Guide, Evaluation recipe examples)."""


def rft_eval(order: Order) -> Draft:
    """Return the request of an evaluation by the recipe ``rft_eval``: the reward is asked about each response."""
    of, weights = _weights(order)
    image = container(of, _IMAGE, {}, weights)
    return recipe_job(of, rft_eval_recipe(of, weights), [channel("train", order.data)], image, 1, LOST)


def own_dataset(order: Order) -> Draft:
    """Return the request of an evaluation by the recipe for one's own data set.

    Raises:
        CallError: the rows are in a file that the container would not find.
    """
    last = order.data.rpartition("/")[2]
    if "." in last and last != _FILE:
        raise CallError(
            f"--data: got {order.data!r}, expected a file named {_FILE}, or the folder that holds it alone: this "
            "recipe reads no other file"
        )
    of, weights = _weights(order)
    image = container(of, _IMAGE, {"eval_lambda_arn": order.function}, weights)
    return recipe_job(of, own_dataset_recipe(of, weights), [channel("train", order.data)], image, 1, LOST)


def _weights(order: Order) -> tuple[Order, str]:
    """Return the order with Nova as its model, and the place of the weights: AWS's, or a checkpoint in S3."""
    return (replace(order, model=NOVA), order.model) if order.model.startswith("s3://") else (order, MODEL_PLACE)
