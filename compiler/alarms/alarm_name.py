"""``AlarmName``: the name of every alarm; CloudWatch shows it after the experiment."""

from enum import StrEnum

__all__ = ["AlarmName"]


class AlarmName(StrEnum):
    """The symptom, in a few hyphenated words."""

    TRAINING_SIGNAL_BAD = "training-signal-bad"
    SERVICE_BAD = "service-bad"
    """These two are the composite alarms; all others watch metrics."""

    REWARD_COLLAPSE = "reward-collapse"
    GROUPS_WITHOUT_SPREAD = "groups-without-spread"
    ZERO_SHARE = "zero-share"
    REWARD_JUMP_WITH_LENGTH = "reward-jump-with-length"
    REWARD_CLIMB_WITH_LENGTH = "reward-climb-with-length"
    JUDGE_FAILURES = "judge-failures"
    JUDGE_FOOLED = "judge-fooled"
    JUDGE_TOO_KIND = "judge-too-kind"
    SHADOW_GAP = "shadow-gap"

    UNSCORABLE_ROWS = "unscorable-rows"
    FALLBACK = "fallback"
    THROTTLES = "throttles"
    ERRORS = "errors"
    NEAR_TIMEOUT = "near-timeout"
    METRICS_LOST = "metrics-lost"
    OPERATOR_FAULT = "operator-fault"
    CONCURRENCY = "concurrency"
    COST = "cost"

    WARMED_UP = "warmed-up"
    TRAINED_FOR_HOURS = "trained-for-hours"
    NO_DATA = "no-data"
