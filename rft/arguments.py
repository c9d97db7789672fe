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
AwsOption = Annotated[bool, typer.Option("--aws", help="Use the AWS account of your credentials. Default: locally.")]
LocalOption = Annotated[bool, typer.Option("--local", help="Use the local target. The default.")]
StageOption = Annotated[str | None, typer.Option("--stage", help="Stage of the deployment, as in -c stage=NAME.")]
RegionOption = Annotated[
    str | None, typer.Option("--region", help="Region of the deployment. Default: the one in its file.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Call a judge in AWS without asking first.")]
DeleteYesOption = Annotated[bool, typer.Option("--yes", help="Delete. Default: only show what would be deleted.")]
HoursOption = Annotated[
    float, typer.Option("--hours", min=0, max=360, help="A function called within these hours is in use.")
]
CountOption = Annotated[
    int | None, typer.Option("--count", help="Number of samples to send. Default: all, at most 64.")
]
