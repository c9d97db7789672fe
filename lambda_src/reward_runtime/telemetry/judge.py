"""An invocation's requests to its judge -> fields of its log line and values of its metrics."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reward_runtime.names import Field, JudgeFields, Metric, Metrics

if TYPE_CHECKING:
    # At run time it would load the judge's client.
    from reward_runtime.judge.judge import Inquiry

__all__ = ["judge_fields", "judge_values"]


def judge_fields(inquiry: "Inquiry") -> dict[Field, int]:
    """Return the fields of the judge's line, in the registry's order."""
    tally, found = inquiry.tally, inquiry.found
    return {
        JudgeFields.ASKED: inquiry.asked,
        JudgeFields.LOST: inquiry.lost,
        JudgeFields.CALLS: tally.calls,
        JudgeFields.RETRIES: tally.retries,
        JudgeFields.THROTTLES: tally.throttles,
        JudgeFields.UNREADABLE: tally.unreadable,
        JudgeFields.HEDGES: tally.hedges,
        JudgeFields.CACHE_HITS: tally.cache_hits,
        JudgeFields.DEDUPLICATED: tally.deduplicated,
        JudgeFields.INPUT_TOKENS: tally.input_tokens,
        JudgeFields.OUTPUT_TOKENS: tally.output_tokens,
        JudgeFields.PROBES: found.judged if found else 0,
        JudgeFields.FALSE_POSITIVES: found.false_positives if found else 0,
        JudgeFields.FALSE_NEGATIVES: found.false_negatives if found else 0,
        JudgeFields.DECOYED: inquiry.decoyed,
        JudgeFields.TALKED_ROUND: inquiry.talked_round,
    }


def judge_values(inquiry: "Inquiry | None") -> Mapping[Metric, Sequence[float]]:
    """Return the values of the judge's metrics; none without a judge."""
    if inquiry is None:
        return {}
    tally, found = inquiry.tally, inquiry.found
    tried = inquiry.decoyed + (found.judged if found else 0)
    fooled = inquiry.talked_round + (found.false_positives if found else 0)
    return {
        Metrics.JUDGE_MILLIS: tally.latencies_ms,
        Metrics.JUDGE_THROTTLES: [tally.throttles],
        Metrics.JUDGE_FAILED: [1] * inquiry.lost + [0] * (inquiry.asked - inquiry.lost),
        Metrics.JUDGE_FALSE_POSITIVE: [1] * fooled + [0] * (tried - fooled),
        Metrics.JUDGE_INPUT_TOKENS: [tally.input_tokens],
        Metrics.JUDGE_OUTPUT_TOKENS: [tally.output_tokens],
    }
