"""``State``: the evidence of one experiment in a few words, from its files alone."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from compiler.evidence.attestation import attack_file, attack_key, read_attestation
from compiler.evidence.judge_key import asked_of
from compiler.evidence.standing import Standing, standings
from compiler.experiment.experiment import Experiment
from compiler.package.asset import collect_asset

from rft.repository import ROOT

__all__ = ["State", "state_of"]

_WORST_FIRST: Final = ("none", "stale", "untrusted", "inconclusive", "trusted")


@dataclass(frozen=True)
class State:
    """The evidence that holds for an experiment's files as they are."""

    attack: str
    """``current``, ``stale`` or ``none``."""
    findings: tuple[str, ...]
    """Findings of the kept attack above info, the worst first: ``low: one_name``."""
    judge: str | None
    """That of the worst judged dimension: ``none``, ``stale``, ``untrusted``, ``inconclusive`` or ``trusted``; ``None``
    if no model judges; ``unreadable`` if the file holds something else."""

    @property
    def cells(self) -> tuple[str, str]:
        """The attack with the severity of its worst finding, and the judge card, in a word or two each."""
        worst = self.findings[0].partition(":")[0] if self.findings else ""
        return f"{self.attack}, {worst}" if worst else self.attack, self.judge or "-"

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return asdict(self) | {"findings": list(self.findings)}


def state_of(experiment: Experiment, root: Path = ROOT) -> State:
    """Return the state.

    Raises:
        compiler.errors.CompileError: a judged reward cannot be loaded.
    """
    kept = read_attestation(attack_file(root, experiment.name))
    attack = "none"
    if kept is not None:
        asset = collect_asset(root.resolve() / "lambda_src", experiment.reward)
        attack = "current" if kept.key == attack_key(asset, experiment.reward, experiment.weights) else "stale"
    return State(attack, () if kept is None else kept.findings, _judge(experiment, root))


def _judge(experiment: Experiment, root: Path) -> str | None:
    if experiment.judge is None:
        return None
    # Imported here, because a list of experiments without a judge loads no reward.
    from rft.score.reward import reward_of

    try:
        found = standings(experiment, asked_of(reward_of(experiment)), root)
    except ValueError:
        return "unreadable"
    return min(map(_state, found), key=_WORST_FIRST.index, default=None)


def _state(found: Standing) -> str:
    if found.card is None:
        return "none"
    return "stale" if found.changes else found.card.verdict
