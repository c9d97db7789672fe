"""`rft attack`: measure how much a model can earn from a reward without being right."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from rft.arguments import CalleeArgument, JsonOption, StageOption
from rft.deployed.named import AgreeOption, DeployedInAws, DeployedLocally
from rft.failures import CallError, CheckFailed
from rft.output import show


def attack(
    named: CalleeArgument,
    depth: Annotated[str, typer.Option("--depth", help="quick, standard or deep.")] = "standard",
    seed: Annotated[int, typer.Option("--seed", help="Seed of the drawn rows and of the search.")] = 0,
    in_aws: DeployedInAws = False,
    locally: DeployedLocally = False,
    stage: StageOption = None,
    report: Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Also write an HTML page.")] = None,
    keep: Annotated[
        bool, typer.Option("--keep", help="Write evidence/EXPERIMENT/attack.json, which a deployment looks for.")
    ] = False,
    yes: AgreeOption = False,
    as_json: JsonOption = False,
) -> None:
    """Measure how much a reward pays for responses that are not right; deployed with --local or --aws."""
    # Imported here, because no other verb needs it.
    from compiler.attack.engine import Depth
    from compiler.attack.finding import Severity
    from compiler.experiment.file import read_experiment

    from rft.attack import run
    from rft.attack.report import as_json as result_of
    from rft.attack.report import lines
    from rft.deployed.named import function_of

    there = in_aws or locally or named.startswith("arn:")
    if keep and (there or depth == Depth.QUICK):
        raise CallError("--keep: got a deployed function or depth quick, expected an attack here, standard or deep")
    if depth not in list(Depth):
        raise CallError(f"--depth: got {depth!r}, expected {', '.join(Depth)}")
    if report is not None:
        from rft.written_file import check_writable

        check_writable("--report", report)
    function = function_of(named, stage, in_aws, locally)
    if function is not None:
        found = run.attack_there(function, Depth(depth), seed, yes)
    else:
        found = run.attack_here(read_experiment(named), Depth(depth), seed)
    if keep:
        from rft.attack.kept import keep_attack

        print(f"written: {keep_attack(read_experiment(named), found)}", file=sys.stderr)
    if report is not None:
        from rft.attack.page import write_page

        write_page(found, report)
    show(result_of(found), as_json, *lines(found))
    if found.worst >= Severity.MEDIUM:
        bad = sum(each.severity >= Severity.MEDIUM for each in found.findings)
        raise CheckFailed(f"attack: {bad} of {len(found.findings)} findings are medium or worse; each says what to do")
