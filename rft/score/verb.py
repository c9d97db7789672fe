"""`rft score`: score samples in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from compiler.experiment.file import read_experiment
from rich.console import Console

from rft.arguments import CalleeArgument, JsonOption, StageOption
from rft.deployed.named import AgreeOption, DeployedInAws, DeployedLocally, function_of
from rft.failures import CallError, CheckFailed
from rft.output import show as print_parts
from rft.score.labels.agreement import UNCOMPARED, Agreement
from rft.score.labels.column import read_column
from rft.score.report import report as tables
from rft.score.result import JsonResult
from rft.score.reward import reward_of
from rft.score.run import MOST_BY_MODEL, Run
from rft.score.scoring import Result
from rft.score.source.samples import Found
from rft.score.tally.tally import Tally
from rft.written_file import check_writable, write_file

if TYPE_CHECKING:
    from rft.score.html.collected import Collected

_SHOWN: Final = 20


def score(
    named: CalleeArgument,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...", help="JSON lines in the form of any platform. Default: the reward's own data."
        ),
    ] = None,
    show: Annotated[int, typer.Option(help="Number of samples to show. All are scored.", min=0)] = _SHOWN,
    count: Annotated[
        int | None,
        typer.Option(
            help=f"Number of samples to score. Default: all; {MOST_BY_MODEL} if a model in AWS judges.", min=1
        ),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Compare with known labels: true or false, numbers, ratings, classes. Nested: a.b."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write an HTML page with charts, filters and texts.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep results in FILE, and score only samples that it lacks.")
    ] = None,
    by_model: Annotated[
        bool,
        typer.Option("--by-model", help="Score here, but ask the experiment's own model in AWS. Says the cost first."),
    ] = False,
    in_aws: DeployedInAws = False,
    locally: DeployedLocally = False,
    stage: StageOption = None,
    yes: AgreeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Score samples in this process, or by the deployed function with --local, --aws or its ARN."""
    for option, file in (("--report", report), ("--resume", resume)):
        if file is not None:
            check_writable(option, file)
    function = function_of(named, stage, in_aws, locally)
    if function is not None and by_model:
        raise CallError("--by-model: got a deployed function beside it, whose judge is its own; leave one of them out")
    read = read_experiment(named) if function is None else function.callee.compiled.experiment
    run = Run(read, reward_of(read), tuple(files or ()), count, by_model, yes, resume, function)
    takes = _Takes.of(run, labels, report is not None)
    if as_json:
        known = {"experiment": read.name, "reward": read.reward, "files": list(map(str, run.files))}
        out = JsonResult(sys.stdout, known | {"judge": run.judged_by or None} | _deployed(run))
        tally, asked = run.score(show, takes.beside(out.add), bar=not sys.stdout.isatty())
        out.end(tally, asked, takes.agreement)
    else:
        tally, asked = run.score(show, takes.beside(lambda _: None))
        print_parts({}, False, *tables(tally, run, asked, Console().width, takes.agreement))
    if report is not None and takes.collected is not None:
        from rft.score.html.page import page

        write_file("--report", report, page(run, tally, asked, takes.collected))
        print(f"{report}: {tally.samples} samples", file=sys.stderr)
    _check(tally, run)


def _deployed(run: Run) -> dict[str, object]:
    """Return the keys of a deployed function for the JSON; none if this process scores."""
    if run.function is None:
        return {}
    from rft.deployed.about import NOT_TOLD

    return {"function_arn": run.function.callee.arn, "not_told": list(NOT_TOLD)}


@dataclass(frozen=True)
class _Takes:
    """The other receivers of each result, beside the tally."""

    agreement: Agreement | None
    collected: "Collected | None"

    @classmethod
    def of(cls, run: Run, labels: str | None, wants_page: bool) -> "_Takes":
        agreement = None
        if labels is not None:
            rows = (each for each in run.found(lambda _: None) if isinstance(each, Found))
            column = read_column(labels, rows, run.reward)
            if column.classes and run.function is not None:
                raise CallError(
                    f"--labels {labels}: got classes, which are compared with the answer that a reward read, and a "
                    "deployed function does not tell it; expected numbers, or true and false; or score here"
                )
            agreement = Agreement(column, run.reward)
        if not wants_page:
            return cls(agreement, None)
        from rft.score.html.collected import Collected

        return cls(agreement, Collected(run.reward, agreement))

    def beside(self, first: Callable[[Result], None]) -> Callable[[Result], None]:
        def take(result: Result) -> None:
            first(result)
            compared = UNCOMPARED if self.agreement is None else self.agreement.add(result)
            if self.collected is not None:
                self.collected.add(result, compared)

        return take


def _check(tally: Tally, run: Run) -> None:
    """Raise the failure that decides the exit code: the one to correct first."""
    if not tally.samples:
        names = " and ".join(map(str, run.files))
        raise CallError(f"file: {names}: got no sample in {tally.bad_lines} lines, expected JSON lines, one row a line")
    if run.function is not None and run.function.stopped:
        kept = "run this again, and what was scored is kept" if run.resume else "--resume FILE keeps what was scored"
        missing = f"{tally.failed} of {tally.samples} samples have no score"
        raise CheckFailed(f"score: {missing}, because {run.function.stopped} ({kept})")
    if tally.failed:
        raise CheckFailed(f"score: the reward failed on {tally.failed} of {tally.samples} samples; see above")
    unscorable = sum(kind.count for kind in tally.unscorable.values())
    if unscorable == tally.samples:
        codes = ", ".join(f"{reason} {kind.count}" for reason, kind in tally.unscorable.items())
        raise CheckFailed(f"score: all {tally.samples} rows are unscorable: {codes}; mend the rows, or the reward")
    if tally.bad_lines:
        raise CheckFailed(f"score: {tally.bad_lines} lines hold no row that can be read; see above")
