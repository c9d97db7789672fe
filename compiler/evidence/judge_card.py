"""``JudgeCard``: the calibration of a judge on one dimension, kept in ``evidence/<experiment>/judge_card.json``.

A card is about one dimension, because labels and checks are. A change of one rubric voids the cards of its dimensions
and no others.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ValidationError

from compiler.evidence.judge_key import JudgeKey

__all__ = ["TRUSTED", "JudgeCard", "card_file", "card_for", "read_cards", "write_cards"]

TRUSTED: Final = "trusted"


@dataclass(frozen=True)
class JudgeCard:
    """One judge on one dimension."""

    dimension: str
    key: JudgeKey
    date: str
    """Of the calibration: ``2026-11-28``."""
    verdict: Literal["trusted", "untrusted", "inconclusive"]
    labels: Mapping[str, object]
    """Names and digest of the files, the column, and the number of labels."""
    figures: Mapping[str, str]
    """Name -> value with its interval, of the figures that a reviewer looks at first."""
    checks: Mapping[str, str]
    """Name -> ``good``, ``bad`` or ``open``, and why."""
    cost: Mapping[str, object]
    calls: Mapping[str, str] = field(default_factory=dict[str, str])
    """Days of the ``oldest`` and the ``newest`` answer of the judge; empty if they were not kept."""

    @property
    def dates(self) -> str:
        """The card's date, with the days of its calls if they are others."""
        oldest, newest = self.calls.get("oldest", self.date), self.calls.get("newest", self.date)
        if oldest == newest == self.date:
            return self.date
        return f"{self.date} by calls of {oldest}{'' if oldest == newest else f' to {newest}'}"


class _Held(BaseModel, extra="forbid"):
    """The file."""

    cards: list[JudgeCard]


def card_file(root: Path, experiment: str) -> Path:
    """Return the file of an experiment's cards."""
    return root / "evidence" / experiment / "judge_card.json"


def read_cards(file: Path) -> list[JudgeCard]:
    """Return the kept cards; none if there is no file.

    Raises:
        ValueError: it cannot be read as cards; the message says why, and names no file.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"a file that cannot be read ({error})") from None
    try:
        return _Held.model_validate_json(text, strict=True).cards
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        at = ".".join(map(str, first["loc"]))
        raise ValueError(f"something else than cards ({f'{at}: ' if at else ''}{first['msg']})") from None


def card_for(cards: Sequence[JudgeCard], dimension: str, key: JudgeKey) -> JudgeCard | None:
    """Return the newest card of a dimension with this key, or else the one from whose key the fewest parts changed.

    ``None`` if the dimension has none.
    """
    own = [card for card in cards if card.dimension == dimension]
    # Of two of one day, as a merge may leave them, the one that trusts less.
    newest = sorted(own, key=lambda card: (card.date, card.verdict != TRUSTED), reverse=True)
    return min(newest, key=lambda card: len(card.key.changes(key)), default=None)


def write_cards(file: Path, cards: Sequence[JudgeCard], judged: Collection[str]) -> None:
    """Add cards to the file. Each replaces the one of its judge on its dimension.

    Args:
        file: from ``card_file``.
        cards: the new ones.
        judged: the dimensions that are judged now; cards of others are dropped.

    Raises:
        OSError: the file cannot be written.
        ValueError: it holds something else than cards, which is not overwritten.
    """
    new = {(card.dimension, card.key.judge): card for card in cards}
    old = {(card.dimension, card.key.judge): card for card in read_cards(file) if card.dimension in judged}
    kept = sorted({**old, **new}.items())
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"cards": [asdict(card) for _, card in kept]}, indent=2, ensure_ascii=False, allow_nan=False)
    file.write_text(f"{text}\n", encoding="utf-8")
