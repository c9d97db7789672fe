"""The event shape and the batch of each road: road -> ``EventShape``, number of samples."""

from types import MappingProxyType
from typing import Final

from compiler.compiled import CompiledExperiment

from rft.invoke.event_shapes import SHAPES, EventShape
from rft.job.road import Road

__all__ = ["batch_size", "shape_of"]

_SHAPES: Final = MappingProxyType(
    {
        "bedrock": "bedrock",
        # The user guide's page on open-weight models shows the same event as that on Nova.
        "bedrock-open-weight": "bedrock",
        "training": "training-job",
        "hyperpod": "hyperpod",
        "serverless": "training-job",
        "serverless-open-weight": "serverless",
        "evaluation": "evaluation",
    }
)
_ONE_BY_ONE: Final = frozenset({"hyperpod", "evaluation"})
"""Roads that send each sample by itself."""


def shape_of(road: Road) -> EventShape:
    """Return the shape of the events that a road sends."""
    return SHAPES[_SHAPES[road.value]]


def batch_size(compiled: CompiledExperiment, road: Road) -> int:
    """Return the samples of one call: one on roads that send each by itself, else those of the experiment's job."""
    return 1 if road.value in _ONE_BY_ONE else compiled.experiment.job.batch_size
