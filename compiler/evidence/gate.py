"""The gate: which evidence of an experiment is missing, stale or bad. A warning, or an error if it is required."""

from typing import Final

from compiler.capacity.finding import Finding
from compiler.compiled import CompiledExperiment
from compiler.evidence.attestation import attack_file, attack_key, read_attestation
from compiler.evidence.standing import faults_of, judge_of, standings

__all__ = ["evidence_findings"]

_CRITICAL: Final = "critical"


def evidence_findings(compiled: CompiledExperiment) -> tuple[Finding, ...]:
    """Return the faults of attack and judge, at most one line each, with the command that corrects them."""
    found = {"evidence": _attack_fault(compiled), "judge-card": _judge_fault(compiled)}
    required = compiled.experiment.require_evidence
    return tuple(Finding(code, fault, impossible=required) for code, fault in found.items() if fault)


def _attack_fault(compiled: CompiledExperiment) -> str:
    name = compiled.experiment.name
    now = [line for line in (compiled.rehearsal.dangers if compiled.rehearsal else ()) if line.startswith(_CRITICAL)]
    if now:
        return f"evidence: a quick attack has a finding: {now[0]}; run `rft attack {name}` and correct the reward"
    shown = f"evidence/{name}/attack.json"
    kept = read_attestation(attack_file(compiled.asset.root.parent, name))
    again = f"run `rft attack {name} --keep`"
    if kept is None:
        return f"{shown}: got no attack on this reward, expected one; {again}"
    if kept.key != attack_key(compiled.asset, compiled.experiment.reward, compiled.experiment.weights):
        return f"{shown}: got an attack on another state of the reward, expected one on this; {again}"
    if kept.worst == _CRITICAL:
        return f"{shown}: got {kept.findings[0]}, expected no critical finding; correct the reward, then {again}"
    return ""


def _judge_fault(compiled: CompiledExperiment) -> str:
    name = compiled.experiment.name
    shown = f"evidence/{name}/judge_card.json"
    again = f"run `rft calibrate {name} LABELS.jsonl --aws --keep`"
    try:
        found = standings(compiled.experiment, compiled.asked, compiled.asset.root.parent)
    except ValueError as error:
        return f"{shown}: got {error}, expected judge cards; restore it, or remove it and {again}"
    faults = faults_of(found)
    if not faults:
        return ""
    return f"{shown}: got {faults}, expected trust in the {judge_of(compiled.experiment)}; {again}"
