"""`rft score`: score samples in this process."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from compiler.experiment.file import read_experiment
from rich.console import Console

from rft.arguments import JsonOption
from rft.failures import CallError, CheckFailed
from rft.output import show as print_parts
from rft.score.labels.agreement import UNCOMPARED, Agreement
from rft.score.labels.column import read_column
from rft.score.report import report as tables
from rft.score.result import JsonResult
from rft.score.reward import reward_of
from rft.score.run import MOST_IN_AWS, Run
from rft.score.scoring import Result
from rft.score.source.samples import Found
from rft.score.tally.tally import Tally
from rft.written_file import check_writable, write_file

if TYPE_CHECKING:
    from rft.score.html.collected import Collected

_SHOWN: Final = 20


def score(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...", help="JSON lines in the form of any platform. Default: the reward's own data."
        ),
    ] = None,
    show: Annotated[int, typer.Option(help="Number of samples to show. All are scored.", min=0)] = _SHOWN,
    count: Annotated[
        int | None, typer.Option(help=f"Number of samples to score. Default: all, with --aws {MOST_IN_AWS}.", min=1)
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Compare with known labels: true or false, numbers, ratings, or classes. Dots nest."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write an HTML page with charts, filters and texts.")
    ] = None,
    resume: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep results in FILE, and score only what it does not hold.")
    ] = None,
    in_aws: Annotated[
        bool, typer.Option("--aws", help="Ask the experiment's own model, with your credentials. Says the cost first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to the cost of --aws without being asked.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score samples in this process: the reward's own, or those of files. Nothing is deployed."""
    for option, file in (("--report", report), ("--resume", resume)):
        if file is not None:
            check_writable(option, file)
    read = read_experiment(experiment)
    run = Run(read, reward_of(read), tuple(files or ()), count, in_aws, yes, resume)
    takes = _Takes.of(run, labels, report is not None)
    if as_json:
        known = {"experiment": experiment, "reward": read.reward, "files": list(map(str, run.files))}
        out = JsonResult(sys.stdout, known | {"judge": run.judged_by or None})
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


@dataclass(frozen=True)
class _Takes:
    """Whatever takes each result beside the tally."""

    agreement: Agreement | None
    collected: "Collected | None"

    @classmethod
    def of(cls, run: Run, labels: str | None, wants_page: bool) -> "_Takes":
        agreement = None
        if labels is not None:
            rows = (each for each in run.found(lambda _: None) if isinstance(each, Found))
            agreement = Agreement(read_column(labels, rows, run.reward), run.reward)
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
    """Raise the failure that decides the exit code: the one to mend first."""
    if not tally.samples:
        names = " and ".join(map(str, run.files))
        raise CallError(f"file: {names}: got no sample in {tally.bad_lines} lines, expected JSON lines, one row a line")
    if tally.failed:
        raise CheckFailed(f"score: the reward failed on {tally.failed} of {tally.samples} samples; see above")
    unscorable = sum(kind.count for kind in tally.unscorable.values())
    if unscorable == tally.samples:
        codes = ", ".join(f"{reason} {kind.count}" for reason, kind in tally.unscorable.items())
        raise CheckFailed(f"score: all {tally.samples} rows are unscorable: {codes}; mend the rows, or the reward")
    if tally.bad_lines:
        raise CheckFailed(f"score: {tally.bad_lines} lines hold no row that can be read; see above")
