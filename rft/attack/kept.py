"""Keeps an attack as evidence, with its dependencies."""

from datetime import datetime, timezone
from pathlib import Path

from compiler.attack.finding import Severity
from compiler.evidence.attestation import Attestation, attack_file, attack_key, write_attestation
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import ROOT
from compiler.package.asset import collect_asset

from rft.attack.run import Attacked
from rft.written_file import refusing

__all__ = ["attestation_of", "keep_attack"]


def keep_attack(experiment: Experiment, found: Attacked, root: Path = ROOT) -> str:
    """Write ``evidence/<experiment>/attack.json`` and return its name.

    Raises:
        CallError: it cannot be written.
    """
    shown = f"evidence/{experiment.name}/attack.json"
    attestation = attestation_of(experiment, found, root)
    with refusing("--keep", Path(shown)):
        write_attestation(attack_file(root, experiment.name), attestation)
    return shown


def attestation_of(experiment: Experiment, found: Attacked, root: Path = ROOT) -> Attestation:
    """Return an attack with its dependencies, and today's date."""
    asset = collect_asset(root.resolve() / "lambda_src", experiment.reward)
    above = [each for each in found.findings if each.severity > Severity.INFO]
    return Attestation(
        attack_key(asset, experiment.reward, experiment.weights),
        datetime.now(timezone.utc).date().isoformat(),
        found.depth.value,
        found.seed,
        found.rows,
        found.responses,
        found.calibrated,
        found.judge,
        found.worst.name.lower() if above else "",
        tuple(f"{each.severity.name.lower()}: {each.name}" for each in above),
    )
