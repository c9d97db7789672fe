"""All sums of one experiment: CompiledExperiment -> warnings, or an error if no run could succeed."""

from collections.abc import Iterable

from compiler.capacity.concurrency import concurrency_findings
from compiler.capacity.finding import Finding
from compiler.capacity.judging import judging_findings
from compiler.capacity.legacy import legacy_findings
from compiler.capacity.log_volume import log_findings
from compiler.capacity.payload import payload_findings
from compiler.capacity.rehearsal import rehearsal_findings
from compiler.capacity.second import second_findings
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.evidence.gate import evidence_findings
from compiler.network.file import read_networks
from compiler.network.reach import reach_findings

__all__ = ["refuse_impossible", "warnings_of"]


def warnings_of(compiled: CompiledExperiment) -> tuple[Finding, ...]:
    """Return the warnings of the experiment's figures.

    Raises:
        CompileError: by its figures no run could succeed.
    """
    experiment = compiled.experiment
    findings = (
        *payload_findings(experiment.job),
        *concurrency_findings(experiment),
        *log_findings(experiment),
        *judging_findings(experiment, compiled.questions),
        *legacy_findings(compiled.judge_target),
        *legacy_findings(compiled.second_target, "judge.second.model"),
        *second_findings(experiment, compiled.questions),
        *rehearsal_findings(compiled),
        *reach_findings(compiled, read_networks()),
        *evidence_findings(compiled),
    )
    refuse_impossible(experiment.name, findings)
    return findings


def refuse_impossible(name: str, findings: Iterable[Finding]) -> None:
    """Raise ``CompileError``, with a line for each, if some of an experiment's findings are impossible."""
    impossible = [f"experiments/{name}.yaml: {found.text}" for found in findings if found.impossible]
    if impossible:
        raise CompileError("\n".join(impossible))
