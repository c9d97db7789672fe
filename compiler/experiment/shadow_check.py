"""Demands on a shadow reward beyond a file that loads: another one than the reward, and one that asks no judge."""

from typing import TYPE_CHECKING

from compiler.errors import CompileError
from compiler.experiment.experiment import Experiment
from compiler.judge.judged import judged_dimensions

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

__all__ = ["check_shadow", "rewards_of", "shadow_variable"]


def shadow_variable(experiment: Experiment) -> str:
    """Return the value of ``names.ENV_SHADOW``, ``<reward>:<share>``; empty without a shadow."""
    shadow = experiment.shadow
    return "" if shadow is None else f"{shadow.reward}:{shadow.share!r}"


def rewards_of(experiment: Experiment) -> tuple[str, ...]:
    """Return the names of the rewards whose files the function holds: its own, and its shadow's."""
    return (experiment.reward,) if experiment.shadow is None else (experiment.reward, experiment.shadow.reward)


def check_shadow(experiment: Experiment, shadow: "AnyReward") -> None:
    """Raise ``CompileError`` for a shadow that would audit nothing, or that a model judges.

    A judged shadow is not built: it would take its calls from the judge's quota, and its time from the reply.
    """
    if experiment.shadow is None:
        return
    shown_as, name = f"experiments/{experiment.name}.yaml: shadow.reward", experiment.shadow.reward
    if name == experiment.reward:
        raise CompileError(
            f"{shown_as}: got {name!r}, the experiment's own reward, expected another, because the two would always "
            "agree; name another, or remove 'shadow:'"
        )
    if shadow.runs_programs:
        raise CompileError(
            f"{shown_as}: got {name!r}, which runs programs, expected a reward that does not, because a shadow's time "
            "adds to the reply's; name another"
        )
    judged = judged_dimensions(shadow)
    if judged:
        raise CompileError(
            f"{shown_as}: got {name!r}, of which a model judges {', '.join(judged)}, expected a reward without a "
            "judge, because a shadow takes none of the judge's quota; name one that code computes"
        )
