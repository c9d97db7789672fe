"""``Lognormal``: latencies that are drawn alike for equal names, so that two simulations meet the same ones."""

import math
from dataclasses import dataclass
from hashlib import blake2b
from statistics import NormalDist
from typing import Final

__all__ = ["Lognormal", "share"]

_NORMAL: Final = NormalDist()
_P99: Final = _NORMAL.inv_cdf(0.99)


def share(*words: object) -> float:
    """Return a number in (0, 1) that depends on the words alone."""
    digest = blake2b("\x1f".join(map(str, words)).encode(), digest_size=6).digest()
    return (int.from_bytes(digest, "big") + 0.5) / 2**48


@dataclass(frozen=True)
class Lognormal:
    """Seconds of a call, by its question and the number of earlier calls for it."""

    p50: float
    """Median, above 0."""
    p99: float
    """99th percentile, at least the median."""
    seed: int = 0

    def __call__(self, name: str, earlier: int) -> float:
        """Return the seconds."""
        sigma = math.log(self.p99 / self.p50) / _P99
        return self.p50 * math.exp(sigma * _NORMAL.inv_cdf(share(self.seed, name, earlier)))
