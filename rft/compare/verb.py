"""`rft compare`: the effect of a change of a reward."""

import contextlib
import json
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from compiler.experiment.file import read_experiment

from rft.arguments import JsonOption
from rft.compare.result import as_json as told
from rft.compare.result import tables
from rft.compare.shift import flips_of, pairs_of, shifts_of
from rft.compare.side import BY_MODEL, YES, Side, side_of
from rft.deployed.named import AgreeOption
from rft.failures import CallError
from rft.output import show
from rft.score.source.samples import Found, own_samples
from rft.steps import Steps
from rft.written_file import check_writable, write_file

__all__ = ["compare"]


def compare(
    one: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="EXPERIMENT, EXPERIMENT@REVISION of git, or deployed: local:EXPERIMENT, aws:EXPERIMENT, ARN.",
        ),
    ],
    other: Annotated[str, typer.Argument(metavar="B", help="The same for the other side.")],
    data: Annotated[
        Path | None,
        typer.Argument(metavar="DATA.jsonl", help="Rows with responses. Default: the own data of B's reward."),
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write an HTML page, side by side.")] = None,
    attack: Annotated[
        bool, typer.Option("--attack", help="Attack both at quick depth, and compare the findings.")
    ] = False,
    by_model: Annotated[
        bool,
        typer.Option(
            "--by-model", help="Sides that are not deployed ask their own models in AWS, and say the cost first."
        ),
    ] = False,
    yes: AgreeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score the same samples by two experiments, git revisions or deployed functions, and show the differences."""
    if one == other:
        raise CallError(f"compare: got {one!r} on both sides, expected two; a git revision is written NAME@HEAD~1")
    if report is not None:
        check_writable("--report", report)
    options = [*([BY_MODEL] if by_model else []), *([YES] if yes else [])]
    steps = Steps()
    with side_of(one) as first, side_of(other) as second, _rows(data, second) as rows:
        with steps.step(f"score by {one}"):
            before = first.results(rows, options, attack)
        with steps.step(f"score by {other}"):
            after = second.results(rows, options, attack)
        pairs = pairs_of(before.samples, after.samples)
        if not any(pair.scored for pair in pairs):
            raise CallError(f"data: {rows}: got no sample that both sides score, expected some")
        shifts, flips = shifts_of(pairs), flips_of(pairs)
        sides = (one, before), (other, after)
        show(told(sides, pairs, shifts, flips), as_json, *tables(sides, pairs, shifts, flips))
        if report is not None:
            from rft.compare.html.page import page

            write_file("--report", report, page(sides, pairs, shifts, flips, rows))


@contextlib.contextmanager
def _rows(data: Path | None, side: Side) -> Generator[Path]:
    if data is not None:
        if not data.is_file():
            raise CallError(f"data: {str(data)!r}: got no file, expected JSON lines, one row a line")
        yield data.absolute()
        return
    with TemporaryDirectory(prefix="rft-compare-") as made:
        name = read_experiment(side.experiment, side.folder).reward
        file = Path(made) / f"{name}.jsonl"
        found = (each for each in own_samples(name, _ignored, side.folder / "data") if isinstance(each, Found))
        file.write_text("".join(f"{json.dumps(dict(each.sample.fields))}\n" for each in found), encoding="utf-8")
        yield file


def _ignored(_: int) -> None: ...
