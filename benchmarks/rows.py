"""Training rows with responses of one size, the same on every run."""

import random
from typing import Any, Final

PHRASES: Final = (
    "the review says that",
    "service was slow",
    "although food arrived warm",
    "and staff seemed kind",
    "so overall",
    "tone of this text leans one way",
    "while a second sentence adds doubt",
    "about price",
    "which readers would weigh less than taste",
)
"""The reasoning is made of these."""
LABELS: Final = ("positive", "negative", "neutral")
SEED: Final = 20_260_000
"""Seed of the prose. It is fixed, so every run reads the same text."""


def rows(count: int, characters: int = 4_000) -> list[dict[str, Any]]:
    """Return ``count`` rows. Each response is about ``characters`` of prose with a box at the end.

    Nine in ten have the requested form; one has the box without the solution marks. One in three is wrong.
    """
    chance = random.Random(SEED)  # noqa: S311 - text, not a secret
    return [_row(index, _prose(chance, characters)) for index in range(count)]


def _row(index: int, prose: str) -> dict[str, Any]:
    label = LABELS[index % 3]
    given = label if index % 3 else "neutral"
    box = f"\\boxed{{{given}}}"
    end = box if index % 10 == 9 else f"<|begin_of_solution|>{box}<|end_of_solution|>"
    turns = [
        {"role": "system", "content": "Classify the sentiment. Think first, then answer in a box."},
        {"role": "user", "content": f"Review {index}: the room was fine, the breakfast was not."},
        {"role": "assistant", "content": f"{prose}\n{end}"},
    ]
    return {"id": f"row-{index:06}", "messages": turns, "reference_answer": {"answer": label}}


def _prose(chance: random.Random, characters: int) -> str:
    phrases: list[str] = []
    length = 0
    while length < characters:
        phrases.append(chance.choice(PHRASES))
        length += len(phrases[-1]) + 1
    return " ".join(phrases)
