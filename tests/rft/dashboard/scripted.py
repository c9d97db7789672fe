"""The scripted training run as ``rft dashboard`` reads it: events, metrics, and the alarms of a small job."""

import dataclasses
from dataclasses import dataclass
from functools import cache

from compiler.alarms.alarm_set import AlarmSet
from compiler.alarms.deployed import deployed_alarms
from compiler.alarms.settings import AlarmSettings
from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from rft.dashboard.readings import Readings, readings
from rft.insights.events import LogEvent
from tests.training_run import training_run

SETTINGS = AlarmSettings(min_samples=64)
"""The run has 32 samples a minute, a thirtieth of a real job's."""


@dataclass(frozen=True)
class Scripted:
    compiled: CompiledExperiment
    alarms: AlarmSet
    events: list[LogEvent]
    found: Readings


@cache
def scripted() -> Scripted:
    compiled = compile_experiment("similarity")
    compiled = dataclasses.replace(compiled, experiment=compiled.experiment.model_copy(update={"alarms": SETTINGS}))
    events = [LogEvent(line.at, line.text) for line in training_run()]
    return Scripted(compiled, deployed_alarms(compiled), events, readings(events, compiled.function_name))
