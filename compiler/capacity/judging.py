"""Compares the time of a batch's calls to the judge with the timeout: by the judge's latency, and by the quota."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from reward_runtime.deadline import MARGIN_SECONDS
from reward_runtime.judge.settings import JudgeSettings

from compiler.capacity.finding import Finding
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from compiler.judge.settings import judge_settings

__all__ = ["judging_findings"]

SAVED = 2
"""An impossible batch exceeds its time by this factor. Equal questions of a batch are asked once, which saved up to
42 % of the calls in measurements, and never half."""


def judging_findings(experiment: Experiment, questions: int) -> Iterator[Finding]:
    """Yield a finding if a batch's calls do not fit into an invocation; ``questions`` a sample, at least 1."""
    if experiment.judge is None:
        return
    settings = judge_settings(experiment.judge, experiment.job, questions)
    batch = _Batch(
        questions * experiment.job.batch_size, experiment.timeout_seconds - MARGIN_SECONDS, experiment.judge, settings
    )
    yield from batch.latency()
    yield from batch.quota(experiment.job.concurrency)


@dataclass(frozen=True)
class _Batch:
    calls: int
    seconds: float
    """Time that an invocation has for them."""
    judge: Judge
    settings: JudgeSettings

    def latency(self) -> Iterator[Finding]:
        rounds = self.calls / min(self.calls, self.settings.concurrency)
        slow, typical = ceil(rounds) * self.judge.latency_p99_seconds, rounds * self.judge.latency_p50_seconds
        if slow <= self.seconds:
            return
        yield Finding(
            "judge-time",
            f"timeout_seconds: got {self.seconds:g} s for {self.calls} calls, {self.settings.concurrency} at once, "
            f"which take {typical:.1f} s at the judge's p50 and {slow:.1f} s at its p99, expected them to fit; "
            f"{self._longer(slow)}",
            impossible=typical > self.seconds,
        )

    def quota(self, environments: int) -> Iterator[Finding]:
        needed = (self.calls - 1) * 60 / self.settings.requests_per_minute + self.judge.latency_p50_seconds
        left = self.seconds - self.judge.latency_p50_seconds
        # If not even one call fits, the quota is not the reason.
        if needed <= self.seconds or left <= 0:
            return
        total = ceil((self.calls - 1) * 60 / left * environments)
        yield Finding(
            "judge-quota",
            f"judge.requests_per_minute: got {self.judge.requests_per_minute} over {environments} environments, "
            f"{self.settings.requests_per_minute:.3g} each, so that {self.calls} calls take {needed:.1f} s of the "
            f"{self.seconds:g} s an invocation has, expected them to fit; {self._longer(needed)}, or have {total}",
            impossible=needed / SAVED > self.seconds,
        )

    def _longer(self, seconds: float) -> str:
        return f"set timeout_seconds to {min(900, ceil(seconds + MARGIN_SECONDS))} or a smaller batch"
