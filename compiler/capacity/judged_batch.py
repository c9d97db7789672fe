"""``JudgedBatch``: the calls that one batch makes to the judge, and the least time that they take.

Synth warns by these sums (``judging``), and no simulation of ``rft plan`` is faster than they allow.
"""

from dataclasses import dataclass
from math import ceil

from reward_runtime.deadline import MARGIN_SECONDS
from reward_runtime.judge.settings import JudgeSettings

from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from compiler.judge.settings import judge_settings

__all__ = ["JudgedBatch"]


@dataclass(frozen=True)
class JudgedBatch:
    """A batch in which every sample is judged and no two questions are equal."""

    calls: int
    seconds: float
    """Time that an invocation has for them."""
    judge: Judge
    settings: JudgeSettings
    """Those of one environment."""

    @classmethod
    def of(cls, experiment: Experiment, questions: int) -> "JudgedBatch | None":
        """Return the batch of an experiment with so many questions a sample, at least 1; ``None`` without a judge."""
        if experiment.judge is None:
            return None
        settings = judge_settings(experiment.judge, experiment.job, questions)
        calls, seconds = questions * experiment.job.batch_size, experiment.timeout_seconds - MARGIN_SECONDS
        return cls(calls, seconds, experiment.judge, settings)

    @property
    def rounds(self) -> float:
        """Calls that one thread makes after another."""
        return self.calls / min(self.calls, self.settings.concurrency)

    @property
    def typical_seconds(self) -> float:
        """Time of the calls if each takes the judge's median."""
        return self.rounds * self.judge.latency_p50_seconds

    @property
    def slow_seconds(self) -> float:
        """Time of the calls if each takes the judge's 99th percentile."""
        return ceil(self.rounds) * self.judge.latency_p99_seconds

    @property
    def quota_seconds(self) -> float:
        """Time that this environment's share of the quota takes."""
        return (self.calls - 1) * 60 / self.settings.requests_per_minute + self.judge.latency_p50_seconds

    def requests_per_minute(self, environments: int) -> int | None:
        """Return the quota at which the calls of all environments fit; ``None`` if not even one call fits."""
        left = self.seconds - self.judge.latency_p50_seconds
        return ceil((self.calls - 1) * 60 / left * environments) if left > 0 else None
