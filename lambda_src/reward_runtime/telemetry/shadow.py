"""What the shadow reward said of a batch -> fields of its lines and values of its metric; none without a shadow."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # What has no shadow loads none of it.
    from reward_runtime.shadow import Look

__all__ = ["shadow_extras", "shadow_fields", "shadow_values"]


def shadow_extras(look: "Look | None") -> dict[int, str]:
    """Return the further fields of the samples that were scored, as JSON without braces, by place."""
    if look is None:
        return {}
    return {
        place: f'"shadow_score": {score!r}, "shadow_gap": {look.gaps[place]!r}' for place, score in look.scores.items()
    }


def shadow_fields(look: "Look | None") -> dict[str, float | str | None]:
    """Return the fields of the batch's line."""
    if look is None:
        return {}
    return {"shadowed": len(look.scores), "shadow_errors": look.errors, "shadow_error": look.error or None}


def shadow_values(look: "Look | None") -> Mapping[str, Sequence[float]]:
    """Return the values of the metric."""
    return {} if look is None else {"ShadowGap": list(look.gaps.values())}
