"""Checks that the three fields about a sample without a verdict fit together."""

from typing import TYPE_CHECKING

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["check_failure_policy", "failure_variable"]

_NEUTRAL_ONLY = ("neutral_value", "max_fallback_share")


def failure_variable(experiment: Experiment) -> str:
    """Return the value of ``names.ENV_ON_FAILURE``: ``raise``, or ``neutral:<value>:<share>``."""
    if experiment.on_failure == "raise":
        return "raise"
    return f"neutral:{experiment.neutral_value!r}:{experiment.max_fallback_share!r}"


def check_failure_policy(experiment: Experiment, reward: "AnyReward") -> None:
    """Raise ``CompileError`` for a neutral value that is missing, out of range, or would never be given."""
    shown_as, value = f"experiments/{experiment.name}.yaml", experiment.neutral_value
    if experiment.on_failure == "raise":
        for field in sorted(experiment.model_fields_set.intersection(_NEUTRAL_ONLY)):
            raise CompileError(
                f"{shown_as}: {field}: got {getattr(experiment, field)!r} with on_failure: raise, expected none as "
                "nothing would read it; remove it, or set on_failure: neutral"
            )
    elif value is None or not reward.floor <= value <= reward.ceiling:
        raise CompileError(
            f"{shown_as}: neutral_value: got {value!r}, expected a number from {reward.floor!r} to "
            f"{reward.ceiling!r}, the range of the reward {experiment.reward!r}; set one that tells the job nothing, "
            "such as a usual mean"
        )
