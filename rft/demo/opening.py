"""The first lines of the demo: its content, its time and its needs."""

from collections.abc import Sequence
from typing import Final

from compiler.compiled import CompiledExperiment

from rft.invoke.event_shapes import SHAPES
from rft.local.stand_in import STAND_IN

_TIME: Final = "It takes half a minute to a minute, and ends whatever it started."


def opening(wanted: Sequence[CompiledExperiment]) -> str:
    """Return the lines."""
    return "\n".join(
        [
            "This deploys rewards into a local AWS target, by the real `cdk deploy`, and",
            "calls them by their ARNs. You will see samples with their scores, the",
            "distribution, the time of each call, and log lines.",
            *(f"  {each.experiment.name}: {_way(each)}" for each in wanted),
            "It needs no AWS account and no Docker, and nothing leaves this machine.",
            _TIME,
            "",
        ]
    )


def _way(compiled: CompiledExperiment) -> str:
    if compiled.experiment.judge:
        return f"scored by a judge; here a {STAND_IN} takes the model's place"
    return f"scored by code; sent in the form of each of {len(SHAPES)} training platforms"
