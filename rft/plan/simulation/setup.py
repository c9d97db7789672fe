"""``Setup``: the figures that a simulated job runs by, and ``Invocation``: one call of the job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.settings import JudgeSettings

__all__ = ["Invocation", "LatencyOf", "Processor", "Quota", "Setup"]

LatencyOf = Callable[[str, int], float]
"""Name of a question, number of its earlier calls -> seconds of the judge."""


@dataclass(frozen=True)
class Quota:
    """The quota of the account's service, over all environments. A rate of 0 means no limit."""

    requests_per_minute: float = 0.0
    tokens_per_minute: float = 0.0
    burst: float = 20.0
    """Requests that are admitted at once."""


@dataclass(frozen=True)
class Processor:
    """Processor time, in seconds of a whole core, and the share of a core that there is."""

    cores: float
    invocation: float = 0.0
    """To take an event and to reply, with any content."""
    sample: float = 0.0
    """To decode, score and report a sample."""
    call: float = 0.0
    """To send a call to the judge and to read its reply."""
    shared: bool = False
    """Whether all environments use the same processor, as on one machine."""


@dataclass(frozen=True)
class Setup:
    """Everything but the invocations."""

    concurrency: int
    """Invocations at once."""
    seconds: float
    """The function's timeout."""
    processor: Processor
    judge: JudgeSettings | None = None
    """Settings of one environment; ``None`` if nothing is judged."""
    latency: LatencyOf = lambda _name, _earlier: 0.0
    quota: Quota = Quota()
    tokens: tuple[int, int] = (0, 0)
    """Tokens that a call reads and writes."""
    most_lost: float = 0.0
    """Share of a batch that may go without a verdict."""
    cold_seconds: float = 0.0
    """Start of an environment."""
    tries: int = 4
    """Calls of the job for one batch, the first one included."""


@dataclass(frozen=True)
class Invocation:
    """One batch of the job."""

    samples: int
    questions: Sequence[Question[float]] = ()
    arrives: float = 0.0
    """Seconds from the beginning of its step."""
