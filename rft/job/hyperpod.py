"""A job on a HyperPod cluster: a recipe, and a script for the cluster's own client."""

import re
import shlex
from collections.abc import Iterator
from typing import Final

from rft.failures import CallError
from rft.job.draft import Draft
from rft.job.order import Order
from rft.job.recipe import hyperpod_recipe

__all__ = ["hyperpod"]

_CLIENT: Final = "sagemaker-hyperpod==3.12.0"
_INSTANCE: Final = "ml.p5.48xlarge"
_MODEL: Final = "nova-textgeneration-lite-v2"
_ONLY_IN_A_RECIPE: Final = frozenset(
    {"lambda_concurrency_limit", "max_new_tokens", "generation_replicas", "rollout_worker_replicas", "reasoning_effort"}
)
"""Settings that the client cannot set: they are not parameters of the recipe's specification (nova_lora_rft)."""
_SAMPLES_OF_A_WORKER: Final = 64
_NAME: Final = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")


def hyperpod(order: Order) -> Draft:
    """Return the recipe for a HyperPod cluster, and the script that submits the job with the cluster's client."""
    if _NAME.fullmatch(order.name) is None:
        raise CallError(f"--name: got {order.name!r}, expected 1 to 63 of a-z, 0-9 and -, as Kubernetes names a job")
    at_once = order.settings["rollout_worker_replicas"] * _SAMPLES_OF_A_WORKER
    return Draft(
        files=(("recipe.yaml", hyperpod_recipe(order)), ("submit.sh", _script(order))),
        client=_CLIENT,
        commands=("sh submit.sh",),
        notes=(
            f"The function must carry {at_once} calls at once (rollout_worker_replicas x 64), one sample each.",
            f"The script sets what this client can set. It takes {', '.join(sorted(_ONLY_IN_A_RECIPE))} from AWS's own "
            "recipe; with the recipe launcher (aws/sagemaker-hyperpod-recipes) recipe.yaml sets them all.",
            "--role is the cluster's own and is not sent.",
        ),
    )


def _script(order: Order) -> str:
    options = " ".join(f"--{name.replace('_', '-')} {shlex.quote(value)}" for name, value in _options(order))
    return (
        "#!/bin/sh\n"
        f"# For {_CLIENT} alone: other versions name other options. It needs kubectl with access to the cluster.\n"
        "set -eu\n"
        'cd "$(dirname "$0")"\n'
        "python3 -m venv client\n"
        f"client/bin/pip install --quiet {_CLIENT}\n"
        f"client/bin/hyp init hyp-recipe-job job --model-id {_MODEL} --technique RLVR --instance-type {_INSTANCE}\n"
        "cd job\n"
        f"../client/bin/hyp configure {options}\n"
        "../client/bin/hyp validate\n"
        "../client/bin/hyp create\n"
    )


def _options(order: Order) -> Iterator[tuple[str, str]]:
    yield "name", order.name
    yield "reward_lambda_arn", order.function
    yield "data_s3_path", order.data
    yield "output_s3_path", order.output
    for name, value in order.settings.values.items():
        if name not in _ONLY_IN_A_RECIPE:
            yield name, str(value)
