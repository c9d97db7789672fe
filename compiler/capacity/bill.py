"""The cost of an experiment's alarms, dashboard and log, as synth prints it."""

from compiler.alarms.deployed import deployed_alarms
from compiler.alarms.monthly_cost import monthly_cost
from compiler.capacity.log_volume import LogVolume
from compiler.compiled import CompiledExperiment
from compiler.telemetry.custom_metrics import custom_metrics

__all__ = ["bill", "watching_usd"]


def watching_usd(compiled: CompiledExperiment) -> float:
    """Return the cost of a month of metrics, alarms and dashboard while samples come, in US dollars."""
    metrics = custom_metrics(compiled.experiment, compiled.dimensions)
    return sum(line.usd for line in monthly_cost(deployed_alarms(compiled), len(metrics)))


def bill(compiled: CompiledExperiment) -> str:
    """Return one line: the cost of a month of watching while samples come, and of a million samples."""
    return f"metrics, alarms, dashboard {watching_usd(compiled):.2f} USD a month; {LogVolume.of(compiled.experiment)}"
