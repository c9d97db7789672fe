"""The shadow reward's scores of a batch -> fields of its lines and values of its metric; nothing without a shadow."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reward_runtime.names import BatchFields, ExtraFields, Field, Metric, Metrics

if TYPE_CHECKING:
    # A deployment without a shadow does not load its module.
    from reward_runtime.shadow import ShadowBatch

__all__ = ["shadow_extras", "shadow_fields", "shadow_values"]


def shadow_extras(shadow: "ShadowBatch | None") -> dict[int, str]:
    """Return the fields of the samples that the shadow scored, as JSON without braces, by position in the batch."""
    if shadow is None:
        return {}
    return {
        position: f'"{ExtraFields.SHADOW_SCORE.name}": {score!r}, '
        f'"{ExtraFields.SHADOW_GAP.name}": {shadow.gaps[position]!r}'
        for position, score in shadow.scores.items()
    }


def shadow_fields(shadow: "ShadowBatch | None") -> dict[Field, float | str | None]:
    """Return the fields of the batch's line."""
    if shadow is None:
        return {}
    return {
        BatchFields.SHADOWED: len(shadow.scores),
        BatchFields.SHADOW_ERRORS: shadow.errors,
        BatchFields.SHADOW_ERROR: shadow.error or None,
    }


def shadow_values(shadow: "ShadowBatch | None") -> Mapping[Metric, Sequence[float]]:
    """Return the values of the metric."""
    return {} if shadow is None else {Metrics.SHADOW_GAP: list(shadow.gaps.values())}
