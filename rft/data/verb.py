"""`rft data`: check and correct a file of rows."""

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from compiler.experiment.file import read_experiment
from compiler.experiment.job import Job
from rich.console import RenderableType

from rft.arguments import JsonOption
from rft.data.answers import Answers
from rft.data.examination import Examination, Sums
from rft.data.findings import Findings
from rft.data.written import Written, places, writing
from rft.failures import CallError
from rft.output import show
from rft.records import table_of
from rft.road import Road, Way, rows_of
from rft.score.reward import reward_of
from rft.score.source.progress import reading
from rft.written_file import check_writable

data = typer.Typer(no_args_is_help=True, add_completion=False, help="Check files of training and evaluation rows.")


@data.callback()
def group() -> None:
    """Check files of training and evaluation rows."""


@data.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, one row a line.")],
    road: Annotated[Road, typer.Option("--road", help="The service or client that will read it.")],
    way: Annotated[
        Way | None,
        typer.Option(
            "--way", help="Kind of evaluation. rft-eval reads training rows; by default the rows of the others."
        ),
    ] = None,
    experiment: Annotated[
        str | None, typer.Option("--experiment", help="Also ask this experiment's reward about each reference.")
    ] = None,
    fix: Annotated[
        Path | None, typer.Option("--fix", metavar="OUT", help="Write the rows here, corrected as far as that is safe.")
    ] = None,
    split: Annotated[
        float | None,
        typer.Option("--split", help="With --fix: this share of the prompts goes to a validation file.", min=0, max=1),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find mistakes in a file of rows before a job reads it, and correct them with --fix."""
    if split is not None and fix is None:
        raise CallError("--split: got no --fix OUT, expected one; its name gives those of the two files")
    if way is not None and road is not Road.EVALUATION:
        raise CallError(f"--way: got {way.value} for {road.value}, expected none; only evaluations have ways")
    shape, answers, job = rows_of(road, way), None, Job()
    if experiment is not None:
        read = read_experiment(experiment)
        answers, job = Answers(reward_of(read)), read.job
    for path in places(fix, split).values() if fix else ():
        check_writable("--fix", path)
        if path.resolve() == file.resolve():
            raise CallError("--fix: got the file that is checked, expected another one")
    size = file.stat().st_size if file.is_file() else 0
    needed = answers is None or answers.need_references
    with ExitStack() as opened:
        folder = opened.enter_context(TemporaryDirectory(prefix="rft-data-"))
        examination = Examination(road, shape, answers, job, Path(folder))
        bar = opened.enter_context(reading(size, shown=not as_json))
        written = opened.enter_context(writing(fix, shape, split, needed)) if fix else None
        for line, row, scorable in examination.rows_of(file, bar.read):
            bar.scored()
            if written is not None:
                written.add(line, row, scorable)
        sums = examination.sums(size)
    findings = examination.findings
    show(
        _result(file, road, sums, findings, written),
        as_json,
        f"{file}: {sums.rows} row{'s' * (sums.rows != 1)} for {road.value}, which reads {shape.value}",
        *_parts(file, sums, findings, written, fix, split),
    )
    raise typer.Exit(1 if findings.errors else 0)


def _result(file: Path, road: Road, sums: Sums, findings: Findings, written: Written | None) -> dict[str, Any]:
    known: dict[str, Any] = {"file": str(file), "road": road.value, "usable": not findings.errors, **asdict(sums)}
    known["findings"] = [finding.as_dict() for finding in findings]
    if written is not None:
        known["written"] = {**written.counts, "left_out": written.left_out}
    return known


def _parts(
    file: Path,
    sums: Sums,
    findings: Findings,
    written: Written | None,
    fix: Path | None,
    split: float | None,
) -> list[RenderableType]:
    mean, p95, most = sums.prompt_chars
    parts: list[RenderableType] = [
        f"prompts: {mean:.0f} characters on average, {p95:.0f} at the 95th percentile, {most} at most"
        f" (about {mean / 4:.0f}, {p95 / 4:.0f} and {most / 4:.0f} tokens)",
    ]
    if sums.references:
        rows = [[each.shown, str(each.count), f"{each.count / sums.rows:.0%}"] for each in sums.references]
        parts.append(table_of([f"reference ({sums.distinct_references} different)", "rows", "share"], rows))
    listed = [[finding.fault.severity.value, finding.fault.code, finding.text] for finding in findings]
    parts.append(table_of(["", "finding", "fault and remedy"], listed) if listed else "nothing is wrong")
    if written is not None and fix is not None:
        for name, path in places(fix, split).items():
            parts.append(f"wrote {written.counts[name]} rows to {path}")
        if written.left_out:
            parts.append(f"left out {written.left_out} rows that only you can correct; they are in {file}")
    return parts
