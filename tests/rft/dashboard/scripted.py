"""The scripted training run as ``rft dashboard`` reads it."""

from dataclasses import dataclass
from functools import cache

from compiler.compiled import CompiledExperiment
from rft.dashboard.page import Source
from rft.insights.events import LogEvent
from tests.shipped import shipped
from tests.training_run import training_run


@dataclass(frozen=True)
class Scripted:
    compiled: CompiledExperiment
    source: Source


@cache
def scripted() -> Scripted:
    compiled = shipped("similarity")
    events = [LogEvent(line.at, line.text) for line in training_run()]
    return Scripted(compiled, Source.of(compiled, events))
