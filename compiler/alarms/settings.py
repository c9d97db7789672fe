"""``AlarmSettings``: the thresholds of an experiment's alarms, each with a default that suits most jobs."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["AlarmSettings"]


class AlarmSettings(Block):
    """When the alarms of this experiment go off. None changes a score."""

    email: str | None = Field(
        default=None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=320, examples=["oncall@example.com"]
    )
    """Address that is told; AWS asks it to confirm once. Without it, subscribe to the topic yourself."""
    warm_up_minutes: int = Field(default=30, ge=10, le=360, multiple_of=5)
    """Minutes of training before a flat or zero reward wakes anybody, 10 to 360, in fives."""
    min_samples: int = Field(default=256, ge=32, le=100_000)
    """Samples that an alarm's period must hold before a share of them counts, 32 to 100000."""
    collapse_spread: float = Field(default=0.02, gt=0, lt=1)
    """Collapse: the 5th and 95th percentile of the reward are nearer than this share of its range."""
    flat_group_share: float = Field(default=0.8, gt=0, lt=1)
    """Groups without spread: more than this share of prompt groups have one reward for all their samples."""
    zero_share: float = Field(default=0.9, gt=0, lt=1)
    """Zero share: more than this share of samples get the reward's floor."""
    unscorable_share: float = Field(default=0.01, gt=0, lt=1)
    """Unscorable rows: more than this share of samples cannot be scored, such as for want of a reference."""
    judge_failure_share: float = Field(default=0.05, gt=0, lt=1)
    """Judge failures: more than this share of the verdicts asked for are never won."""
    error_share: float = Field(default=0.05, gt=0, lt=1)
    """Errors: more than this share of invocations fail."""
    near_timeout_share: float = Field(default=0.8, gt=0, lt=1)
    """Near timeout: the longest invocation takes more than this share of the timeout."""
    near_concurrency_share: float = Field(default=0.8, gt=0, lt=1)
    """Concurrency: more than this share of the limit runs at once."""
    jump_reward: float = Field(default=0.15, gt=0, lt=1)
    """Gaming: the mean reward rises by at least this share of its range within half an hour, or two hours, ..."""
    jump_length: float = Field(default=0.3, gt=0, le=10)
    """... while the mean response grows by at least this share of its length."""
    shadow_gap: float = Field(default=0.2, gt=0, lt=1)
    """Shadow gap: reward and shadow reward differ by more than this share of the range, on average."""
    cost_per_day_usd: float = Field(default=100.0, gt=0, le=1e6)
    """Cost: judge and function together cost more than this within 24 hours, in US dollars."""
    silent_minutes: int = Field(default=15, ge=5, le=720)
    """No data: minutes without one scored sample, 5 to 720; longer than a step and its checkpoint take."""
