"""The registry of metrics: every value that the function gives CloudWatch, with its unit, meaning and occasion.

Each costs 0.30 USD a month, so what CloudWatch can do without is a field of the log (``log_fields``) and no metric:
Lambda itself counts invocations, errors and their duration, and a mean of rewards is one of shares.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

__all__ = ["DIMENSION_METRIC_PREFIX", "METRICS", "Metric", "Needs", "emitted_by", "metric"]

Needs = Literal["", "judge", "fallback", "shadow"]
"""What an experiment must have for a metric to be emitted; nothing for most."""


class Metric(NamedTuple):
    """One metric."""

    name: str
    unit: str
    """CloudWatch's."""
    meaning: str
    when: str
    """What one value stands for, and when there is one."""
    needs: Needs = ""
    signed: bool = False
    """Whether a value may be below zero, where CloudWatch has no percentiles (User Guide, Percentiles)."""


_REGISTERED: Final = (
    Metric("RewardShare", "None", "The reward, as a share 0..1 of its range", "each sample"),
    Metric("AtFloor", "None", "Whether the reward is the lowest there is, 0 or 1", "each sample"),
    Metric("AtCeiling", "None", "Whether the reward is the highest there is, 0 or 1", "each sample"),
    Metric("NoAnswer", "None", "Whether no answer was found, 0 or 1", "each sample"),
    Metric("Unscorable", "None", "Whether the row cannot be scored, 0 or 1", "each sample"),
    Metric("Fallback", "None", "Whether the neutral value stands in for a verdict, 0 or 1", "each sample", "fallback"),
    Metric("ResponseChars", "Count", "Characters of the response", "each sample"),
    Metric("GroupSpread", "None", "Largest less smallest share within a prompt group", "each group"),
    Metric("GroupFlat", "None", "Whether a group's spread is below 0.000001, 0 or 1", "each group"),
    Metric("GroupAllRight", "None", "Whether a group is flat, and right: the other flat ones are wrong", "each group"),
    Metric("LengthCorrelation", "None", "Pearson's r of length and share", "each batch of 8 or more", signed=True),
    Metric("DuplicateShare", "None", "Share of responses that an earlier one equals", "each batch of 2 or more"),
    Metric("OperatorFault", "None", "Whether the operator must mend it, 0 or 1", "each failed invocation"),
    Metric("ShadowGap", "None", "Share less the shadow reward's share", "each shadowed sample", "shadow", signed=True),
    Metric("JudgeMillis", "Milliseconds", "Time of a reply, from sending its call", "each reply", "judge"),
    Metric("JudgeThrottles", "Count", "Replies of 429", "each invocation", "judge"),
    Metric("JudgeFailed", "None", "Whether a verdict was lost, 0 or 1", "each verdict asked for", "judge"),
    Metric("JudgeFalsePositive", "None", "Whether the worthless was praised, 0 or 1", "each canary or decoy", "judge"),
    Metric("JudgeInputTokens", "Count", "Tokens read by the judge", "each invocation", "judge"),
    Metric("JudgeOutputTokens", "Count", "Tokens written by the judge", "each invocation", "judge"),
)

METRICS: Final[Mapping[str, Metric]] = MappingProxyType({metric.name: metric for metric in _REGISTERED})
"""Every metric by name, but for those of a reward's own dimensions: see ``metric``."""

DIMENSION_METRIC_PREFIX: Final = "Dim_"
"""A dimension ``correct`` of a reward is the metric ``Dim_correct``."""


def metric(name: str) -> Metric:
    """Return the metric of that name, also of a dimension; ``KeyError`` for one that is not in the registry."""
    dimension = name.removeprefix(DIMENSION_METRIC_PREFIX)
    if dimension and dimension != name:
        return Metric(name, "None", "The value of that dimension, 0..1", "each sample without a fallback")
    return METRICS[name]


def emitted_by(dimensions: tuple[str, ...], has: frozenset[Needs]) -> tuple[Metric, ...]:
    """Return all metrics of an experiment whose reward has these dimensions, and which ``has`` what some need."""
    own = tuple(metric(DIMENSION_METRIC_PREFIX + dimension) for dimension in dimensions)
    return (*(each for each in _REGISTERED if not each.needs or each.needs in has), *own)
