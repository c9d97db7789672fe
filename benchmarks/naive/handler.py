"""A reward handler as one writes it in ten minutes, and as published examples for Nova are built.

One sample after the other: print it whole, search the solution and the box with regular expressions, fall back to key
words, compare. Its faults are kept: see ``docs/benchmarks.md``. It is a yardstick; nothing deploys it.
"""

import json
import re
from typing import Any

LABELS = ("positive", "negative", "neutral")


def lambda_handler(event: list[dict[str, Any]], context: object) -> list[dict[str, Any]]:
    """Return id and score, 1.0 or 0.0, of every sample."""
    return [grade(sample) for sample in event]


def grade(sample: dict[str, Any]) -> dict[str, Any]:
    """Score one sample."""
    print(json.dumps(sample, indent=2))  # noqa: T201 - the cost of this line is part of what is measured
    response = sample["messages"][-1]["content"]
    expected = sample["reference_answer"]["answer"].strip().lower()
    found = answer(response)
    return {"id": sample["id"], "aggregate_reward_score": 1.0 if found == expected else 0.0}


def answer(response: str) -> str | None:
    """Return the last box of the solution, or of the response, or else the first label that occurs."""
    section = re.search(r"<\|begin_of_solution\|>(.*?)<\|end_of_solution\|>", response, re.DOTALL)
    text = section.group(1) if section else response
    boxes = re.findall(r"boxed\{([^}]+)\}", text)
    if boxes:
        return boxes[-1].strip().lower()
    lowered = text.lower()
    return next((label for label in LABELS if label in lowered), None)
