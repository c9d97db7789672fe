"""``JudgeStats`` and ``SecondStats``: the counts of one invocation, for its log lines and metrics."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Compared", "JudgeStats", "SecondStats"]


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
    second: "SecondStats | None" = None
    """The second judge's; ``None`` if it was not begun."""


class Compared(NamedTuple):
    """One sample by the verdicts of both judges."""

    score: float
    """The reward by the second judge's verdicts, in its own range."""
    gap: float
    """Share of the reward's range by the judge, less the share by the second judge: -1..1, above 0 if it pays more."""
    dimensions: Mapping[str, float]
    """The second judge's value of each judged dimension, 0..1."""


@dataclass
class SecondStats:
    """The second judge's part of an invocation. It is not in the counts of the first."""

    name: str
    """The model."""
    compared: dict[int, Compared] = field(default_factory=dict[int, Compared])
    """Place of a sample -> its comparison, of those drawn that both judges judged."""
    unasked: int = 0
    """Drawn samples that there was no time or pace to ask about."""
    failed: int = 0
    """Drawn samples that it was asked about, and gave no verdict on."""
    error: str = ""
    """The error that ended its calls; no text of a row is in it."""
    requests: JudgeStats = field(default_factory=JudgeStats)
    """Its calls and tokens."""
