"""`rft doctor`: checks that everything is there that a deployment needs."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated, Final

import typer
from compiler.compile import experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment
from rich.box import SIMPLE_HEAD
from rich.table import Table

from rft.arguments import JsonOption, StageOption
from rft.doctor.account.account import reach
from rft.doctor.account.checks import account_findings
from rft.doctor.experiments import experiment_findings, readable
from rft.doctor.finding import Finding
from rft.doctor.rewards import rewards
from rft.doctor.toolchain import toolchain_findings
from rft.failures import CheckFailed
from rft.output import show
from rft.steps import Steps

_WORDS: Final = {"good": "good", "warning": "look", "bad": "BAD", "unseen": "not seen"}


def doctor(
    experiment: Annotated[
        str | None, typer.Argument(metavar="EXPERIMENT", help="Name of a file in experiments/. Default: all.")
    ] = None,
    in_aws: Annotated[bool, typer.Option("--aws", help="Also check the account of your credentials.")] = False,
    stage: StageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check this machine, the experiments and, with --aws, the account. Changes nothing."""
    names, steps = [experiment] if experiment else experiment_names(), Steps()
    if experiment:
        read_experiment(experiment)
    with steps.step("check this machine and the experiments"):
        experiments, unreadable = readable(names)
        findings = [*toolchain_findings(), *unreadable, *experiment_findings(experiments, date.today())]
    with steps.step("rehearse the rewards"):
        compiled, rehearsed = rewards([each.name for each in experiments], stage)
        findings += rehearsed
    if in_aws:
        with steps.step("check the account"):
            findings += _of_account(experiments, compiled)
    bad = sum(finding.state == "bad" for finding in findings)
    result = {"experiments": names, "bad": bad, "findings": [asdict(finding) for finding in findings]}
    show(result, as_json, findings_table(findings))
    if bad:
        raise CheckFailed(f"doctor: {bad} of {len(findings)} checks are bad; each says what to do")


def _of_account(experiments: Sequence[Experiment], compiled: Sequence[CompiledExperiment]) -> list[Finding]:
    if not experiments:
        return []
    account = reach(experiments[0].region)
    return [account] if isinstance(account, Finding) else list(account_findings(account, experiments, compiled))


def findings_table(findings: Sequence[Finding]) -> Table:
    """Return findings as a table: state, thing, result."""
    table = Table("", "checked", "found", box=SIMPLE_HEAD)
    for finding in findings:
        table.add_row(_WORDS[finding.state], finding.what, finding.says)
    return table
