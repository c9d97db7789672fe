"""The cost of a calibration by a model, before it begins."""

from collections.abc import Sequence
from dataclasses import replace

from reward_runtime.reward import AnyReward

from rft.calibrate.judges.asking import passes
from rft.calibrate.labels.labels import Labelled
from rft.score.cost import Cost, estimate

__all__ = ["calibration_cost"]


def calibration_cost(reward: AnyReward, responses: Sequence[Labelled], max_tokens: int) -> Cost:
    """Return the estimate for all passes over the labelled responses."""
    once = estimate(reward, (each.found.sample for each in responses), max_tokens)
    times = passes(responses) / len(responses)
    return replace(
        once,
        calls=round(once.calls * times),
        input_tokens=round(once.input_tokens * times),
        output_tokens=round(once.output_tokens * times),
    )
