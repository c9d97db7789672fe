"""Warns if a reward is deployed that nothing was tried on."""

from compiler.capacity.finding import Finding
from compiler.compiled import CompiledExperiment

__all__ = ["rehearsal_findings"]


def rehearsal_findings(compiled: CompiledExperiment) -> tuple[Finding, ...]:
    """Return a warning if the reward has no data."""
    if compiled.rehearsal is not None and compiled.rehearsal.rows:
        return ()
    file = f"data/{compiled.experiment.reward}.jsonl"
    text = f"{file}: got no rows, so the reward was not tried on any; add rows, and responses beside them"
    return (Finding("no-rehearsal", text),)
