"""The judged dimensions of a reward, their calls, and the check that the experiment names a model for them."""

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
    """Return the number of calls for one sample: one for each distinct rubric."""
    return len({getattr(dimension.score, "rubric", None) for dimension in reward.judged})


def check_judge(experiment: Experiment, judged: tuple[str, ...]) -> None:
    """Raise ``CompileError`` unless judge and layer are given if, and only if, a dimension is judged."""
    shown_as, reward = f"experiments/{experiment.name}.yaml", experiment.reward
    named = {"judge": experiment.judge is not None, f"layers: {LAYER}": LAYER in experiment.layers}
    for field, is_named in named.items():
        if judged and not is_named:
            raise CompileError(
                f"{shown_as}: {field}: missing, expected it because a model judges {', '.join(judged)} of the "
                f"reward {reward!r}; add 'judge:' with a model and 'layers: [{LAYER}]'"
            )
        if is_named and not judged and (experiment.sandbox is None or field == "judge"):
            raise CompileError(
                f"{shown_as}: {field}: got one, expected none because no dimension of the reward {reward!r} is judged; "
                "remove it, or choose a reward that a model judges"
            )
