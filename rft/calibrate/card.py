"""A calibration as judge cards, and their files."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Final

from compiler.evidence.judge_card import JudgeCard, card_file, write_cards
from compiler.evidence.judge_key import asked_of, key_of
from reward_runtime.reward import AnyReward

from rft.calibrate.labels.labels import Labels
from rft.calibrate.run import Calibrated, Measured
from rft.calibrate.verdict import shown, verdict_of
from rft.failures import CallError
from rft.repository import ROOT
from rft.written_file import refusing

__all__ = ["cards_of", "keep_cards"]

_DIGITS: Final = 16


def keep_cards(
    experiment: str, found: Sequence[Calibrated], reward: AnyReward, labels: Labels, files: Sequence[Path]
) -> str:
    """Write the cards of all judges but the trivial ones, and return the file's name.

    Raises:
        CallError: the file cannot be written, or holds something else than cards.
    """
    target = card_file(ROOT, experiment)
    shown_as = target.relative_to(ROOT)
    cards = [card for each in found if not each.candidate.trivial for card in cards_of(each, reward, labels, files)]
    with refusing("--keep", target):
        try:
            write_cards(target, cards, asked_of(reward))
        except ValueError as error:
            raise CallError(f"--keep: {shown_as}: got {error}, expected judge cards; restore or remove it") from None
    return str(shown_as)


def cards_of(found: Calibrated, reward: AnyReward, labels: Labels, files: Sequence[Path]) -> Iterator[JudgeCard]:
    """Yield the card of each dimension with labels."""
    today, asked = datetime.now(timezone.utc).date().isoformat(), asked_of(reward)
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:_DIGITS]
    for name, measured in found.dimensions.items():
        held = {"files": [file.name for file in files], "sha256": digest, "column": labels.column}
        yield JudgeCard(
            dimension=name,
            key=key_of(asked[name], found.candidate.settings, found.candidate.judge),
            date=today,
            verdict=verdict_of(measured.checks).value,
            labels={**held, "count": measured.figures.labels},
            figures=_figures(measured),
            checks={each.name: f"{each.state}: {each.says}" for each in measured.checks},
            cost=_cost(found),
            calls=_calls(found),
        )


def _figures(found: Measured) -> dict[str, str]:
    own = found.figures
    estimates = {
        "Spearman": own.spearman,
        "Kendall": own.kendall,
        "weighted kappa": own.kappa,
        "human ceiling, Spearman": own.ceiling,
        "share of the ceiling": own.share,
    }
    plain = {"ECE": own.calibration_error, "Brier": own.brier}
    return {name: shown(each) for name, each in estimates.items()} | {name: f"{x:.3f}" for name, x in plain.items()}


def _calls(found: Calibrated) -> dict[str, str]:
    """Return when the verdicts were given, which may be long before the card's own date, as answers are kept."""
    made = found.cost.made
    return {} if made is None else {"oldest": made[0], "newest": made[1]}


def _cost(found: Calibrated) -> dict[str, object]:
    cost = found.cost
    return {
        "of": "1000 responses",
        "tokens read": round(cost.input_tokens),
        "tokens written": round(cost.output_tokens),
        "USD": None if cost.dollars is None else round(cost.dollars, 4),
        "ms of a call, median": round(cost.median_ms),
        "ms of a call, 95 %": round(cost.slow_ms),
    }
