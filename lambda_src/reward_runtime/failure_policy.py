"""What a sample does whose judge gave no verdict: ``names.ENV_ON_FAILURE``, written by the compiler."""

import math
from dataclasses import dataclass

from reward_runtime import names
from reward_runtime.errors import SettingsError

__all__ = ["FailurePolicy"]


@dataclass(frozen=True)
class FailurePolicy:
    """By default the invocation fails, and the platform sends the batch again."""

    neutral: float | None = None
    """Reward of such a sample; ``None`` to fail."""
    most: float = 0.0
    """Share of the batch, 0..1, that may get it: 0.01 allows 1 of 100 samples and none of 64."""

    @classmethod
    def read(cls, text: str) -> "FailurePolicy":
        """Read ``raise``, or ``neutral:<value>:<share>``; ``SettingsError`` for anything else."""
        if text == "raise":
            return cls()
        kind, _, numbers = text.partition(":")
        value, _, share = numbers.partition(":")
        try:
            policy = cls(float(value), float(share))
        except ValueError:
            policy = cls()
        if (
            kind != "neutral"
            or policy.neutral is None
            or not math.isfinite(policy.neutral)
            or not 0 <= policy.most <= 1
        ):
            raise SettingsError(
                f"{names.ENV_ON_FAILURE}: got {text[:80]!r}, expected 'raise' or 'neutral:<value>:<share 0..1>'"
            )
        return policy

    def allows(self, lost: int, samples: int) -> bool:
        """Say whether so many of a batch may get the neutral value."""
        return self.neutral is not None and lost <= self.most * samples
