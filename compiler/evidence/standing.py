"""``Standing``: what is known of the judge of one dimension, for the experiment as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from compiler.compiled import CompiledExperiment
from compiler.evidence.judge_card import TRUSTED, JudgeCard, card_file, card_for, read_cards
from compiler.evidence.judge_key import judge_named, key_of
from compiler.judge.settings import judge_settings

__all__ = ["Standing", "judge_of", "standings"]


@dataclass(frozen=True)
class Standing:
    """One judged dimension and the card that comes nearest to it."""

    dimension: str
    card: JudgeCard | None
    changes: Sequence[str] = ()
    """What of the card's key is another now; empty if the card holds."""

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


def judge_of(compiled: CompiledExperiment) -> str:
    """Return the experiment's judge in words; empty if it names none."""
    judge = compiled.experiment.judge
    if judge is None:
        return ""
    settings = judge_settings(judge, compiled.experiment.job, compiled.questions)
    return judge_named(settings, compiled.experiment.region)


def standings(compiled: CompiledExperiment, root: Path | None = None) -> list[Standing]:
    """Return the standing of each judged dimension, in the reward's order.

    Args:
        compiled: the experiment.
        root: the folder that holds ``evidence/``; by default, that of the experiment's code.

    Raises:
        ValueError: there is a file that cannot be read as cards; the message says why.
    """
    judge = compiled.experiment.judge
    if judge is None or not compiled.asked:
        return []
    cards = read_cards(card_file(root or compiled.asset.root.parent, compiled.experiment.name))
    settings = judge_settings(judge, compiled.experiment.job, compiled.questions)
    found: list[Standing] = []
    for name, asked in compiled.asked.items():
        key = key_of(asked, settings, judge_named(settings, compiled.experiment.region))
        card = card_for(cards, name, key)
        found.append(Standing(name, card, [] if card is None else card.key.changes(key)))
    return found
