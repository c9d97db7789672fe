"""The gate: which evidence of an experiment is missing, stale or bad. A warning, or an error if it is required."""

from typing import Final

from compiler.capacity.finding import Finding
from compiler.compiled import CompiledExperiment
from compiler.evidence.attestation import attack_file, attack_key, read_attestation

__all__ = ["evidence_findings", "evidence_of"]

_CRITICAL: Final = "critical"


def evidence_findings(compiled: CompiledExperiment) -> tuple[Finding, ...]:
    """Return what is wrong with the evidence, each with the command that mends it."""
    fault = _fault(compiled)
    if not fault:
        return ()
    return (Finding("evidence", fault, impossible=compiled.experiment.require_evidence),)


def evidence_of(compiled: CompiledExperiment) -> str:
    """Return in a few words with which evidence an experiment is deployed."""
    name = compiled.experiment.name
    kept = read_attestation(attack_file(compiled.asset.root.parent, name))
    if kept is None:
        return "attack: none"
    stale = ", of another state of the reward" if kept.key != _key(compiled) else ""
    return f"attack: worst finding {kept.worst or 'none'}, {kept.responses} responses, depth {kept.depth}{stale}"


def _fault(compiled: CompiledExperiment) -> str:
    name = compiled.experiment.name
    now = [line for line in (compiled.rehearsal.dangers if compiled.rehearsal else ()) if line.startswith(_CRITICAL)]
    if now:
        return f"evidence: a quick attack has a finding: {now[0]}; run `rft attack {name}` and mend the reward"
    shown = f"evidence/{name}/attack.json"
    kept = read_attestation(attack_file(compiled.asset.root.parent, name))
    again = f"run `rft attack {name} --keep`"
    if kept is None:
        return f"{shown}: got no attack on this reward, expected one; {again}"
    if kept.key != _key(compiled):
        return f"{shown}: got an attack on another state of the reward, expected one on this; {again}"
    if kept.worst == _CRITICAL:
        return f"{shown}: got {kept.findings[0]}, expected no critical finding; mend the reward, then {again}"
    return ""


def _key(compiled: CompiledExperiment) -> str:
    return attack_key(compiled.asset, compiled.experiment.reward, compiled.experiment.weights)
