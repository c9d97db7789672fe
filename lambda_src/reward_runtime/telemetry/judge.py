"""An invocation's requests to its judges -> fields of its log lines and values of its metrics."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reward_runtime.names import (
    SECOND_FIELD_PREFIX,
    ExtraFields,
    Field,
    JudgeFields,
    Metric,
    Metrics,
    SecondFields,
)

if TYPE_CHECKING:
    # A reward without a judge loads none of its modules.
    from reward_runtime.judge.asking.stats import JudgeStats

__all__ = ["judge_fields", "judge_values", "second_extras", "second_fields", "second_values"]


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


def second_extras(stats: "JudgeStats | None") -> dict[int, str]:
    """Return fields of the samples that both judges judged, as JSON without braces, by position in the batch."""
    if stats is None or stats.second is None:
        return {}
    extras: dict[int, str] = {}
    for position, each in stats.second.compared.items():
        values = "".join(f', "{SECOND_FIELD_PREFIX}{name}": {value!r}' for name, value in each.dimensions.items())
        told = f'"{ExtraFields.SECOND_SCORE.name}": {each.score!r}, "{ExtraFields.SECOND_GAP.name}": {each.gap!r}'
        extras[position] = told + values
    return extras


def second_fields(stats: "JudgeStats") -> dict[Field, float | str | None]:
    """Return the end of that line; nothing without a second judge."""
    second = stats.second
    if second is None:
        return {}
    return {
        SecondFields.JUDGE: second.name,
        SecondFields.JUDGED: len(second.compared),
        SecondFields.UNASKED: second.unasked,
        SecondFields.FAILED: second.failed,
        SecondFields.CALLS: second.requests.calls,
        SecondFields.THROTTLES: second.requests.throttles,
        SecondFields.INPUT_TOKENS: second.requests.input_tokens,
        SecondFields.OUTPUT_TOKENS: second.requests.output_tokens,
        SecondFields.ERROR: second.error or None,
    }


def second_values(stats: "JudgeStats | None") -> Mapping[Metric, Sequence[float]]:
    """Return the values of the second judge's metrics; none without one."""
    if stats is None or stats.second is None:
        return {}
    second = stats.second
    gaps = [each.gap for each in second.compared.values()]
    return {
        Metrics.SECOND_GAP: gaps,
        Metrics.SECOND_DISTANCE: list(map(abs, gaps)),
        Metrics.SECOND_INPUT_TOKENS: [second.requests.input_tokens],
        Metrics.SECOND_OUTPUT_TOKENS: [second.requests.output_tokens],
    }
