"""`rft event`: write one event as a road sends it, made of a reward's own samples."""

import sys
from typing import Annotated, Final

import typer
from compiler.compile import compile_experiment

from rft.failures import CallError
from rft.invoke.result import rows_of
from rft.invoke.roads import batch_size, shape_of
from rft.invoke.rows import BATCH
from rft.output import json_line
from rft.road import Road

_DEFAULT: Final = "sentiment"


def event(
    road: Annotated[Road, typer.Argument(metavar="ROAD", help="training, hyperpod, bedrock, serverless, ...")],
    experiment: Annotated[
        str, typer.Argument(metavar="EXPERIMENT", help="The experiment whose samples it holds: a file in experiments/.")
    ] = _DEFAULT,
    count: Annotated[
        int | None, typer.Option("--count", help="Number of samples. Default: as many as the road sends in one.", min=1)
    ] = None,
) -> None:
    """Write one event as a road sends it, for `rft invoke EXPERIMENT --event -` and for tests of your own."""
    if "/" in experiment or experiment.endswith((".json", ".jsonl")):
        raise CallError(
            f"experiment: got the file {experiment!r}, expected an experiment's name, whose own samples it sends; "
            "`rft invoke EXPERIMENT FILE` sends the samples of a file"
        )
    compiled = compile_experiment(experiment)
    rows = rows_of(compiled, count)[: count or min(batch_size(compiled, road), BATCH)]
    sys.stdout.write(json_line(shape_of(road).build(rows)[0]) + "\n")
