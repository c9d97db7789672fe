"""`rft invoke`: call a deployed reward, here or in AWS."""

from pathlib import Path
from typing import Annotated, Final

import typer

from rft.arguments import AwsOption, CalleeArgument, JsonOption, LocalOption, StageOption, YesOption
from rft.failures import CallError
from rft.invoke.callee import Callee, agree, find_callee
from rft.invoke.file_rows import rows_of_file
from rft.invoke.invocation import invoke as send
from rft.invoke.raw import print_reply, read_event
from rft.invoke.result import as_result, rows_of
from rft.invoke.roads import batch_size, shape_of
from rft.invoke.rows import RecordedRow
from rft.invoke.samples_table import samples_table
from rft.invoke.slowness import slowness
from rft.invoke.tables import distribution_table, latency_table
from rft.local.stand_in import WARNING, judge_on_target
from rft.output import show, warn
from rft.road import Road

_ROWS_SHOWN: Final = 16


def invoke(
    named: CalleeArgument,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="Samples in any platform's form. Default: the reward's own, at most 64."),
    ] = None,
    in_aws: AwsOption = False,
    locally: LocalOption = False,
    stage: StageOption = None,
    road: Annotated[Road, typer.Option("--road", help="Send the samples in the form of this road.")] = Road.TRAINING,
    count: Annotated[int | None, typer.Option("--count", help="Number of samples to send.")] = None,
    event: Annotated[
        str | None,
        typer.Option("--event", metavar="FILE|-", help="Send this event as it is, and print the reply as it is."),
    ] = None,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Send samples, or one event as it is, to a deployed reward, and show the reply."""
    if event is not None:
        if file is not None or count is not None:
            raise CallError("--event: got FILE or --count beside it, expected the event alone: it is sent as it is")
        payload = read_event(event)
        callee = find_callee(named, stage, in_aws, locally)
        if _judged_by_stand_in(callee):
            warn(WARNING)
        print_reply(callee, payload)
        return
    if file is not None:
        rows = rows_of_file(file, count)
        callee = find_callee(named, stage, in_aws, locally)
    else:
        callee = find_callee(named, stage, in_aws, locally)
        rows = rows_of(callee.compiled, count)
    agree(callee, len(rows), yes)
    _show(callee, rows, road, as_json)


def _show(callee: Callee, rows: list[RecordedRow], road: Road, as_json: bool) -> None:
    size = batch_size(callee.compiled, road)
    scored = send(callee.client(), callee.arn, shape_of(road), rows, batch=size)
    stood_in = _judged_by_stand_in(callee)
    judge = judge_on_target(callee.compiled) if stood_in else None
    show(
        {"function_arn": callee.arn, **({"judge": judge} if judge else {}), **as_result(scored)},
        as_json,
        f"FunctionArn: {callee.arn}",
        *([WARNING] if stood_in else []),
        samples_table(rows, scored.scores, min(len(rows), _ROWS_SHOWN)),
        distribution_table([score.reward for score in scored.scores]),
        latency_table([scored]),
        *slowness(callee.compiled, scored),
    )


def _judged_by_stand_in(callee: Callee) -> bool:
    return callee.place.name == "local" and judge_on_target(callee.compiled) is not None
