"""Checks the reward of each experiment as a synthesis does: rehearsed on its own data, proved, started once."""

from collections.abc import Sequence
from pathlib import Path

from compiler.compile import compile_experiment
from compiler.compiled import CompiledExperiment
from compiler.errors import CompileError
from compiler.evidence.gate import evidence_findings
from compiler.evidence.statement import statement

from rft.doctor.finding import Finding
from rft.repository import ROOT


def rewards(
    names: Sequence[str], stage: str | None = None, root: Path = ROOT
) -> tuple[list[CompiledExperiment], list[Finding]]:
    """Return the experiments that compile, and a finding for each; a bad one with the text of a synthesis."""
    good: list[CompiledExperiment] = []
    findings: list[Finding] = []
    for name in names:
        try:
            good.append(compile_experiment(name, stage=stage, root=root))
        except CompileError as error:
            findings.append(Finding(f"reward of {name}", "bad", str(error)))
        else:
            findings += [_rehearsed(good[-1]), _evidence(good[-1])]
    return good, findings


def _evidence(compiled: CompiledExperiment) -> Finding:
    """Return the fault of the evidence, in the words of the gate at synth, or else the evidence."""
    what, faults = f"evidence of {compiled.experiment.name}", evidence_findings(compiled)
    if not faults:
        return Finding(what, "good", "; ".join(statement(compiled)))
    state = "bad" if any(each.impossible for each in faults) else "warning"
    return Finding(what, state, "; ".join(each.text for each in faults))


def _rehearsed(compiled: CompiledExperiment) -> Finding:
    done, reward, name = compiled.rehearsal, compiled.experiment.reward, compiled.experiment.name
    what = f"reward of {name}"
    if done is None or not done.rows:
        return Finding(what, "warning", f"data/{reward}.jsonl: no rows, so nothing was tried; add rows and responses")
    scored = f"{done.rows} rows, {done.responses} responses scored"
    return Finding(what, "good", f"{reward}: rehearsed ({scored}), proved, starts; `rft score {name}` shows scores")
