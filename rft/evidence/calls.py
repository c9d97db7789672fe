"""The cost of new judge cards: labels, calls of the experiment's judge, dollars, and the command."""

from dataclasses import dataclass

from compiler.evidence.judge_key import asked_of
from compiler.evidence.standing import faults_of, judge_of, standings
from compiler.experiment.experiment import Experiment
from reward_runtime.reward import AnyReward

from rft.calibrate.cost import calibration_cost
from rft.calibrate.labels.reading import labelled
from rft.calibrate.verb import MOST_IN_AWS
from rft.failures import CallError
from rft.money import money
from rft.repository import ROOT
from rft.score.source.samples import own_samples

__all__ = ["Missing", "missing_cards"]


@dataclass(frozen=True)
class Missing:
    """Judge cards that must be made, and their cost."""

    why: str
    judge: str
    command: str
    price: str


def missing_cards(experiment: Experiment, reward: AnyReward) -> Missing | None:
    """Return the cost of a trusted card on every judged dimension; ``None`` if there is one, or nothing is judged."""
    try:
        found = standings(experiment, asked_of(reward), ROOT)
        why, missing = faults_of(found), {each.dimension for each in found if each.fault}
    except ValueError as error:
        why, missing = str(error), set[str]()
    if not why:
        return None
    file, price = _price(experiment, reward, missing)
    return Missing(why, judge_of(experiment), f"rft calibrate {experiment.name} {file}--aws --keep", price)


def _price(experiment: Experiment, reward: AnyReward, missing: set[str]) -> tuple[str, str]:
    """Return the file to name in the command, with a blank, and the price by the reward's own labels."""
    block = experiment.judge
    try:
        lines = own_samples(experiment.reward, lambda _: None)
        labels = labelled(lines, reward, None, (0.0, 1.0), MOST_IN_AWS)
    except CallError as error:
        return "LABELS.jsonl ", f"unknown, because data/{experiment.reward} has too few labels ({error})"
    if block is None:
        return "", "unknown, because the experiment names no judge"
    cost = calibration_cost(reward, labels.responses, block.max_tokens)
    dollars = cost.dollars(block)
    most = "its prices are not known" if dollars is None else f"at most {money(dollars)}"
    said = f"{cost.samples} labelled responses, at most {cost.calls} calls, {most}"
    without = sorted(missing - set(labels.dimensions))
    rest = f"; {', '.join(without)} has too few labels there, so add yours" if without else ""
    return "" if not without else "LABELS.jsonl ", f"{said}{rest}"
