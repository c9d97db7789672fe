"""The proof that a wrong answer never out-scores a right one, whatever form either has.

(Reward, weights of the experiment) -> nothing, or a CompileError with a counter-example

The aggregate is linear: ``floor + (ceiling - floor) * sum(w * s) / sum(w)`` with every score ``s`` in 0..1.
Being right is the one decisive dimension ``d`` at 1, being wrong is it at 0. So the worst right answer
stands at ``w_d / sum(w)`` of the range and the best wrong one at the rest; comparing the two is the proof.
As every weight is above 0, the aggregate also never falls when a dimension rises.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from compiler.errors import CompileError, alternatives, quoted
from compiler.expectation import plain
from compiler.experiment import MAX_WEIGHT, MIN_WEIGHT

if TYPE_CHECKING:
    from reward_runtime.reward import Reward

MARGIN = 0.1
"""Least distance, as a share of the range, from the best wrong answer up to the worst right one."""

_ROUNDING = 1e-9


def prove_right_beats_wrong(reward: "Reward", overrides: Mapping[str, float], shown_as: str) -> None:
    """Check the reward as it will be deployed.

    Args:
        reward: the reward with its own weights.
        overrides: weights of the experiment, by dimension.
        shown_as: the experiment's file in errors.

    Raises:
        CompileError: an unknown dimension, a weight outside ``MIN_WEIGHT`` to ``MAX_WEIGHT``, not exactly one
            decisive dimension, or a margin below ``MARGIN``.
    """
    weights = {dimension.name: dimension.weight for dimension in reward.dimensions}
    _check_known(overrides, weights, shown_as)
    weights.update(overrides)
    _check_bounded(weights, shown_as)
    decisive = _the_decisive(reward, shown_as)
    total = math.fsum(weights.values())
    worst_right = weights[decisive] / total
    best_wrong = math.fsum(weight for name, weight in weights.items() if name != decisive) / total
    if worst_right - best_wrong < MARGIN - _ROUNDING:
        raise CompileError(_counter_example(reward, decisive, weights, worst_right, best_wrong, shown_as))


def _check_known(overrides: Mapping[str, float], weights: Mapping[str, float], shown_as: str) -> None:
    unknown = [name for name in overrides if name not in weights]
    if unknown:
        lines = (
            f"{shown_as}: weights: got {name!r}, expected a dimension of the reward; {alternatives(name, weights)}"
            for name in unknown
        )
        raise CompileError("\n".join(lines))


def _check_bounded(weights: Mapping[str, float], shown_as: str) -> None:
    for name, weight in weights.items():
        if not MIN_WEIGHT <= weight <= MAX_WEIGHT:
            raise CompileError(
                f"{shown_as}: weight of {name!r}: got {quoted(weight)}, expected a number from "
                f"{plain(MIN_WEIGHT)} to {plain(MAX_WEIGHT)}; "
                "remove the dimension from the reward if it is not to count"
            )


def _the_decisive(reward: "Reward", shown_as: str) -> str:
    decisive = [dimension.name for dimension in reward.dimensions if dimension.decisive]
    if len(decisive) != 1:
        raise CompileError(
            f"{shown_as}: decisive dimensions: got {', '.join(decisive) or 'none'}, expected exactly one; "
            "mark with decisive=True the dimension that says whether the answer is right"
        )
    return decisive[0]


def _counter_example(
    reward: "Reward",
    decisive: str,
    weights: Mapping[str, float],
    worst_right: float,
    best_wrong: float,
    shown_as: str,
) -> str:
    span = reward.ceiling - reward.floor
    others = math.fsum(weight for name, weight in weights.items() if name != decisive)
    least = others * (1 + MARGIN) / (1 - MARGIN)
    return (
        f"{shown_as}: weights: a wrong answer in perfect form scores {reward.floor + span * best_wrong:.4g} "
        f"and a right answer in poor form {reward.floor + span * worst_right:.4g} "
        f"(range {reward.floor:g} to {reward.ceiling:g}), expected the right one to lead by at least "
        f"{MARGIN:.0%} of the range; raise the weight of {decisive!r} from {weights[decisive]:g} "
        f"to {_rounded_up(least):.4g} or more, or lower the others (together {others:g})"
    )


def _rounded_up(weight: float) -> float:
    """Return the next number of four digits, so that the weight a message asks for is enough."""
    unit = 10.0 ** (math.floor(math.log10(weight)) - 3)
    return math.ceil(weight / unit) * unit
