"""Draws that repeat: (seed, words) -> a share 0..1, or a lognormal latency."""

from __future__ import annotations

import hashlib
import math
from statistics import NormalDist
from typing import Final

from localaws.standin.configuration import Latency

P99: Final = NormalDist().inv_cdf(0.99)


def share(seed: int, *words: object) -> float:
    """Return a number in (0, 1) that depends on the arguments only."""
    digest = hashlib.sha256("\x1f".join(map(str, (seed, *words))).encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / 2**48


def seconds(latency: Latency, seed: int, prompt_hash: str, attempt: int) -> float:
    """Return the latency of one attempt at one prompt."""
    if not latency.p50:
        return 0.0
    sigma = math.log(max(latency.p99, latency.p50) / latency.p50) / P99
    z = NormalDist().inv_cdf(share(seed, "latency", prompt_hash, attempt))
    return latency.scale * latency.p50 * math.exp(sigma * z)
