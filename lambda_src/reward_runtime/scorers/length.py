"""The length of a response, compared with the requested length."""

from collections.abc import Callable
from typing import Final, Literal

from reward_runtime.answer import Answer
from reward_runtime.dimension import Grade, Scorer
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.samples import Sample

__all__ = ["near_length", "within_length"]

Unit = Literal["chars", "words"]

_LONGEST_WORD: Final = 20
"""Characters that count as one word at least (ours), so that leaving out spaces shortens nothing by much."""


def within_length(budget: int, *, unit: Unit = "chars", margin: float = 0.25) -> Scorer[object, object]:
    """Score 1 up to ``budget`` units of the whole response, falling in a line to 0 at ``budget * (1 + margin)``.

    ``RewardDefinitionError`` for a budget below 1 or a margin outside 0..10.
    """
    falling = _falling(budget, margin)

    def score(sample: Sample[object], answer: Answer[object]) -> Grade:
        over = _length(sample, unit) - budget
        if over <= 0:
            return Grade(1.0, "within_length")
        value = falling(over)
        return Grade(value, "over_length" if value else "far_over_length")

    return score


def near_length(target: int, *, unit: Unit = "chars", margin: float = 0.5) -> Scorer[object, object]:
    """Score 1 at ``target`` units of the whole response, falling in a line to 0 at ``target * margin`` on both sides.

    ``RewardDefinitionError`` for a target below 1 or a margin outside 0..10.
    """
    falling = _falling(target, margin)

    def score(sample: Sample[object], answer: Answer[object]) -> Grade:
        off = _length(sample, unit) - target
        if off == 0:
            return Grade(1.0, "on_length")
        return Grade(falling(abs(off)), "over_length" if off > 0 else "under_length")

    return score


def _falling(units: int, margin: float) -> Callable[[int], float]:
    """Return the line from 1 at no unit off to 0 at ``units * margin``; refuse arguments that make none."""
    if units < 1 or not 0 <= margin <= 10:
        raise RewardDefinitionError(
            f"length: got {units!r} units and margin {margin!r}, expected at least 1 unit and a margin from 0 to 10"
        )
    slack = units * margin
    return lambda off: max(0.0, 1 - off / slack) if slack else 0.0


def _length(sample: Sample[object], unit: Unit) -> int:
    response = sample.response or ""
    if unit == "chars":
        return len(response)
    return max(len(response.split()), len(response) // _LONGEST_WORD)
