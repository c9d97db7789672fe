"""Which dimensions of a reward a model judges, in how many calls, and that the experiment says which model."""

from typing import TYPE_CHECKING

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["LAYER", "calls_per_sample", "check_judge", "judged_dimensions"]

LAYER = "judge"
"""The layer that brings the client of Bedrock."""


def judged_dimensions(reward: "AnyReward") -> tuple[str, ...]:
    """Return the names of the dimensions that a model judges, in the reward's order."""
    return tuple(dimension.name for dimension in reward.judged)


def calls_per_sample(reward: "AnyReward") -> int:
    """Return how many questions one sample is: one for each rubric, as equal ones share a call."""
    return len({getattr(dimension.score, "rubric", None) for dimension in reward.judged})


def check_judge(experiment: Experiment, judged: tuple[str, ...]) -> None:
    """Raise ``CompileError`` unless judge and layer are named where a model judges, and nowhere else."""
    shown_as, reward = f"experiments/{experiment.name}.yaml", experiment.reward
    named = {"judge": experiment.judge is not None, f"layers: {LAYER}": LAYER in experiment.layers}
    for field, is_named in named.items():
        if judged and not is_named:
            raise CompileError(
                f"{shown_as}: {field}: missing, expected it as a model judges {', '.join(judged)} of the reward "
                f"{reward!r}; add 'judge:' with a model and 'layers: [{LAYER}]'"
            )
        if is_named and not judged:
            raise CompileError(
                f"{shown_as}: {field}: got one, expected none as no dimension of the reward {reward!r} is judged; "
                "remove it, or choose a reward that a model judges"
            )
