"""`rft demo`: deploy a reward on this machine, call it as each platform does, and show the result."""

import json
from typing import Annotated, Any, Final

import typer
from compiler.compiled import CompiledExperiment
from rich.console import RenderableType

from rft.arguments import JsonOption
from rft.demo.demonstration import demonstrate
from rft.demo.opening import opening
from rft.demo.report import EVENT_FILE, as_result, closing, commands, tables
from rft.invoke.event_shapes import SHAPES
from rft.local import cdk
from rft.local.bootstrap import ensure_bootstrapped
from rft.local.temporary_target import temporary_target
from rft.output import show
from rft.repository import chosen
from rft.steps import Steps

_DEFAULT: Final = "sentiment"
_JUDGED: Final = "similarity"
"""The judged experiment that is shown beside an experiment without a judge."""


def demo(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")] = _DEFAULT,
    as_json: JsonOption = False,
) -> None:
    """Deploy a reward on this machine, call it by its ARN, and show scores and logs.

    An experiment without a judge is followed by a judged one. The command ends every process that it started.
    """
    first = chosen(experiment)
    wanted = [first] if first.experiment.judge else [first, chosen(_JUDGED)]
    cdk.find()
    typer.echo(opening(wanted), err=True)
    result, parts = _shown(wanted, Steps())
    show(result, as_json, *parts)


def _shown(wanted: list[CompiledExperiment], steps: Steps) -> tuple[dict[str, Any], list[RenderableType]]:
    first = wanted[0]
    with temporary_target(steps) as running:
        for region in sorted({each.experiment.region for each in wanted}):
            with steps.step(f"cdk bootstrap ({region})"):
                ensure_bootstrapped(running, region)
        found = [demonstrate(running, each, steps) for each in wanted]
        events = SHAPES["training-job"].build(found[0].rows)
        (running.home / EVENT_FILE).write_text(json.dumps(events[0]), "utf-8")
    result = as_result(found[0]) | {"commands_in_an_account": commands(first)}
    if len(found) > 1:
        result["judged"] = as_result(found[1])
    return result, [*(part for each in found for part in tables(each)), *closing(first)]
