"""Compares the time of a batch's calls to the judge with the timeout: by the judge's latency, and by the quota."""

from collections.abc import Iterator
from math import ceil

from reward_runtime.deadline import MARGIN_SECONDS

from compiler.capacity.finding import Finding
from compiler.capacity.judged_batch import JudgedBatch
from compiler.experiment.experiment import Experiment

__all__ = ["judging_findings"]

SAVED = 2
"""An impossible batch exceeds its time by this factor. Equal questions of a batch are asked once, which saved up to
42 % of the calls in measurements, and never half."""


def judging_findings(experiment: Experiment, questions: int) -> Iterator[Finding]:
    """Yield a finding if a batch's calls do not fit into an invocation; ``questions`` a sample, at least 1."""
    batch = JudgedBatch.of(experiment, questions)
    if batch is not None:
        yield from _latency(batch)
        yield from _quota(batch, experiment.job.concurrency)


def _latency(batch: JudgedBatch) -> Iterator[Finding]:
    slow, typical = batch.slow_seconds, batch.typical_seconds
    if slow <= batch.seconds:
        return
    yield Finding(
        "judge-time",
        f"timeout_seconds: got {batch.seconds:g} s for {batch.calls} calls, {batch.settings.concurrency} at once, "
        f"which take {typical:.1f} s at the judge's p50 and {slow:.1f} s at its p99, expected them to fit; "
        f"{_longer(slow)}",
        impossible=typical > batch.seconds,
    )


def _quota(batch: JudgedBatch, environments: int) -> Iterator[Finding]:
    needed, total = batch.quota_seconds, batch.requests_per_minute(environments)
    # If not even one call fits, the quota is not the reason.
    if needed <= batch.seconds or total is None:
        return
    yield Finding(
        "judge-quota",
        f"judge.requests_per_minute: got {batch.judge.requests_per_minute} over {environments} environments, "
        f"{batch.settings.requests_per_minute:.3g} each, so that {batch.calls} calls take {needed:.1f} s of the "
        f"{batch.seconds:g} s an invocation has, expected them to fit; {_longer(needed)}, or have {total}",
        impossible=needed / SAVED > batch.seconds,
    )


def _longer(seconds: float) -> str:
    return f"set timeout_seconds to {min(900, ceil(seconds + MARGIN_SECONDS))} or a smaller batch"
