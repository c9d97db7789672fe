"""What the calls of one invocation came to, for its metrics."""

from dataclasses import dataclass, field

__all__ = ["Tally"]


@dataclass
class Tally:
    """Counts of one invocation; its rounds of asking add to one. Complete also where a round raises."""

    calls: int = 0
    """Requests sent, of whatever fate."""
    retries: int = 0
    """Requests sent again after a failure that counts; neither hedges nor what a dead connection swallowed."""
    throttles: int = 0
    """Replies of 429."""
    unreadable: int = 0
    """Replies that were no verdict."""
    hedges: int = 0
    """Requests sent a second time because the first was slow."""
    cache_hits: int = 0
    """Asks answered by a verdict of an earlier invocation, or of an earlier round of this one."""
    deduplicated: int = 0
    """Asks answered by the call of an equal ask of the same round."""
    input_tokens: int = 0
    """Tokens of every reply that came in time, readable or not."""
    output_tokens: int = 0
    latencies_ms: list[float] = field(default_factory=list[float])
    """Milliseconds of each reply, from sending it; failures are left out."""
