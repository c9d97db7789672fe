"""`rft job`: draw up what hands a deployed reward to a job."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from rich.console import RenderableType

from rft.arguments import AwsOption, JsonOption, StageOption
from rft.failures import CallError, CheckFailed
from rft.job.draft import Draft
from rft.job.drawing import DRAWN
from rft.job.function import Function, deployed_function, given_function
from rft.job.order import Order, check_order
from rft.job.settings import read_settings
from rft.output import show
from rft.records import table_of
from rft.road import ROADS, Road

_OF_THE_EXPERIMENT: Final = {
    "lambda_concurrency_limit": "concurrency",
    "max_new_tokens": "max_new_tokens",
    "inferenceMaxTokens": "max_new_tokens",
}
"""Settings of a road that the experiment's ``job:`` block says too."""


def job(
    road: Annotated[Road, typer.Argument(metavar="ROAD", help="bedrock, training, hyperpod, serverless, ...")],
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    role: Annotated[str, typer.Option("--role", help="ARN of the role under which the job runs.")],
    rows: Annotated[str, typer.Option("--data", metavar="S3", help="The rows to train on, or to evaluate.")],
    output: Annotated[str, typer.Option("--output", metavar="S3", help="Where the job writes.")],
    validation: Annotated[str | None, typer.Option("--validation", metavar="S3", help="Rows to validate on.")] = None,
    arn: Annotated[str | None, typer.Option("--arn", help="The function. Default: the deployed one.")] = None,
    locally: Annotated[bool, typer.Option("--local", help="The function deployed into the local target.")] = False,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    name: Annotated[str | None, typer.Option("--name", help="Name of the job. Default: label-revision-1.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="The model to train, as the road names it.")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting of the road; repeat for more.")
    ] = None,
    accept_eula: Annotated[
        bool, typer.Option("--accept-eula", help="Accept the model's licence, which a serverless job asks for.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Also write it all here.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Draw up the request or the recipe that hands a deployed reward to a training or evaluation job. Sends nothing."""
    read, drawn = read_experiment(experiment), DRAWN[road]
    _check_reply(read, road)
    if [arn is not None, locally, in_aws].count(True) != 1:
        raise CallError("job: expected one of --arn ARN, --aws and --local, which say where the function is")
    function = given_function(arn) if arn is not None else deployed_function(read, stage, in_aws)
    preset = {
        name: getattr(read.job, own) for name, own in _OF_THE_EXPERIMENT.items() if own in read.job.model_fields_set
    }
    settings = read_settings(road, given or [], preset, f"experiments/{experiment}.yaml")
    order = Order(
        experiment=function.label or experiment,
        revision=function.revision,
        function=function.arn,
        region=read.region,
        role=role,
        data=rows,
        output=output,
        validation=validation,
        name=name or f"{function.label or experiment}-{function.revision}-1",
        model=model or drawn.model,
        settings=settings,
        accept_eula=accept_eula,
    )
    check_order(order)
    draft = drawn.draw(order)
    complaints = [found for request in draft.requests for found in request.complaints]
    if complaints:
        raise CheckFailed("job: AWS would refuse the request:\n" + "\n".join(complaints))
    if out is not None:
        _write(draft, out)
    show(_result(road, order, function, draft), as_json, *_parts(order, function, draft, out))


def _check_reply(read: Experiment, road: Road) -> None:
    wanted = ROADS[road].reply
    if read.reply != wanted:
        raise CallError(
            f"experiments/{read.name}.yaml: reply: got {read.reply!r}, expected {wanted!r} for {road.value}, which "
            "reads no other form; change it and deploy again"
        )


def _write(draft: Draft, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for request in draft.requests:
        text = json.dumps(request.parameters, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{request.operation}.json").write_text(text, encoding="utf-8")
    for name, text in draft.files:
        (folder / name).write_text(text, encoding="utf-8")


def _values(order: Order, function: Function) -> list[list[str]]:
    settings = order.settings
    return [
        ["function", order.function, function.found],
        *([name, str(value), settings.origins[name]] for name, value in settings.values.items()),
    ]


def _result(road: Road, order: Order, function: Function, draft: Draft) -> dict[str, Any]:
    return {
        "road": road.value,
        "function": order.function,
        "revision": order.revision,
        "requests": [
            {"service": each.service, "operation": each.operation, "parameters": each.parameters}
            for each in draft.requests
        ],
        "files": dict(draft.files),
        "commands": list(draft.commands),
        "notes": list(draft.notes),
        "values": [dict(zip(("name", "value", "from"), row, strict=True)) for row in _values(order, function)],
        "source": order.settings.source,
    }


def _parts(order: Order, function: Function, draft: Draft, out: Path | None) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for request in draft.requests:
        parts.append(f"{request.service} {request.operation}")
        parts.append(json.dumps(request.parameters, indent=2, ensure_ascii=False))
    for name, text in draft.files:
        parts += [name, text.rstrip("\n")]
    parts.append(table_of(["value", "", "from"], _values(order, function)))
    parts.append(f"ranges and defaults: {order.settings.source}")
    parts += [f"run: {command}" for command in draft.commands]
    parts += [f"note: {note}" for note in draft.notes]
    parts.append(f"written to {out}" if out else "Nothing was sent. --out FOLDER writes these files.")
    return parts
