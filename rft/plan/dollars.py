"""``Dollars``: the list price of a run, by service."""

from dataclasses import dataclass

from compiler.alarms.charges import TRACED_SHARE
from compiler.capacity.log_volume import LogVolume
from compiler.judge.both import as_second
from compiler.prices import price, token_price

from rft.plan.case import Case

__all__ = ["Dollars", "Used", "dollars"]

_HOURS_A_MONTH = 730.0


@dataclass(frozen=True)
class Used:
    """The consumption of a run."""

    invocations: float
    busy_seconds: float
    """Of all invocations together."""
    calls: float
    """Calls of the judge that it answered."""
    hours: float
    """Time of the run, which metrics and alarms are charged by."""


@dataclass(frozen=True)
class Dollars:
    """US dollars of a run."""

    function: float
    """Lambda: time and requests."""
    judge: float | None
    """Tokens; ``None`` if their price is unknown, 0 without a judge."""
    most_judge: float | None
    """The same if every verdict is as long as it may be."""
    second: float | None
    """Tokens of the second judge, of every sample that it would be asked about; as ``judge``, 0 without one."""
    logs: float
    traces: float
    watching: float
    """Metrics, alarms and dashboard for the time of scoring."""
    watching_an_hour: float
    """The same for each hour of the job, which also generates and trains."""

    @property
    def total(self) -> float:
        """The sum of the known prices."""
        return self.function + (self.judge or 0.0) + (self.second or 0.0) + self.logs + self.traces + self.watching


def dollars(case: Case, used: Used, watching_a_month: float) -> Dollars:
    """Return the cost of a run with this consumption; ``watching_a_month`` as ``compiler.capacity.bill`` sums it up."""
    experiment = case.experiment
    gb = used.busy_seconds * experiment.memory_mb / 1024
    size = min(case.batch_size, case.workload.samples)
    volume = LogVolume(size, experiment.log_share, experiment.judge is not None, experiment.tracing)
    judge = most = 0.0 if experiment.judge is None else None
    tokens = None if experiment.judge is None else token_price(experiment.judge)
    if tokens is not None and experiment.judge is not None:
        read = used.calls * case.costs.read * tokens.read
        judge = (read + used.calls * case.costs.written * tokens.written) / 1e6
        most = (read + used.calls * experiment.judge.max_tokens * tokens.written) / 1e6
    return Dollars(
        function=gb * price(f"GB-second, {experiment.architecture}").usd + used.invocations * price("invocation").usd,
        judge=judge,
        most_judge=most,
        second=_second(case),
        logs=used.invocations * volume.bytes_a_call * price("byte of log").usd,
        traces=used.invocations * TRACED_SHARE * price("trace").usd if experiment.tracing else 0.0,
        watching=watching_a_month * used.hours / _HOURS_A_MONTH,
        watching_an_hour=watching_a_month / _HOURS_A_MONTH,
    )


def _second(case: Case) -> float | None:
    """Return the dollars of the second judge. Its prompts are the judge's, and its tokens are taken to be as many."""
    second = as_second(case.experiment)
    if second is None or second.judge is None:
        return 0.0
    tokens = token_price(second.judge)
    if tokens is None:
        return None
    a_call = case.costs.read * tokens.read + case.costs.written * tokens.written
    return case.second_calls * case.workload.steps * a_call / 1e6
