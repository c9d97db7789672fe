"""The faults of a batch and of its judge that are logged though their prompt is not drawn."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from reward_runtime.names import BatchFields, Field

if TYPE_CHECKING:
    # A reward without a judge loads none of its modules.
    from reward_runtime.judge.asking.stats import JudgeStats

__all__ = ["batch_trouble", "judge_trouble"]

_TROUBLE: Final = (BatchFields.TOO_COMPLEX, BatchFields.OUT_OF_TIME, BatchFields.SHADOW_ERRORS)
"""Fields of which a value above 0 is a fault."""


def batch_trouble(told: Mapping[Field, float | str | None]) -> bool:
    """Whether answers were given up, the shadow failed, or the invocation took more than half of its time."""
    left, took = told.get(BatchFields.DEADLINE_MILLIS), told.get(BatchFields.MILLIS)
    late = isinstance(left, int) and isinstance(took, float) and left < took
    return late or any(map(told.get, _TROUBLE))


def judge_trouble(stats: "JudgeStats | None") -> bool:
    """Whether a verdict is missing, a reply was refused or unreadable, or a canary or counterfactual went wrong."""
    if stats is None:
        return False
    wrong = stats.false_positives + stats.false_negatives + stats.manipulated
    return bool(stats.lost or stats.throttles or stats.unreadable or wrong)
