"""The attack of one experiment, made again as it was kept."""

from dataclasses import dataclass, replace

from compiler.attack.engine import Depth
from compiler.attack.finding import Severity
from compiler.evidence.attestation import attack_file, read_attestation
from compiler.experiment.experiment import Experiment

from rft.attack.kept import attestation_of, keep_attack
from rft.attack.run import attack_here
from rft.repository import ROOT

__all__ = ["Renewed", "renew_attack"]


@dataclass(frozen=True)
class Renewed:
    """The result for an attestation."""

    state: str
    """``as it was``, ``new`` or ``renewed``."""
    worst: Severity
    said: str
    """The findings above info, the worst first; ``none``."""


def renew_attack(experiment: Experiment) -> Renewed:
    """Attack at the depth and with the seed of the kept attack, and keep the result if it is another.

    An attack costs nothing but time, so it is made whether the old one is stale or not: the attacks themselves change
    too, and the file's key does not show that.

    Raises:
        CallError: the file cannot be written.
        compiler.errors.CompileError: the reward cannot be loaded.
    """
    kept = read_attestation(attack_file(ROOT, experiment.name))
    depth = Depth(kept.depth) if kept is not None and kept.depth in list(Depth) else Depth.STANDARD
    found = attack_here(experiment, depth, kept.seed if kept is not None else 0)
    now = attestation_of(experiment, found)
    said = ", ".join(now.findings) or "none"
    if kept is not None and replace(kept, date=now.date) == now:
        return Renewed("as it was", found.worst, said)
    keep_attack(experiment, found)
    return Renewed("new" if kept is None else "renewed", found.worst, said)
