"""The names that both sides of a deployment must agree on: environment variables, metrics, log fields.

The function that emits them and the code that reads its output take every name from here, by reference: a name is
typed once, in its registry (``telemetry/metrics.py``, ``telemetry/fields.py``) or below.
"""

from typing import Final

from reward_runtime.telemetry.fields import (
    BATCH_FIELDS,
    DIMENSION_FIELD_PREFIX,
    EXTRA_FIELDS,
    FAILURE_FIELDS,
    HEAD_FIELDS,
    JUDGE_FIELDS,
    PREFLIGHT_FIELDS,
    REASON_FIELD_PREFIX,
    SAMPLE_FIELDS,
    SECOND_FIELD_PREFIX,
    SECOND_FIELDS,
    BatchFields,
    Event,
    ExtraFields,
    FailureFields,
    Field,
    HeadFields,
    JudgeFields,
    PreflightFields,
    SampleFields,
    SecondFields,
)
from reward_runtime.telemetry.metrics import (
    DIMENSION_METRIC_PREFIX,
    METRICS,
    Metric,
    Metrics,
    Needs,
    dimension_metric,
    emitted_by,
)

__all__ = [
    "BATCH_FIELDS",
    "DIMENSION_FIELD_PREFIX",
    "DIMENSION_METRIC_PREFIX",
    "ENV_EXPERIMENT",
    "ENV_JUDGE",
    "ENV_LOG_SHARE",
    "ENV_ON_BAD_ROW",
    "ENV_ON_FAILURE",
    "ENV_REPLY",
    "ENV_REVISION",
    "ENV_REWARD",
    "ENV_SANDBOX",
    "ENV_SECOND_JUDGE",
    "ENV_SHADOW",
    "ENV_WEIGHTS",
    "EXTRA_FIELDS",
    "FAILURE_FIELDS",
    "HEAD_FIELDS",
    "JUDGE_FIELDS",
    "METRICS",
    "METRIC_DIMENSION",
    "NAMESPACE",
    "PREFLIGHT_FIELDS",
    "REASON_FIELD_PREFIX",
    "SAMPLE_FIELDS",
    "SECOND_FIELDS",
    "SECOND_FIELD_PREFIX",
    "BatchFields",
    "Event",
    "ExtraFields",
    "FailureFields",
    "Field",
    "HeadFields",
    "JudgeFields",
    "Metric",
    "Metrics",
    "Needs",
    "PreflightFields",
    "SampleFields",
    "SecondFields",
    "dimension_metric",
    "emitted_by",
]

NAMESPACE: Final = "NovaReward"
"""CloudWatch namespace of every metric."""

METRIC_DIMENSION: Final = "Experiment"
"""The one metric dimension (CloudWatch's; a reward's dimensions are something else). Its value is the experiment's
name, after its stage if it has one."""

ENV_EXPERIMENT: Final = "REWARD_EXPERIMENT"
"""Name of the experiment, as metrics and logs show it."""
ENV_REVISION: Final = "REWARD_REVISION"
"""First 8 hex digits of the ``RewardHash``."""
ENV_REWARD: Final = "REWARD_NAME"
"""Module in ``rewards/`` whose ``REWARD`` scores."""
ENV_WEIGHTS: Final = "REWARD_WEIGHTS"
"""JSON object of weights that override the reward's own; absent or empty if there are none."""
ENV_REPLY: Final = "REWARD_REPLY"
"""``list`` (Nova jobs) or ``envelope`` (open-weight jobs)."""
ENV_ON_BAD_ROW: Final = "REWARD_ON_BAD_ROW"
"""``floor`` or ``raise``: whether an unscorable row gets the floor or fails the batch."""

ENV_JUDGE: Final = "REWARD_JUDGE"
"""JSON object of the judge's settings (``reward_runtime.judge.settings``); absent for a reward without a judge."""
ENV_LOG_SHARE: Final = "REWARD_LOG_SHARE"
"""Share of prompts, 0..1, whose samples are logged; absent if all are."""
ENV_SANDBOX: Final = "REWARD_SANDBOX"
"""Name of the function that runs programs; absent for a reward that runs none."""
ENV_SECOND_JUDGE: Final = "REWARD_SECOND_JUDGE"
"""JSON object of the second judge's settings and its share of samples (``reward_runtime.judge.settings``); absent if
there is none."""
ENV_SHADOW: Final = "REWARD_SHADOW"
"""``<reward>:<share>``: a second reward that scores this share of samples, 0..1, for the log only; absent if none."""
ENV_ON_FAILURE: Final = "REWARD_ON_FAILURE"
"""``raise``, or ``neutral`` with the neutral value and the share of a batch, 0..1, that may get it:
``neutral:0.5:0.01``."""
