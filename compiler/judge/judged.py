"""Which dimensions of a reward a model judges, in how many calls, and that the experiment says which model."""

from typing import TYPE_CHECKING

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment

if TYPE_CHECKING:
    from reward_runtime.reward import Reward

__all__ = ["LAYER", "calls_per_sample", "check_judge", "judged_dimensions"]

LAYER = "judge"
"""The layer that brings the client of Bedrock."""
_JUDGED = ("reward_runtime.judge.rubric.rubric", "Judged")


def judged_dimensions(reward: "Reward") -> tuple[str, ...]:
    """Return the names of the dimensions whose scorer is a ``Judged``, in the reward's order."""
    return tuple(dimension.name for dimension in reward.dimensions if _is_judged(dimension.score))


def calls_per_sample(reward: "Reward") -> int:
    """Return how many questions one sample is: one for each rubric, as equal ones share a call."""
    rubrics: list[object] = []
    for dimension in reward.dimensions:
        rubric: object = getattr(dimension.score, "rubric", None)
        if _is_judged(dimension.score) and rubric not in rubrics:
            rubrics.append(rubric)
    return len(rubrics)


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


def _is_judged(scorer: object) -> bool:
    # By name: a reward is loaded with a runtime of its own, whose classes are not the ones imported here.
    return any((kind.__module__, kind.__qualname__) == _JUDGED for kind in type(scorer).__mro__)
