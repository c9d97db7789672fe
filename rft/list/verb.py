"""`rft list`: show the experiments, their forks, and their deployments."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated

import typer
from compiler import naming
from compiler.compile import experiment_names, revision_of
from compiler.errors import CompileError
from compiler.experiment.file import read_experiment
from rich.console import RenderableType

from rft.arguments import AwsOption, JsonOption, StageOption
from rft.evidence.state import state_of
from rft.failures import CallError
from rft.lifecycle.place import local_place, remote_place
from rft.lifecycle.stacks import all_stacks
from rft.list.deployed import Deployed, deployed_in
from rft.list.row import Row
from rft.list.tree import in_tree
from rft.output import show
from rft.records import table_of

_HEADS = ("experiment", "reward", "judge", "revision", "region", "attack", "judge card")
_DEPLOYED_HEADS = ("deployed", "retained")


def list_experiments(
    locally: Annotated[bool, typer.Option("--local", help="Also the deployments on the local target.")] = False,
    in_aws: AwsOption = False,
    stage: StageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the experiments with their forks below them, and with --local or --aws their deployments."""
    if locally and in_aws:
        raise CallError("list: got --local and --aws, expected one of them")
    looked = locally or in_aws
    rows = list(_rows())
    if looked:
        rows = list(_with_deployed(rows, stage, in_aws))
    head = [*_HEADS, *(_DEPLOYED_HEADS if looked else ())]
    parts: list[RenderableType] = [table_of(head, [row.cells(looked) for row in rows])]
    parts += [f"{row.experiment}: {row.problem}" for row in rows if row.problem]
    parts += [each for row in rows if row.deployed for each in row.deployed.troubled]
    if not rows:
        parts = ["no experiments; make one with `rft new NAME --kind labels`"]
    show({"experiments": [row.as_dict(looked) for row in rows]}, as_json, *parts)


def _rows() -> Iterator[Row]:
    """Yield the experiments that have a file. A file that is wrong has a problem and stands among the others."""
    rows = {name: _row(name) for name in experiment_names()}
    origins = {name: row.forked_from.partition("@")[0] or None for name, row in rows.items()}
    for name, depth in in_tree(origins):
        yield replace(rows[name], depth=depth)


def _row(name: str) -> Row:
    try:
        read = read_experiment(name)
    except CompileError as error:
        return Row(name, 0, "", "", "", "", "", str(error), None)
    judge = "" if read.judge is None else read.judge.model or read.judge.endpoint or ""
    known = Row(name, 0, read.region, read.reward, judge, read.forked_from or "", "", "", None)
    try:
        return replace(known, revision=revision_of(name), evidence=state_of(read))
    except CompileError as error:
        return replace(known, problem=str(error))


def _with_deployed(rows: list[Row], stage: str | None, in_aws: bool) -> Iterator[Row]:
    """Yield the rows with their deployments, and after them the deployed experiments that have no file."""
    found: dict[str, Mapping[str, Deployed]] = {}
    for region in sorted({row.region for row in rows if row.region}):
        place = remote_place(region) if in_aws else local_place(region)
        found[region] = deployed_in(all_stacks(place))
    known: set[tuple[str, str]] = set()
    for row in rows:
        label = naming.label(row.experiment, stage)
        known.add((row.region, label))
        yield replace(row, deployed=found.get(row.region, {}).get(label))
    for region, labels in found.items():
        for label, deployed in labels.items():
            if (region, label) not in known:
                yield without_a_file(label, region, deployed, {row.experiment: row for row in rows})


def without_a_file(label: str, region: str, deployed: Deployed, rows: Mapping[str, Row]) -> Row:
    """Return the row of a deployed label that is no file's: another stage, or an experiment whose file is gone."""
    stage, _, rest = label.partition("-")
    if rest in rows:
        return replace(rows[rest], experiment=f"{rest} (stage {stage})", depth=0, deployed=deployed)
    return Row(label, 0, region, "", "", "", "", "", deployed)
