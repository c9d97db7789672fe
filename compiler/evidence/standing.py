"""``Standing``: the evidence about the judge of one dimension, for the experiment as it is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reward_runtime.judge.settings import JudgeSettings

from compiler.evidence.judge_card import TRUSTED, JudgeCard, card_file, card_for, read_cards
from compiler.evidence.judge_key import Asked, judge_named, key_of
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge
from compiler.judge.settings import judge_settings

__all__ = ["Standing", "faults_of", "judge_of", "standings"]


@dataclass(frozen=True)
class Standing:
    """One judged dimension and the card that comes nearest to it."""

    dimension: str
    card: JudgeCard | None
    changes: Sequence[str] = ()
    """The parts of the card's key that differ now; empty if the card holds."""

    @property
    def fault(self) -> str:
        """Why there is no trust, in a few words; empty if there is."""
        if self.card is None:
            return "no judge card"
        if self.changes:
            return f"a card of {' and of '.join(self.changes)}"
        return "" if self.card.verdict == TRUSTED else f"the verdict {self.card.verdict}{self._reasons(self.card)}"

    @staticmethod
    def _reasons(card: JudgeCard) -> str:
        failed = [name for name, says in card.checks.items() if not says.startswith("good")]
        return f" ({', '.join(failed)})" if failed else ""


def judge_of(experiment: Experiment) -> str:
    """Return the experiment's judge in words; empty if it names none."""
    return "" if experiment.judge is None else judge_named(_settings(experiment, experiment.judge), experiment.region)


def standings(experiment: Experiment, asked: Mapping[str, Asked], root: Path) -> list[Standing]:
    """Return the standing of each judged dimension, in the reward's order.

    Args:
        experiment: names the judge.
        asked: the question to it for each dimension.
        root: the folder that holds ``evidence/``.

    Raises:
        ValueError: there is a file that cannot be read as cards; the message says why.
    """
    if experiment.judge is None or not asked:
        return []
    cards = read_cards(card_file(root, experiment.name))
    settings, found = _settings(experiment, experiment.judge), list[Standing]()
    for name, each in asked.items():
        key = key_of(each, settings, judge_named(settings, experiment.region))
        card = card_for(cards, name, key)
        found.append(Standing(name, card, [] if card is None else card.key.changes(key)))
    return found


def faults_of(found: Sequence[Standing]) -> str:
    """Return why there is no trust, each reason with its dimensions; empty if there is trust on all of them."""
    by_fault: dict[str, list[str]] = {}
    for each in found:
        if each.fault:
            by_fault.setdefault(each.fault, []).append(each.dimension)
    return "; ".join(f"{fault} on {', '.join(names)}" for fault, names in by_fault.items())


def _settings(experiment: Experiment, judge: Judge) -> JudgeSettings:
    """Return the settings that decide on verdicts; those of the pace, which hang on the questions a sample, do not."""
    return judge_settings(judge, experiment.job, questions=1)
