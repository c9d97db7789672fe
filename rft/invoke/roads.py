"""The event shape and the batch of each road: road -> ``EventShape``, number of samples."""

from compiler.compiled import CompiledExperiment

from rft.invoke.event_shapes import SHAPES, EventShape
from rft.road import ROADS, Road

__all__ = ["batch_size", "shape_of"]


def shape_of(road: Road) -> EventShape:
    """Return the shape of the events that a road sends."""
    return SHAPES[ROADS[road].event]


def batch_size(compiled: CompiledExperiment, road: Road) -> int:
    """Return the samples of one call: one on roads that send each by itself, else those of the experiment's job."""
    return 1 if ROADS[road].one_by_one else compiled.experiment.job.batch_size
