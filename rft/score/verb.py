"""`rft score`: score samples in this process."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer
from compiler.experiment.file import read_experiment
from rich.console import Console

from rft.arguments import JsonOption
from rft.failures import CallError, CheckFailed
from rft.output import show as print_parts
from rft.score.report import report
from rft.score.result import JsonResult
from rft.score.reward import reward_of
from rft.score.run import MOST_IN_AWS, Run
from rft.score.tally.tally import Tally

_SHOWN: Final = 20


def score(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="JSON lines in the form of any platform. Default: the reward's own data."),
    ] = None,
    show: Annotated[int, typer.Option(help="Number of samples to show. All are scored.", min=0)] = _SHOWN,
    count: Annotated[
        int | None, typer.Option(help=f"Number of samples to score. Default: all, with --aws {MOST_IN_AWS}.", min=1)
    ] = None,
    in_aws: Annotated[
        bool, typer.Option("--aws", help="Ask the experiment's own model, with your credentials. Says the cost first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to the cost of --aws without being asked.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Score samples in this process: the reward's own, or those of a file. Nothing is deployed."""
    read = read_experiment(experiment)
    run = Run(read, reward_of(read), file, count, in_aws, yes)
    if as_json:
        known = {"experiment": experiment, "reward": read.reward, "files": list(map(str, run.files))}
        out = JsonResult(sys.stdout, known | {"judge": run.judged_by or None})
        tally, asked = run.score(show, out.add, bar=not sys.stdout.isatty())
        out.end(tally, asked)
    else:
        tally, asked = run.score(show, lambda _: None)
        print_parts({}, False, *report(tally, run, asked, Console().width))
    _check(tally, run)


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
