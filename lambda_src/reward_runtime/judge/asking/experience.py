"""What one environment has learnt of its judge; lives as long as the environment."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reward_runtime.judge.asking.hedge import HedgeBudget
from reward_runtime.judge.asking.latency import Latencies
from reward_runtime.judge.asking.pacer import Pacer
from reward_runtime.judge.asking.tokens import TokenEstimate

__all__ = ["Experience"]


@dataclass(frozen=True)
class Experience:
    """Shared by all rounds of asking; each part is safe across threads."""

    pacer: Pacer
    chance: Callable[[], float]
    """Returns 0..1, for jitter."""
    latencies: Latencies = field(default_factory=Latencies)
    hedges: HedgeBudget = field(default_factory=HedgeBudget)
    tokens: TokenEstimate = field(default_factory=TokenEstimate)
