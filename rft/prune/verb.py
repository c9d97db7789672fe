"""`rft prune`: remove the old revisions of an experiment."""

from dataclasses import asdict
from typing import Annotated

import typer

from rft.arguments import JsonOption
from rft.local import target
from rft.local.clients import client
from rft.local.deployed import find_stack
from rft.output import show
from rft.prune.leftovers import Leftover, find_leftovers, remove
from rft.repository import chosen


def prune(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    yes: Annotated[bool, typer.Option("--yes", help="Delete. Default: only show what would be deleted.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove the functions and roles of an experiment's old revisions, on the local target only.

    An old revision may still serve a running training job, so look at the list before you add --yes.
    """
    compiled, running = chosen(experiment), target.running()
    current = find_stack(running, compiled)
    arn = current.function_arn if current else None
    lambda_client = client(running, "lambda", compiled.experiment.region)
    iam_client = client(running, "iam", compiled.experiment.region)
    found = find_leftovers(lambda_client, iam_client, compiled, arn)
    if yes:
        for leftover in found:
            remove(lambda_client, iam_client, leftover)
    result = {"target": "local", "kept": arn, "deleted": yes, "leftovers": [asdict(each) for each in found]}
    if arn is None and not found:
        name = compiled.experiment.name
        show(result, as_json, f"nothing to prune: {name} was never deployed to this target, or nothing is left of it")
        return
    show(result, as_json, f"kept: {arn or 'nothing, because the experiment has no stack'}", *_lines(found, yes))


def _lines(found: list[Leftover], yes: bool) -> list[str]:
    verb = "deleted" if yes else "would delete"
    lines = [f"{verb}: {name}" for each in found for name in (each.function, each.role) if name]
    if not found:
        lines.append("there are no old revisions")
    elif not yes:
        lines.append("nothing was deleted; add --yes to delete (local target only)")
    return lines
