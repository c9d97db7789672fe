"""`rft check`: ask a deployed reward for everything that a job would meet."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import boto3
import typer
from botocore.config import Config
from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment

from rft.arguments import AwsOption, JsonOption, StageOption
from rft.check.configuration import configuration_findings, role_finding
from rft.check.contract import contract_findings
from rft.check.load import MOST_AT_ONCE, batch_size, load_finding
from rft.check.subject import Subject
from rft.check.traces import trace_findings
from rft.doctor.finding import Finding
from rft.doctor.verb import findings_table
from rft.failures import CallError, CheckFailed
from rft.invoke.rows import read_rows
from rft.job.function import deployed_function
from rft.job.road import DRAWN, Road
from rft.lifecycle.place import Place, local_place, remote_place
from rft.output import show
from rft.steps import Steps


def check(
    experiment: Annotated[str, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/.")],
    road: Annotated[Road, typer.Option("--road", help="The service or client that will call it.")],
    in_aws: AwsOption = False,
    stage: StageOption = None,
    arn: Annotated[str | None, typer.Option("--arn", help="Another revision. Default: the deployed one.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="ARN of the job's role: may it call the function?")] = None,
    load: Annotated[
        bool, typer.Option("--load", help="Also call it as often at once as the experiment's job does.")
    ] = False,
    faults: Annotated[
        bool, typer.Option("--faults", help="With --aws: also send wrong events, of which the alarms will hear.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Agree to the judge's calls without being asked.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Call a deployed reward with everything that a job would send, and say what would go wrong."""
    compiled = compile_experiment(experiment, stage=stage)
    wanted = DRAWN[road].reply
    if compiled.experiment.reply != wanted:
        raise CallError(
            f"experiments/{experiment}.yaml: reply: got {compiled.experiment.reply!r}, expected {wanted!r} for "
            f"{road.value}, which reads no other form"
        )
    region = compiled.experiment.region
    place = remote_place(region) if in_aws else local_place(region)
    found = arn or deployed_function(compiled.experiment, stage, in_aws).arn
    subject = Subject(compiled, place, found, read_rows(compiled.experiment.reward), _caller(place, compiled))
    if in_aws and compiled.judged and not yes:
        _agree(subject, road, load)
    findings = list(_findings(subject, road, role, load, faults or not in_aws))
    bad = sum(finding.state == "bad" for finding in findings)
    result = {"function": found, "road": road.value, "bad": bad, "findings": [asdict(finding) for finding in findings]}
    show(result, as_json, f"function: {found}", findings_table(findings))
    if bad:
        raise CheckFailed(f"check: {bad} of {len(findings)} checks are bad; each says what to do")


def _findings(subject: Subject, road: Road, role: str | None, load: bool, faults: bool) -> Iterator[Finding]:
    steps = Steps()
    with steps.step("look at the function"):
        yield from configuration_findings(subject)
        if role is not None:
            yield role_finding(subject, role)
    with steps.step("send what the road sends"):
        yield from contract_findings(subject, road, faults)
    with steps.step("send a job's batch"):
        yield from load_finding(subject, road, load)
    with steps.step("wait for logs and metrics"):
        yield from trace_findings(subject, road)


def _caller(place: Place, compiled: CompiledExperiment) -> object:
    """Return a client that calls once: a second try of its own would hide the first one's failure."""
    if place.name == "local":
        return place.client("lambda")
    patience = compiled.experiment.timeout_seconds + 30
    config = Config(read_timeout=patience, retries={"total_max_attempts": 1}, max_pool_connections=100)
    session: Any = boto3.Session()
    return session.client("lambda", region_name=place.region, config=config)


def _agree(subject: Subject, road: Road, load: bool) -> None:
    job = subject.compiled.experiment.job
    batches = (min(job.concurrency, MOST_AT_ONCE) if load else 1) * batch_size(subject, road)
    samples = len(subject.rows) + 1 + batches
    asked = samples * subject.compiled.questions
    if not typer.confirm(f"This asks the judge about {asked} questions, at its price. Go on?", err=True):
        raise CallError("check: not agreed; --yes agrees without being asked")
