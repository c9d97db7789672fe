"""The names that both sides of a deployment must agree on: environment variables, metrics, log fields.

The emitter, and whatever reads its output, take every name from here; a name that is not here does not exist.
"""

from typing import Final

from reward_runtime.telemetry.fields import (
    BATCH_FIELDS,
    DIMENSION_FIELD_PREFIX,
    EXTRA_FIELDS,
    FAILURE_FIELDS,
    HEAD_FIELDS,
    JUDGE_FIELDS,
    REASON_FIELD_PREFIX,
    SAMPLE_FIELDS,
)
from reward_runtime.telemetry.metrics import DIMENSION_METRIC_PREFIX, METRICS, Metric, Needs, emitted_by, metric

__all__ = [
    "BATCH_FIELDS",
    "DIMENSION_FIELD_PREFIX",
    "DIMENSION_METRIC_PREFIX",
    "ENV_EXPERIMENT",
    "ENV_JUDGE",
    "ENV_ON_BAD_ROW",
    "ENV_ON_FAILURE",
    "ENV_REPLY",
    "ENV_REVISION",
    "ENV_REWARD",
    "ENV_SHADOW",
    "ENV_WEIGHTS",
    "EXTRA_FIELDS",
    "FAILURE_FIELDS",
    "HEAD_FIELDS",
    "JUDGE_FIELDS",
    "METRICS",
    "METRIC_DIMENSION",
    "NAMESPACE",
    "REASON_FIELD_PREFIX",
    "SAMPLE_FIELDS",
    "Metric",
    "Needs",
    "emitted_by",
    "metric",
]

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
ENV_SHADOW: Final = "REWARD_SHADOW"
"""``<reward>:<share>``: a second reward that scores this share of samples, 0..1, for the log alone; absent for none."""
ENV_ON_FAILURE: Final = "REWARD_ON_FAILURE"
"""``raise``, or ``neutral`` with the share of a batch, 0..1, that may get the neutral value: ``neutral:0.5:0.01``."""
