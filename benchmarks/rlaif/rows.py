"""Rows for a judge: questions whose answer is a number. Half of the responses are right. No two runs share a row."""

import random
from typing import Any, Final

from benchmarks.rows import PHRASES

REASONING: Final = 40
"""Phrases before the answer, about 1,000 characters."""


def judged_rows(run: int, count: int = 64, part: int = 0) -> list[dict[str, Any]]:
    """Return ``count`` rows of one run. No kept verdict of another run or part answers any of them.

    The box holds a number because the published judge handler finds nothing else.
    """
    chance = random.Random(f"{run}/{part}")  # noqa: S311 - text, not a secret
    return [_row(chance, f"{run}-{part}-{index}", index % 2 == 0) for index in range(count)]


def right_scores(count: int) -> list[float]:
    """Return the score that the stand-in judge gives to each row."""
    return [float(index % 2 == 0) for index in range(count)]


def _row(chance: random.Random, name: str, is_right: bool) -> dict[str, Any]:
    crates, each = chance.randrange(100, 999), chance.randrange(100, 999)
    right = crates * each
    given = right if is_right else right + chance.randrange(1, 99)
    box = f"<|begin_of_solution|>\\boxed{{{given}}}<|end_of_solution|>"
    turns = [
        {
            "role": "user",
            "content": f"Shipment {name}: {crates} crates of {each} bolts each. How many bolts are there?",
        },
        {"role": "assistant", "content": f"{' '.join(chance.choices(PHRASES, k=REASONING))}\n{box}"},
    ]
    return {"id": name, "messages": turns, "reference_answer": {"answer": str(right)}}
