"""Arguments that several verbs share."""

from typing import Annotated

import typer

ExperimentArgument = Annotated[
    str | None,
    typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/. Default: the only one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
CountOption = Annotated[
    int | None, typer.Option("--count", help="Number of samples to send. Default: all, at most 64.")
]
