"""Arguments that several verbs share."""

from typing import Annotated

import typer

CalleeArgument = Annotated[
    str, typer.Argument(metavar="EXPERIMENT|ARN", help="A file in experiments/, or the ARN of one of its revisions.")
]
ExperimentArgument = Annotated[
    str | None,
    typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/. Default: the only one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]
AwsOption = Annotated[bool, typer.Option("--aws", help="In the account of your credentials. Default: locally.")]
LocalOption = Annotated[bool, typer.Option("--local", help="On the local target, which is the default.")]
StageOption = Annotated[str | None, typer.Option("--stage", help="The stage, if it was deployed with -c stage=NAME.")]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="Where it is deployed. Default: the region in its file.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Agree to the judge's calls without being asked.")]
DeleteYesOption = Annotated[bool, typer.Option("--yes", help="Delete. Default: only show what would be deleted.")]
HoursOption = Annotated[
    float, typer.Option("--hours", min=0, max=360, help="A function that was called within so many hours is in use.")
]
CountOption = Annotated[
    int | None, typer.Option("--count", help="Number of samples to send. Default: all, at most 64.")
]
