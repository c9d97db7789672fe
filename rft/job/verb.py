"""`rft job`: prepare a job with a deployed reward."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from compiler.network.file import read_networks

from rft.arguments import AwsOption, JsonOption, StageOption
from rft.doctor.finding import Finding
from rft.failures import CallError, CheckFailed
from rft.invoke.callee import Callee, find_callee, owners
from rft.job.draft import Draft
from rft.job.drawing import Drawn, drawing
from rft.job.function import Function, function_of
from rft.job.order import Order, check_order
from rft.job.sending.submission import check_first, submit
from rft.job.settings import read_settings
from rft.job.shown import Shown, write
from rft.job.surroundings.cost import expected_cost
from rft.job.surroundings.role import found_role, runs_under
from rft.job.surroundings.storage import storage_findings
from rft.job.surroundings.way import way_findings
from rft.output import show
from rft.road import ROADS, Road, Way
from rft.watch.verb import follow, looks
from rft.written_file import check_folder

_OF_THE_EXPERIMENT: Final = {
    "lambda_concurrency_limit": "concurrency",
    "max_new_tokens": "max_new_tokens",
    "inferenceMaxTokens": "max_new_tokens",
}
"""Settings of a road that the experiment's ``job:`` block says too."""


def job(
    road: Annotated[Road, typer.Argument(metavar="ROAD", help="bedrock, training, hyperpod, serverless, ...")],
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    rows: Annotated[str, typer.Option("--data", metavar="S3", help="The rows to train on, or to evaluate.")],
    output: Annotated[str, typer.Option("--output", metavar="S3", help="The place of the job's output.")],
    given_role: Annotated[
        str | None,
        typer.Option("--role", help="ARN of the role under which the job runs. Default: that of roles/, if deployed."),
    ] = None,
    validation: Annotated[str | None, typer.Option("--validation", metavar="S3", help="Rows to validate on.")] = None,
    arn: Annotated[str | None, typer.Option("--arn", help="The function. Default: the deployed one.")] = None,
    locally: Annotated[bool, typer.Option("--local", help="The function deployed into the local target.")] = False,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    name: Annotated[str | None, typer.Option("--name", help="Name of the job. Default: label-revision-1.")] = None,
    model: Annotated[
        str | None, typer.Option("--model", help="The model to train or to evaluate, as the road names it.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A setting of the road; repeat for more.")
    ] = None,
    way: Annotated[Way | None, typer.Option("--way", help="Kind of evaluation. Default: rft-eval.")] = None,
    accept_eula: Annotated[
        bool, typer.Option("--accept-eula", help="Accept the model's licence, as a serverless job requires.")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FOLDER", help="Also write all files here.")] = None,
    sends: Annotated[bool, typer.Option("--submit", help="Send it, after a good `rft check` and your yes.")] = False,
    follows: Annotated[
        bool, typer.Option("--watch", help="With --submit: then follow the job until it ends, as `rft watch` does.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --submit: send it without being asked.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Prepare a training or evaluation job with a deployed reward, and send it with --submit."""
    drawn = drawing(road, way, model)
    _check_options(out, sends, follows, yes)
    _check_taken(road, drawn, name, validation, accept_eula)
    read = read_experiment(experiment)
    _check_reply(read, road)
    callee = _callee(read, arn, stage, in_aws, locally)
    function, role = _function(callee, arn), given_role or found_role(callee, road, way)
    preset = {
        name: getattr(read.job, own) for name, own in _OF_THE_EXPERIMENT.items() if own in read.job.model_fields_set
    }
    order = Order(
        experiment=function.label or experiment,
        revision=function.revision,
        function=function.arn,
        region=read.region,
        role=role,
        data=rows,
        output=output,
        validation=validation,
        name=f"{function.label or experiment}-{function.revision}-1" if name is None else name,
        model=drawn.model if model is None else model,
        settings=read_settings(drawn.settings, given or [], preset, f"experiments/{experiment}.yaml"),
        accept_eula=accept_eula,
    )
    check_order(order)
    _check_owner(function, read, stage)
    draft = drawn.draw(order)
    if draft.complaints:
        raise CheckFailed("job: AWS would refuse the request:\n" + "\n".join(draft.complaints))
    cost, findings = expected_cost(read.name, road, order.settings), list(_surroundings(road, order, callee))
    checked = _checked(draft, callee, findings, out, follows) if sends else None
    if checked is not None:
        check_first(checked, road, role, yes)
    if out is not None:
        write(draft, out)
    sent = submit(draft, checked, cost, yes) if checked is not None and draft.requests else ()
    shown = Shown(road, order, function, draft, runs_under(road, order), cost, findings, sent, out)
    show(shown.result, as_json, *shown.parts)
    if follows and sent and checked is not None:
        follow(looks(checked.place, checked.compiled.label, sent[-1].arn), checked.place, as_json)


def _check_options(out: Path | None, sends: bool, follows: bool, yes: bool) -> None:
    for option, given in (("--watch", follows), ("--yes", yes)):
        if given and not sends:
            raise CallError(f"{option}: got no --submit, expected it, because nothing is sent without it")
    if out is not None:
        check_folder("--out", out)


def _check_taken(road: Road, drawn: Drawn, name: str | None, validation: str | None, accept_eula: bool) -> None:
    """Raise ``CallError`` for an option that would be left out of the request without a word."""
    for option, given, taken in (
        ("--name", name is not None, drawn.named),
        ("--validation", validation is not None, drawn.validates),
        ("--accept-eula", accept_eula, drawn.licensed),
    ):
        if given and not taken:
            raise CallError(f"{option}: {road.value} jobs take none; leave it out")


def _check_owner(function: Function, read: Experiment, stage: str | None) -> None:
    """Raise ``CallError`` for another experiment's function, or for that of another stage than the one given."""
    for name, of in owners(function.label):
        if name == read.name and stage in (None, of):
            return
    staged = f" at the stage {stage}" if stage else ""
    raise CallError(
        f"--arn: got a function of {function.label or 'no experiment'}, expected one of {read.name}{staged}: "
        f"SageMaker-reward-{f'{stage}-' if stage else ''}{read.name}-REVISION"
    )


def _check_reply(read: Experiment, road: Road) -> None:
    wanted = ROADS[road].replies
    if read.reply not in wanted:
        raise CallError(
            f"experiments/{read.name}.yaml: reply: got {read.reply!r}, expected {' or '.join(map(repr, wanted))} for "
            f"{road.value}, which reads no other form; change it and deploy again"
        )


def _callee(read: Experiment, arn: str | None, stage: str | None, in_aws: bool, locally: bool) -> Callee | None:
    """Return the deployed function; None if the caller gives an ARN without its place."""
    if not in_aws and not locally:
        if arn is None:
            raise CallError("job: got no function, expected --aws or --local for the deployed one, or --arn ARN")
        return None
    return find_callee(arn or read.name, stage, in_aws, locally)


def _function(callee: Callee | None, arn: str | None) -> Function:
    if callee is None or arn is not None:
        return function_of(arn or "", "--arn")
    return function_of(callee.arn, f"stack {callee.compiled.stack_name}")


def _surroundings(road: Road, order: Order, callee: Callee | None) -> Iterator[Finding]:
    yield from way_findings(road, order.region, read_networks())
    if callee is not None and callee.place.name == "aws":
        yield from storage_findings(order, callee.place)


def _checked(
    draft: Draft, callee: Callee | None, findings: Sequence[Finding], out: Path | None, follows: bool
) -> Callee:
    """Return the function if everything around it is ready for the job; nothing is sent by then."""
    if callee is None:
        raise CallError("--submit: got --arn alone, expected --aws or --local beside it, for the place of the job")
    if not draft.requests and out is None:
        raise CallError(
            f"--submit: {draft.client} sends it, not this command, expected --out FOLDER for the script that sends it"
        )
    if not draft.requests and follows:
        raise CallError(
            f"--watch: {draft.client} sends it, not this command, so there is no job to follow yet; leave it out"
        )
    if callee.place.name == "local" and any(each.service == "sagemaker" for each in draft.requests):
        raise CallError("--submit: the local target has no SageMaker, expected --aws; leave out --submit to see it all")
    bad = [f"{each.what}: {each.says}" for each in findings if each.state == "bad"]
    if bad:
        raise CheckFailed("job: nothing was sent:\n" + "\n".join(bad))
    return callee
