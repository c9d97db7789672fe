"""An invocation's requests to its judge -> fields of its log line and values of its metrics."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reward_runtime.names import Field, JudgeFields, Metric, Metrics

if TYPE_CHECKING:
    # A reward without a judge loads none of its modules.
    from reward_runtime.judge.asking.stats import JudgeStats

__all__ = ["judge_fields", "judge_values"]


def judge_fields(stats: "JudgeStats") -> dict[Field, int]:
    """Return the fields of the judge's line, in the registry's order."""
    return {
        JudgeFields.ASKED: stats.asked,
        JudgeFields.LOST: stats.lost,
        JudgeFields.CALLS: stats.calls,
        JudgeFields.RETRIES: stats.retries,
        JudgeFields.THROTTLES: stats.throttles,
        JudgeFields.UNREADABLE: stats.unreadable,
        JudgeFields.HEDGES: stats.hedges,
        JudgeFields.CACHE_HITS: stats.cache_hits,
        JudgeFields.DEDUPLICATED: stats.deduplicated,
        JudgeFields.INPUT_TOKENS: stats.input_tokens,
        JudgeFields.OUTPUT_TOKENS: stats.output_tokens,
        JudgeFields.PROBES: stats.probes,
        JudgeFields.FALSE_POSITIVES: stats.false_positives,
        JudgeFields.FALSE_NEGATIVES: stats.false_negatives,
        JudgeFields.DECOYED: stats.counterfactuals,
        JudgeFields.TALKED_ROUND: stats.manipulated,
    }


def judge_values(stats: "JudgeStats | None") -> Mapping[Metric, Sequence[float]]:
    """Return the values of the judge's metrics; none without a judge."""
    if stats is None:
        return {}
    tried = stats.counterfactuals + stats.probes
    fooled = stats.manipulated + stats.false_positives
    return {
        Metrics.JUDGE_MILLIS: stats.latencies_ms,
        Metrics.JUDGE_THROTTLES: [stats.throttles],
        Metrics.JUDGE_FAILED: [1] * stats.lost + [0] * (stats.asked - stats.lost),
        Metrics.JUDGE_FALSE_POSITIVE: [1] * fooled + [0] * (tried - fooled),
        Metrics.JUDGE_INPUT_TOKENS: [stats.input_tokens],
        Metrics.JUDGE_OUTPUT_TOKENS: [stats.output_tokens],
    }
