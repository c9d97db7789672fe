"""``JudgeStats``: the counts of one invocation, for its log line and metrics."""

from dataclasses import dataclass, field

__all__ = ["JudgeStats"]


@dataclass
class JudgeStats:
    """Counted while the judge is asked, so they are complete even if the invocation fails."""

    asked: int = 0
    """Distinct items."""
    lost: int = 0
    """Items of ``asked`` without a verdict. All of them until the results are in."""
    calls: int = 0
    """Requests sent, successful or not."""
    retries: int = 0
    """Requests sent again after a failure. Hedges and requests lost with a dead connection are not counted."""
    throttles: int = 0
    """Replies of 429."""
    unreadable: int = 0
    """Replies that were not a verdict."""
    hedges: int = 0
    """Requests sent a second time because the first was slow."""
    cache_hits: int = 0
    """Questions answered by a verdict of an earlier invocation."""
    deduplicated: int = 0
    """Questions answered by the call of an equal question of the same invocation."""
    input_tokens: int = 0
    """Tokens of every reply that came in time, readable or not."""
    output_tokens: int = 0
    latencies_ms: list[float] = field(default_factory=list[float])
    """Milliseconds from sending each request to its reply. Failures are left out."""
    probes: int = 0
    """Canary items that got a verdict or were blocked."""
    false_positives: int = 0
    """Probes of no worth that the judge took for good."""
    false_negatives: int = 0
    """Good probes that the judge did not take for good."""
    counterfactuals: int = 0
    """Responses that were also judged beside another question (``rubric.counterfactual``)."""
    manipulated: int = 0
    """Responses of ``counterfactuals`` that the judge praised there as well."""
