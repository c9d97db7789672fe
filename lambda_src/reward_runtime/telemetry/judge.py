"""What an invocation asked of its judge -> fields of its log line and values of its metrics."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reward_runtime import names

if TYPE_CHECKING:
    # It brings the judge's client with it.
    from reward_runtime.judge.judge import Inquiry

__all__ = ["judge_fields", "judge_values"]


def judge_fields(inquiry: "Inquiry") -> dict[str, int]:
    """Return the fields of the judge's line, in the order of ``names.JUDGE_FIELDS``."""
    tally, found = inquiry.tally, inquiry.found
    counts = (
        inquiry.asked,
        inquiry.lost,
        tally.calls,
        tally.retries,
        tally.throttles,
        tally.unreadable,
        tally.hedges,
        tally.cache_hits,
        tally.deduplicated,
        tally.input_tokens,
        tally.output_tokens,
        found.judged if found else 0,
        found.false_positives if found else 0,
        found.false_negatives if found else 0,
        inquiry.decoyed,
        inquiry.talked_round,
    )
    return dict(zip(names.JUDGE_FIELDS, counts, strict=True))


def judge_values(inquiry: "Inquiry | None") -> Mapping[str, Sequence[float]]:
    """Return the values of the judge's metrics; none without a judge."""
    if inquiry is None:
        return {}
    tally, found = inquiry.tally, inquiry.found
    flags = [1] * inquiry.lost + [0] * (inquiry.asked - inquiry.lost)
    tried = inquiry.decoyed + (found.judged if found else 0)
    fooled = inquiry.talked_round + (found.false_positives if found else 0)
    return {
        "JudgeMillis": tally.latencies_ms,
        "JudgeThrottles": [tally.throttles],
        "JudgeFailed": flags,
        "JudgeFalsePositive": [1] * fooled + [0] * (tried - fooled),
        "JudgeInputTokens": [tally.input_tokens],
        "JudgeOutputTokens": [tally.output_tokens],
    }
