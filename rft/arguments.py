"""Arguments that several verbs share."""

from typing import Annotated

import typer

ExperimentArgument = Annotated[
    str | None,
    typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/. Default: the only one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
AwsOption = Annotated[bool, typer.Option("--aws", help="In the account of your credentials. Default: locally.")]
StageOption = Annotated[str | None, typer.Option("--stage", help="The stage, if it was deployed with -c stage=NAME.")]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="Where it is deployed. Default: the region in its file.")
]
HoursOption = Annotated[
    float, typer.Option("--hours", min=0, max=360, help="A function that was called within so many hours is in use.")
]
CountOption = Annotated[
    int | None, typer.Option("--count", help="Number of samples to send. Default: all, at most 64.")
]
