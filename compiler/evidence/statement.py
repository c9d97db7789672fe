"""With which evidence an experiment is deployed: sentences for the stack's output and for the dashboard."""

from collections.abc import Sequence
from typing import Final

from compiler.compiled import CompiledExperiment
from compiler.evidence.attestation import attack_file, attack_key, read_attestation
from compiler.evidence.judge_card import JudgeCard
from compiler.evidence.standing import Standing, judge_of, standings

__all__ = ["statement"]

_FIRST: Final = ("weighted kappa", "Spearman")


def statement(compiled: CompiledExperiment) -> list[str]:
    """Return one sentence on the attack, and on the judge of each judged dimension, without full stops.

    It does not change the function, so it is not in the RewardHash.
    """
    try:
        found = standings(compiled.experiment, compiled.asked, compiled.asset.root.parent)
    except ValueError as error:
        return [_attack(compiled), f"judge card: {error}"]
    without = [each.dimension for each in found if each.card is None]
    lines = [_standing(each, each.card) for each in found if each.card is not None]
    lines += [f"judge card: none of {judge_of(compiled.experiment)} on {', '.join(without)}"] if without else []
    return [_attack(compiled), *lines]


def _attack(compiled: CompiledExperiment) -> str:
    experiment = compiled.experiment
    kept = read_attestation(attack_file(compiled.asset.root.parent, experiment.name))
    if kept is None:
        return "attack: none"
    by = f", judged by the {kept.judge}" if kept.judge else ""
    stale = "; of another state of the reward" if kept.key != _key(compiled) else ""
    worst = kept.worst or "none"
    return f"attack: {kept.date}, depth {kept.depth}, {kept.responses} responses{by}, worst finding {worst}{stale}"


def _key(compiled: CompiledExperiment) -> str:
    return attack_key(compiled.asset, compiled.experiment.reward, compiled.experiment.weights)


def _standing(standing: Standing, card: JudgeCard) -> str:
    figures = ", ".join(f"{name} {value}" for name, value in _first(card))
    stale = f"; of {' and of '.join(standing.changes)}" if standing.changes else ""
    by = "" if any(each.startswith("another judge") for each in standing.changes) else f" by {card.key.judge}"
    return f"judge card on {card.dimension}: {card.dates}, {card.verdict}, {figures}{by}{stale}"


def _first(card: JudgeCard) -> Sequence[tuple[str, object]]:
    known = [(name, card.figures[name]) for name in _FIRST if name in card.figures]
    return [*known, ("labels", card.labels.get("count"))]
