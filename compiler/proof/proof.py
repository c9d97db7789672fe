"""The proof that a wrong answer never out-scores a right one, with any values of their other dimensions.

(Reward, weights of the experiment) -> nothing, or a CompileError with a counter-example

First, the aggregate must never fall when a dimension rises. Weights have this property because each is above 0; for a
formula see ``compiler.proof.monotone``. Requirements keep it, because they only turn a dimension on when another rises.
Then the best wrong answer has the decisive dimension at 0 and all others at 1, and the worst right answer has it at 1
and all others at 0. The proof compares the reward's own aggregate at these two points.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from compiler.errors import CompileError, alternatives, quoted
from compiler.experiment.expectation import plain
from compiler.experiment.experiment import MAX_WEIGHT, MIN_WEIGHT
from compiler.proof.monotone import Fall, find_fall

if TYPE_CHECKING:
    from reward_runtime.reward import AnyReward

MARGIN = 0.1
"""Least distance, as a share of the range, from the best wrong answer up to the worst right one."""
LEAST_REASON = 20
"""Characters of a reason for ``allow_inversion``; a shorter one is not a sentence."""

_ROUNDING = 1e-9


def prove_right_beats_wrong(reward: "AnyReward", overrides: Mapping[str, float], shown_as: str) -> None:
    """Check the reward as it will be deployed.

    Args:
        reward: the reward with its own weights.
        overrides: weights of the experiment, by dimension.
        shown_as: the experiment's file in errors.

    Raises:
        CompileError: an unknown dimension, weights for a formula, a weight outside ``MIN_WEIGHT`` to ``MAX_WEIGHT``,
            not exactly one decisive dimension, a share outside 0..1; or, unless the reward says
            ``allow_inversion`` with a reason, a formula that falls or a margin below ``MARGIN``.
    """
    _check_overrides(reward, overrides, shown_as)
    _check_bounded({d.name: overrides.get(d.name, d.weight) for d in reward.dimensions}, shown_as)
    deployed = reward.weighted(overrides)
    decisive = _the_decisive(deployed, shown_as)
    if deployed.allow_inversion:
        _check_reason(deployed.allow_inversion, shown_as)
        return
    _check_never_falls(deployed, shown_as)
    wrong, right = _extremes(deployed, decisive)
    span = deployed.ceiling - deployed.floor
    if (deployed.aggregate(right) - deployed.aggregate(wrong)) / span < MARGIN - _ROUNDING:
        raise CompileError(_counter_example(deployed, decisive, wrong, right, shown_as))


def _extremes(reward: "AnyReward", decisive: str) -> tuple[dict[str, float], dict[str, float]]:
    """Return the best dimensions of a wrong answer, and the worst of a right one."""
    names = [dimension.name for dimension in reward.dimensions]
    return {n: float(n != decisive) for n in names}, {n: float(n == decisive) for n in names}


def _check_overrides(reward: "AnyReward", overrides: Mapping[str, float], shown_as: str) -> None:
    names = [dimension.name for dimension in reward.dimensions]
    unknown = [name for name in overrides if name not in names]
    if unknown:
        lines = (
            f"{shown_as}: weights: got {name!r}, expected a dimension of the reward; {alternatives(name, names)}"
            for name in unknown
        )
        raise CompileError("\n".join(lines))
    if overrides and reward.formula:
        raise CompileError(
            f"{shown_as}: weights: got {', '.join(overrides)}, expected none, because the reward has the formula "
            f"{quoted(reward.formula)}; change the formula, or remove the weights"
        )


def _check_bounded(weights: Mapping[str, float], shown_as: str) -> None:
    for name, weight in weights.items():
        if not MIN_WEIGHT <= weight <= MAX_WEIGHT:
            raise CompileError(
                f"{shown_as}: weight of {name!r}: got {quoted(weight)}, expected a number from "
                f"{plain(MIN_WEIGHT)} to {plain(MAX_WEIGHT)}; "
                "remove the dimension from the reward if it is not to count"
            )


def _the_decisive(reward: "AnyReward", shown_as: str) -> str:
    decisive = [dimension.name for dimension in reward.dimensions if dimension.decisive]
    if len(decisive) != 1:
        raise CompileError(
            f"{shown_as}: decisive dimensions: got {', '.join(decisive) or 'none'}, expected exactly one; "
            "mark with decisive=True the dimension that says whether the answer is right"
        )
    return decisive[0]


def _check_reason(reason: str, shown_as: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise CompileError(
            f"{shown_as}: allow_inversion: got {quoted(reason)}, expected a sentence of at least {LEAST_REASON} "
            "characters; say why a wrong answer may out-score a right one here"
        )


def _check_never_falls(reward: "AnyReward", shown_as: str) -> None:
    if not reward.formula:
        return
    names = [dimension.name for dimension in reward.dimensions]
    formula = reward.parsed_formula
    found = find_fall(formula, names)
    if isinstance(found, Fall):
        raise CompileError(
            f"{shown_as}: formula: the score falls when {found.dimension!r} rises: with {_point(found.low)} its share "
            f"is {formula(found.low):.4g}, with {found.dimension}={found.high[found.dimension]:.4g} it is "
            f"{formula(found.high):.4g}, expected it never to fall; take {found.dimension!r} out of what is subtracted"
        )
    if found is not None:
        raise CompileError(
            f"{shown_as}: formula: got {quoted(reward.formula)}, of which the kit cannot prove that it never falls "
            "when a dimension rises, expected one that it can; write it with fewer products, min and max"
        )
    low, high = formula(dict.fromkeys(names, 0.0)), formula(dict.fromkeys(names, 1.0))
    if not -_ROUNDING <= low <= high <= 1 + _ROUNDING:
        raise CompileError(
            f"{shown_as}: formula: got a share from {low:.4g} to {high:.4g}, expected 0 to 1; scale it to that"
        )


def _counter_example(
    reward: "AnyReward", decisive: str, wrong: Mapping[str, float], right: Mapping[str, float], shown_as: str
) -> str:
    part = "formula" if reward.formula else "weights"
    return (
        f"{shown_as}: {part}: a wrong answer in perfect form scores {reward.aggregate(wrong):.4g} "
        f"and a right answer in poor form {reward.aggregate(right):.4g} "
        f"(range {reward.floor:g} to {reward.ceiling:g}), expected the right one to lead by at least "
        f"{MARGIN:.0%} of the range; {_remedy(reward, decisive)}"
    )


def _remedy(reward: "AnyReward", decisive: str) -> str:
    if reward.formula:
        return f"let {decisive!r} earn more than all others together, as in {decisive} * (0.8 + 0.2 * other)"
    if any(dimension.requires for dimension in reward.dimensions):
        return f"raise the weight of {decisive!r}, let the others require it, and let it require none of them"
    weights = {dimension.name: dimension.weight for dimension in reward.dimensions}
    others = math.fsum(weight for name, weight in weights.items() if name != decisive)
    least = others * (1 + MARGIN) / (1 - MARGIN)
    return (
        f"raise the weight of {decisive!r} from {weights[decisive]:g} "
        f"to {_rounded_up(least):.4g} or more, or lower the others (together {others:g})"
    )


def _point(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name}={value:.4g}" for name, value in values.items())


def _rounded_up(weight: float) -> float:
    """Return the next number of four digits, so that the weight a message asks for is enough."""
    unit = 10.0 ** (math.floor(math.log10(weight)) - 3)
    return math.ceil(weight / unit) * unit
