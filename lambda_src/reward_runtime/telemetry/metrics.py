"""The registry of metrics: every value that the function gives CloudWatch, with its unit, meaning and occasion.

Each metric costs 0.30 USD a month. So a value that CloudWatch can do without is a field of the log (``fields.py``) and
no metric. Lambda's own metrics are of one function; a figure that every revision shows is a metric here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

__all__ = ["DIMENSION_METRIC_PREFIX", "METRICS", "Metric", "Metrics", "Needs", "dimension_metric", "emitted_by"]

Needs = Literal["", "judge", "fallback", "shadow", "second"]
"""The part of an experiment without which a metric is not emitted; empty for most metrics."""


class Metric(NamedTuple):
    """One metric."""

    name: str
    unit: str
    """CloudWatch's unit."""
    meaning: str
    when: str
    """The occasion of one value: each sample, each group, each invocation, ..."""
    needs: Needs = ""
    signed: bool = False
    """True if a value may be below zero; CloudWatch has no percentiles of such values (User Guide, Percentiles)."""


class Metrics:
    """Every metric but those of a reward's own dimensions: see ``dimension_metric``."""

    REWARD_SHARE: Final = Metric("RewardShare", "None", "The reward, as a share 0..1 of its range", "each sample")
    AT_FLOOR: Final = Metric("AtFloor", "None", "1 if the reward is the lowest possible, else 0", "each sample")
    AT_CEILING: Final = Metric("AtCeiling", "None", "1 if the reward is the highest possible, else 0", "each sample")
    NO_ANSWER: Final = Metric("NoAnswer", "None", "1 if no answer was found, else 0", "each sample")
    UNSCORABLE: Final = Metric("Unscorable", "None", "1 if the row cannot be scored, else 0", "each sample")
    FALLBACK: Final = Metric("Fallback", "None", "1 if it got the neutral value, else 0", "each sample", "fallback")
    RESPONSE_CHARS: Final = Metric("ResponseChars", "Count", "Characters of the response", "each sample")
    GROUP_SPREAD: Final = Metric("GroupSpread", "None", "Highest minus lowest share of a prompt group", "each group")
    GROUP_FLAT: Final = Metric("GroupFlat", "None", "1 if a group's spread is below 0.000001, else 0", "each group")
    GROUP_ALL_RIGHT: Final = Metric(
        "GroupAllRight", "None", "1 if a group is flat and every sample right, else 0", "each group"
    )
    LENGTH_CORRELATION: Final = Metric(
        "LengthCorrelation", "None", "Pearson's r of length and share", "each batch of 8 or more", signed=True
    )
    DUPLICATE_SHARE: Final = Metric(
        "DuplicateShare", "None", "Share of responses that repeat an earlier one", "each batch of 2 or more"
    )
    INVOCATION_MILLIS: Final = Metric(
        "InvocationMillis", "Milliseconds", "Time of an invocation that returned scores", "each invocation"
    )
    OPERATOR_FAULT: Final = Metric(
        "OperatorFault", "None", "1 if the operator must correct the fault, else 0", "each failed invocation"
    )
    SHADOW_GAP: Final = Metric(
        "ShadowGap", "None", "Share minus the shadow reward's share", "each shadowed sample", "shadow", signed=True
    )
    JUDGE_MILLIS: Final = Metric("JudgeMillis", "Milliseconds", "Time from call to reply", "each reply", "judge")
    JUDGE_THROTTLES: Final = Metric("JudgeThrottles", "Count", "Replies of 429", "each invocation", "judge")
    JUDGE_FAILED: Final = Metric(
        "JudgeFailed", "None", "1 if no verdict was obtained, else 0", "each verdict asked for", "judge"
    )
    JUDGE_FALSE_POSITIVE: Final = Metric(
        "JudgeFalsePositive", "None", "1 if the judge was fooled, else 0", "each canary or counterfactual", "judge"
    )
    JUDGE_INPUT_TOKENS: Final = Metric(
        "JudgeInputTokens", "Count", "Tokens read by the judge", "each invocation", "judge"
    )
    JUDGE_OUTPUT_TOKENS: Final = Metric(
        "JudgeOutputTokens", "Count", "Tokens written by the judge", "each invocation", "judge"
    )
    SECOND_GAP: Final = Metric(
        "SecondGap",
        "None",
        "Share by the judge less share by the second",
        "each sample of both",
        "second",
        signed=True,
    )
    SECOND_DISTANCE: Final = Metric(
        "SecondDistance", "None", "The same gap without its sign", "each sample of both", "second"
    )
    SECOND_INPUT_TOKENS: Final = Metric(
        "SecondInputTokens", "Count", "Tokens read by the second judge for replies in time", "each invocation", "second"
    )
    SECOND_OUTPUT_TOKENS: Final = Metric(
        "SecondOutputTokens", "Count", "Tokens written by the second judge in time", "each invocation", "second"
    )


METRICS: Final[Mapping[str, Metric]] = MappingProxyType(
    {each.name: each for each in vars(Metrics).values() if isinstance(each, Metric)}
)
"""The same metrics by name, in order."""

DIMENSION_METRIC_PREFIX: Final = "Dim_"
"""A reward's dimension ``correct`` is the metric ``Dim_correct``."""


def dimension_metric(dimension: str) -> Metric:
    """Return the metric of a reward's dimension."""
    name = DIMENSION_METRIC_PREFIX + dimension
    return Metric(name, "None", "The value of that dimension, 0..1", "each sample without a fallback")


def emitted_by(dimensions: tuple[str, ...], has: frozenset[Needs]) -> tuple[Metric, ...]:
    """Return every metric of an experiment.

    Args:
        dimensions: names of its reward's dimensions.
        has: the parts that it has, of those that some metrics need.
    """
    own = map(dimension_metric, dimensions)
    return (*(each for each in METRICS.values() if not each.needs or each.needs in has), *own)
