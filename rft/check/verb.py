"""`rft check`: call a deployed reward as a job would, and report every problem."""

from dataclasses import asdict
from typing import Annotated

import typer

from rft.arguments import AwsOption, CalleeArgument, JsonOption, LocalOption, StageOption, YesOption
from rft.check.run import Asked, run
from rft.doctor.verb import findings_table
from rft.failures import CheckFailed
from rft.invoke.callee import find_callee
from rft.output import show
from rft.road import Road


def check(
    named: CalleeArgument,
    road: Annotated[Road, typer.Option("--road", help="The service or client that will call it.")],
    in_aws: AwsOption = False,
    locally: LocalOption = False,
    stage: StageOption = None,
    role: Annotated[
        str | None, typer.Option("--role", help="ARN of the job's role, to check its right to call.")
    ] = None,
    load: Annotated[
        bool | None,
        typer.Option(help="Send as many calls at once as the job. Default: only without a judge."),
    ] = None,
    faults: Annotated[
        bool, typer.Option("--faults", help="With --aws: also send wrong events, which count for the alarms.")
    ] = False,
    yes: YesOption = False,
    as_json: JsonOption = False,
) -> None:
    """Call a deployed reward as a job would, and report every problem."""
    callee = find_callee(named, stage, in_aws, locally)
    findings = run(Asked(callee, road, role, load, faults, yes))
    bad = sum(finding.state == "bad" for finding in findings)
    told = [asdict(finding) for finding in findings]
    result = {"function": callee.arn, "road": road.value, "bad": bad, "findings": told}
    show(result, as_json, f"function: {callee.arn}", findings_table(findings))
    if bad:
        raise CheckFailed(f"check: {bad} of {len(findings)} checks are bad; each says what to do")
