"""The bytes that an experiment logs, and their price: the line printed at synth, and a warning of calls of few samples.

Every call leaves Lambda's lines, the batch's line and one that names its metrics. So the smaller the calls, the more of
the log is not about samples.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from reward_runtime.telemetry.emf import VALUES_A_METRIC as VALUES_A_LINE
from reward_runtime.telemetry.held import SECONDS

from compiler.alarms.charges import INVOCATION_USD, LOG_BYTE_USD, TRACE_USD, TRACED_SHARE
from compiler.capacity.finding import Finding
from compiler.experiment.experiment import Experiment

__all__ = ["LogVolume", "log_findings"]

SAMPLE, BATCH, JUDGE, LAMBDA, LAMBDA_TRACED = 560, 390, 520, 374, 674
"""Bytes of a line on a sample, a batch and a judge, and of Lambda's two lines on a call."""
METRICS, JUDGE_METRICS, METRIC_VALUES = 680, 250, 60
"""Bytes of a metric line without its values, of those that a judge adds, and of the values of a sample. All figures
are of ``sentiment`` and ``similarity``; a test compares them with the pipeline, and benchmarks/volume.py measures."""
FEW = 4
"""Samples of a call, below which most of the log is not about samples."""
HYPERPOD = 400
"""Calls a second of one sample each (AWS's published figure for HyperPod)."""
ADVISED = 0.05


@dataclass(frozen=True)
class LogVolume:
    """The volume of calls of one size."""

    samples: int
    """Of one call."""
    share: float = 1.0
    """Of the prompts that are logged."""
    judged: bool = False
    traced: bool = False
    calls_a_line: float = 1.0
    """Calls whose metrics are in one line, because they are held."""

    @property
    def bytes_a_call(self) -> float:
        """Bytes of one call, if no prompt comes twice in it."""
        lines = self.samples * self.share * SAMPLE
        told = (BATCH + self.judged * JUDGE) * (1 - (1 - self.share) ** self.samples)
        names = METRICS + self.judged * JUDGE_METRICS
        metrics = names * ceil(self.samples / VALUES_A_LINE) / self.calls_a_line + METRIC_VALUES * self.samples
        lambdas = (LAMBDA_TRACED if self.traced else LAMBDA) if self.share == 1 else 0
        return lines + told + metrics + lambdas

    @property
    def usd_a_call(self) -> float:
        """US dollars of one call for its logs and its trace."""
        return self.bytes_a_call * LOG_BYTE_USD + self.traced * TRACED_SHARE * TRACE_USD

    @classmethod
    def of(cls, experiment: Experiment) -> "LogVolume":
        """Return the volume of an experiment's calls."""
        return cls(experiment.job.batch_size, experiment.log_share, experiment.judge is not None, experiment.tracing)

    def __str__(self) -> str:
        calls = 1e6 / self.samples
        traces = f", traces {calls * TRACED_SHARE * TRACE_USD:.2f} USD" if self.traced else ""
        logs = calls * self.bytes_a_call
        return (
            f"a million samples, {self.samples} a call: logs {logs / 1e9:.2f} GB, {logs * LOG_BYTE_USD:.2f} USD"
            f"{traces}, requests to Lambda {calls * INVOCATION_USD:.2f} USD"
        )


def log_findings(experiment: Experiment) -> Iterator[Finding]:
    """Yield a finding if calls are small, everything is logged, and nobody has said that it shall be."""
    volume = LogVolume.of(experiment)
    if volume.samples >= FEW or "log_share" in experiment.model_fields_set:
        return
    held = min(VALUES_A_LINE / volume.samples, SECONDS * HYPERPOD / experiment.job.concurrency)
    less = replace(volume, share=ADVISED, calls_a_line=max(1.0, held))
    day = 86_400 * HYPERPOD
    yield Finding(
        "log-volume",
        f"log_share: got none with job.batch_size {volume.samples}: a call logs {volume.bytes_a_call / 1000:.1f} KB, "
        f"at HyperPod's {HYPERPOD} calls a second {day * volume.usd_a_call:.0f} USD a day, expected a share of the "
        f"prompts; set log_share: {ADVISED}, which makes it {day * less.usd_a_call:.0f} USD, or 1.0 to log everything",
    )
