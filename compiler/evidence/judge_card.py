"""``JudgeCard``: what a calibration of a judge came to, kept in ``evidence/<experiment>/judge_card.json``.

A card holds for one key: judge, rubrics, scales and the settings of the calls. If one of them changes, it is stale.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from reward_runtime.judge.rubric.prompt import rubric_digest
from reward_runtime.judge.rubric.rubric import Judged
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.reward import AnyReward

__all__ = ["TRUSTED", "JudgeCard", "JudgeKey", "card_file", "card_for", "judge_key", "read_cards", "write_cards"]

TRUSTED = "trusted"


@dataclass(frozen=True)
class JudgeKey:
    """Everything that decides on a verdict beside the texts."""

    judge: str
    """Model or endpoint, as calls name it."""
    rubrics: Mapping[str, str]
    """Digest of text, scale and prompt for each judged dimension."""
    scale: str
    """The values that it may give, in words."""
    settings: Mapping[str, object]


@dataclass(frozen=True)
class JudgeCard:
    """One calibration."""

    key: JudgeKey
    verdict: str
    """``trusted``, ``untrusted`` or ``inconclusive``."""
    labels: Mapping[str, object]
    """The file's name and digest, and how many labels of it there were."""
    dimensions: Mapping[str, Mapping[str, object]]
    """Figures and checks of each dimension with labels."""
    unlabelled: Sequence[str]
    """Judged dimensions without labels, of which nothing is known."""
    cost: Mapping[str, object]


def judge_key(reward: AnyReward, settings: JudgeSettings) -> JudgeKey:
    """Return the key of a reward's judge with these settings."""
    judged = {d.name: d.score for d in reward.judged if isinstance(d.score, Judged)}
    return JudgeKey(
        settings.name,
        {name: rubric_digest(each.rubric) for name, each in judged.items()},
        "; ".join(dict.fromkeys(each.rubric.scale.words for each in judged.values())),
        {
            "structured": settings.structured,
            "max_tokens": settings.max_tokens,
            "omit": list(settings.omit),
            "guardrail": settings.guardrail,
            "guardrail_version": settings.guardrail_version,
        },
    )


def card_file(root: Path, experiment: str) -> Path:
    """Return where the cards of an experiment are kept."""
    return root / "evidence" / experiment / "judge_card.json"


def read_cards(file: Path) -> list[JudgeCard]:
    """Return the kept cards; none if there is no file that can be read."""
    try:
        held = cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))["cards"]
        return [JudgeCard(**each | {"key": JudgeKey(**each["key"])}) for each in held]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def card_for(cards: Sequence[JudgeCard], key: JudgeKey) -> JudgeCard | None:
    """Return the card that holds for a key."""
    return next((card for card in cards if card.key == key), None)


def write_cards(file: Path, cards: Sequence[JudgeCard]) -> None:
    """Add cards to the file; one with the same key is replaced. Raises ``OSError`` if it cannot be written."""
    others = [card for card in read_cards(file) if card_for(cards, card.key) is None]
    kept = sorted([*others, *cards], key=lambda card: (card.key.judge, str(card.key.rubrics)))
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"cards": [asdict(card) for card in kept]}, indent=2, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8")
