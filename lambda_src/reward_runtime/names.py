"""The names that both sides of a deployment must agree on: environment variables, metrics, log fields.

The emitter, and whatever reads its output, take every name from here; a name that is not here does not exist.
"""

from types import MappingProxyType
from typing import Final

NAMESPACE: Final = "NovaReward"
"""CloudWatch namespace of every metric."""

METRIC_DIMENSION: Final = "Experiment"
"""The one metric dimension; its value is the experiment's name, with the stage in front where there is one."""

ENV_EXPERIMENT: Final = "REWARD_EXPERIMENT"
"""Name of the experiment, as it stands in metrics and logs."""
ENV_REVISION: Final = "REWARD_REVISION"
"""First 8 hex digits of the ``RewardHash``."""
ENV_REWARD: Final = "REWARD_NAME"
"""Module in ``rewards/`` whose ``REWARD`` scores."""
ENV_WEIGHTS: Final = "REWARD_WEIGHTS"
"""JSON object of weights that override the reward's own; absent or empty for none."""
ENV_REPLY: Final = "REWARD_REPLY"
"""``list`` (Nova jobs) or ``envelope`` (open-weight jobs)."""
ENV_ON_BAD_ROW: Final = "REWARD_ON_BAD_ROW"
"""``floor`` or ``raise``: what an unscorable row does."""

ENV_JUDGE: Final = "REWARD_JUDGE"
"""JSON object of the judge's settings (``reward_runtime.judge.settings``); absent for rewards without one."""
ENV_ON_FAILURE: Final = "REWARD_ON_FAILURE"
"""``raise``, or ``neutral`` with the share of a batch, 0..1, that may get the neutral value: ``neutral:0.5:0.01``."""

METRICS: Final = MappingProxyType(
    {
        "Reward": "None",
        "RewardShare": "None",
        "NoAnswer": "None",
        "Unscorable": "None",
        "Fallback": "None",
        "ResponseChars": "Count",
        "BatchSize": "Count",
        "BatchMillis": "Milliseconds",
        "InvocationFailed": "Count",
        "JudgeCalls": "Count",
        "JudgeMillis": "Milliseconds",
        "JudgeThrottles": "Count",
        "JudgeUnreadable": "Count",
        "JudgeFailed": "None",
        "JudgeFalsePositive": "None",
        "JudgeInputTokens": "Count",
        "JudgeOutputTokens": "Count",
    }
)
"""Metric name -> CloudWatch unit. ``RewardShare`` is the aggregate as a share 0..1 of its range, because
CloudWatch computes no percentiles over negative values. ``NoAnswer`` and ``Unscorable`` are 0 or 1 a sample,
so that their average is a share."""

DIMENSION_METRIC_PREFIX: Final = "Dim_"
"""A dimension ``correct`` of a reward is the metric ``Dim_correct``."""

DIMENSION_FIELD_PREFIX: Final = "dim_"
"""A dimension ``correct`` of a reward is the log field ``dim_correct``."""

REASON_FIELD_PREFIX: Final = "why_"
"""Why a dimension ``correct`` has its value is the log field ``why_correct``, a short code, where its scorer says."""

HEAD_FIELDS: Final = ("level", "timestamp", "event", "experiment", "revision", "request_id", "judge")
"""Fields that every JSON line of the kit begins with; ``judge`` is model and rubrics, empty where there is none."""

JUDGE_FIELDS: Final = (
    "asked",
    "lost",
    "calls",
    "retries",
    "throttles",
    "unreadable",
    "hedges",
    "cache_hits",
    "deduplicated",
    "input_tokens",
    "output_tokens",
    "probes",
    "false_positives",
    "false_negatives",
)
"""Fields of the one JSON line an invocation leaves on what it asked of its judge, after ``HEAD_FIELDS``: counts."""

SAMPLE_FIELDS: Final = (
    "id",
    "aggregate_reward_score",
    "outcome",
    "no_answer",
    "unscorable",
    "fallback",
    "rule",
    "others",
    "reason",
    "reference_place",
    "prompt_hash",
    "prompt_chars",
    "response_chars",
)
"""Fields of the one JSON line a sample leaves in the log, after ``HEAD_FIELDS`` and before its ``dim_*`` and ``why_*``
fields. None holds text of a prompt, a response or a reference."""

FAILURE_FIELDS: Final = ("error", "fault", "message")
"""Fields of the one JSON line an invocation leaves when it fails, after ``HEAD_FIELDS``."""
