"""`rft calibrate`: whether a judge agrees with people well enough to be trained on."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from compiler.experiment.file import read_experiment

from rft.arguments import CalleeArgument, JsonOption, StageOption
from rft.deployed.named import AgreeOption, DeployedLocally, function_of
from rft.failures import CallError, CheckFailed
from rft.output import show
from rft.written_file import check_writable, write_file

if TYPE_CHECKING:
    from compiler.experiment.experiment import Experiment
    from reward_runtime.reward import AnyReward

    from rft.calibrate.judges.candidate import Candidate
    from rft.calibrate.labels.labels import Labels

__all__ = ["MOST_IN_AWS", "calibrate"]

MOST_IN_AWS: Final = 200
"""Responses that are judged with --aws if --count is not given."""


def calibrate(
    named: CalleeArgument,
    file: Annotated[
        Path | None,
        typer.Argument(metavar="LABELS.jsonl", help="Responses that people rated. Default: the reward's own data."),
    ] = None,
    judge: Annotated[
        list[str] | None,
        typer.Option(
            metavar="JUDGE",
            help="A model's id, with @READ/WRITTEN for its prices; or stand-in, length, overlap, deployed. Several.",
        ),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(metavar="COLUMN", help="Column of the ratings. Default: humans, human, ratings, worth."),
    ] = None,
    span: Annotated[
        tuple[float, float], typer.Option("--range", metavar="WORST BEST", help="The range of people's ratings.")
    ] = (0.0, 1.0),
    count: Annotated[
        int | None, typer.Option(min=1, help=f"Most responses to judge. Default: all, with --aws {MOST_IN_AWS}.")
    ] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write an HTML page.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Keep the verdict in evidence/EXPERIMENT/judge_card.json.")
    ] = False,
    in_aws: Annotated[
        bool,
        typer.Option(
            "--aws", help="Ask models with your credentials; with an ARN or --judge deployed that function. Cost first."
        ),
    ] = False,
    locally: DeployedLocally = False,
    stage: StageOption = None,
    yes: AgreeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Compare a judge with people's ratings: agreement, human ceiling, biases, cost, and a verdict."""
    if report is not None:
        check_writable("--report", report)
    if not (span[0] < span[1] and all(map(math.isfinite, span))):
        raise CallError(
            f"--range: got {span[0]:g} {span[1]:g}, expected the worst and then the best rating, such as --range 1 5"
        )
    from rft.calibrate.judges.candidate import DEPLOYED
    from rft.score.reward import reward_of

    there = locally or named.startswith("arn:") or DEPLOYED in (judge or [])
    if there and keep:
        raise CallError(
            "--keep: got a deployed function, of which fewer checks can be made; keep a calibration of its model"
        )
    if DEPLOYED in (judge or []) and not (locally or in_aws or named.startswith("arn:")):
        raise CallError("--judge deployed: expected --local or --aws beside it, or an ARN, which say where it is")
    function = function_of(named, stage, in_aws, locally) if there else None
    read = read_experiment(named) if function is None else function.callee.compiled.experiment
    experiment, reward = read.name, reward_of(read)
    if not reward.judged:
        raise CallError(f"experiment: {experiment}: no model judges its reward, so there is nothing to calibrate")
    most = MOST_IN_AWS if in_aws and count is None else count
    files, found_labels = _labels(read, reward, file, labels, span, most)
    from rft.calibrate.judges.candidate import candidates
    from rft.calibrate.run import calibrate_judges

    judges = candidates(judge or [], read, reward, in_aws, function)
    _agree(judges, reward, found_labels, yes)
    found = calibrate_judges(reward, found_labels, judges, bar=not as_json)
    from rft.calibrate.result import as_json as told
    from rft.calibrate.result import tables

    show(told(found, found_labels), as_json, *tables(found, found_labels))
    if report is not None:
        from rft.calibrate.html.page import page

        write_file("--report", report, page(experiment, found, found_labels, files))
    if keep:
        import sys

        from rft.calibrate.card import keep_cards

        print(f"written: {keep_cards(experiment, found, reward, found_labels, files)}", file=sys.stderr)
    if not any(each.verdict == "trusted" for each in found):
        raise CheckFailed("calibrate: no judge is trusted; see above")


def _labels(
    experiment: "Experiment",
    reward: "AnyReward",
    file: Path | None,
    column: str | None,
    span: tuple[float, float],
    most: int | None,
) -> "tuple[list[Path], Labels]":
    from rft.calibrate.labels.reading import labelled
    from rft.score.source.samples import file_samples, own_files, own_samples

    def ignored(_: int) -> None: ...

    files = list(own_files(experiment.reward)) if file is None else [file]
    lines = own_samples(experiment.reward, ignored) if file is None else file_samples(file, ignored)
    return files, labelled(lines, reward, column, span, most, ", ".join(map(str, files)))


def _agree(judges: "list[Candidate]", reward: "AnyReward", labels: "Labels", agreed: bool) -> None:
    """Print the cost of the models, and ask, unless that was agreed."""
    from rft.score.cost import confirm, estimate

    for each in judges:
        block = each.experiment.judge
        if each.function is not None and block is not None:
            from rft.deployed.question import Question

            once = estimate(reward, (one.found.sample for one in labels.responses), block.max_tokens)
            Question.about(each.function, len(labels.responses), once).ask(agreed)
        if each.paid and block is not None:
            from rft.calibrate.address import check_address
            from rft.calibrate.cost import calibration_cost
            from rft.score.judge import check_credentials

            check_credentials()
            check_address(each.settings, each.judge)
            confirm(calibration_cost(reward, labels.responses, block.max_tokens), block, each.settings.region, agreed)
