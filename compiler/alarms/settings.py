"""``AlarmSettings``: the thresholds of an experiment's alarms. Each default suits most jobs."""

from pydantic import Field

from compiler.experiment.block import Block

__all__ = ["AlarmSettings"]


class AlarmSettings(Block):
    """Thresholds of this experiment's alarms, and the address that they tell. None changes a score."""

    email: str | None = Field(
        default=None, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=320, examples=["oncall@example.com"]
    )
    """Address for notifications; AWS asks it to confirm once. Without it, subscribe to the topic yourself."""
    warm_up_minutes: int = Field(default=30, ge=10, le=360, multiple_of=5, examples=[60])
    """Minutes of training before a flat or zero reward alarms anybody."""
    min_samples: int = Field(default=256, ge=32, le=100_000, examples=[512])
    """Fewest samples in an alarm's period at which a share of them counts."""
    collapse_spread: float = Field(default=0.02, gt=0, lt=1, examples=[0.05])
    """Collapse: the 5th and 95th percentile of the reward are closer than this share of its range."""
    flat_group_share: float = Field(default=0.8, gt=0, lt=1, examples=[0.9])
    """Groups without spread: in more than this share of prompt groups, all samples have one reward."""
    zero_share: float = Field(default=0.9, gt=0, lt=1, examples=[0.95])
    """Zero share: more than this share of samples get the reward's floor."""
    unscorable_share: float = Field(default=0.01, gt=0, lt=1, examples=[0.02])
    """Unscorable rows: more than this share of samples cannot be scored, such as rows without a reference."""
    judge_failure_share: float = Field(default=0.05, gt=0, lt=1, examples=[0.1])
    """Judge failures: more than this share of the verdicts asked for never arrive."""
    error_share: float = Field(default=0.05, gt=0, lt=1, examples=[0.1])
    """Errors: more than this share of invocations fail."""
    near_timeout_share: float = Field(default=0.8, gt=0, lt=1, examples=[0.9])
    """Near timeout: the longest invocation takes more than this share of the timeout."""
    near_concurrency_share: float = Field(default=0.8, gt=0, lt=1, examples=[0.9])
    """Concurrency: more than this share of the limit runs at once."""
    account_concurrency: int = Field(default=1000, ge=1, le=10_000_000, examples=[5000])
    """The account's limit of invocations at once in the region. It counts if reserved_concurrency is not set."""
    jump_reward: float = Field(default=0.15, gt=0, lt=1, examples=[0.25])
    """Gaming: in half an hour or two hours the mean reward rises by this share of its range, and responses grow too."""
    jump_length: float = Field(default=0.3, gt=0, le=10, examples=[0.5])
    """Gaming: least growth of the mean response that counts with jump_reward, as a share of its length."""
    shadow_gap: float = Field(default=0.2, gt=0, lt=1, examples=[0.3])
    """Shadow gap: on average, reward and shadow reward differ by more than this share of the range."""
    second_gap: float = Field(default=0.15, gt=0, lt=1, examples=[0.2])
    """Judge too kind: on average, it pays this share of the range more than the second judge, on the same samples."""
    cost_per_day_usd: float = Field(default=100.0, gt=0, le=1e6, examples=[250.0])
    """Cost: judge and function together cost more than this in 24 hours, in US dollars."""
    no_data: bool = Field(default=False, examples=[True])
    """No data: whether the alarm is sent. It is red whenever nothing trains, so deploy it so for a job alone."""
    silent_minutes: int = Field(default=15, ge=5, le=720, examples=[30])
    """No data: minutes without one scored sample. Set it longer than a training step and its checkpoint take."""
