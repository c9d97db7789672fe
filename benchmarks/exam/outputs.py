"""Real outputs of models: the kit's recorded responses, each with a label that no grader gave."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.exam.case import Case

__all__ = ["labelled", "outputs"]

ROOT: Final = Path(__file__).parents[2]
SCORER: Final = {"gsm8k": "numbers", "math": "expressions", "sentiment": "labels"}
"""A reward whose recorded responses come from models or people -> its scorer."""
LABELS: Final = Path(__file__).with_name("output_labels.json")
"""Those of the responses that are right, by reward: read by a person, or as the publisher labelled them."""


def outputs() -> Iterator[Case]:
    """Yield the recorded responses of models and people to the shipped rows."""
    labels: dict[str, list[str]] = json.loads(LABELS.read_text(encoding="utf-8"))
    for reward, scorer in SCORER.items():
        rows = {row["id"]: row for row in _lines(ROOT / "data" / f"{reward}.jsonl")}
        for said in _lines(ROOT / "data" / f"{reward}.responses.jsonl"):
            row = rows[said["id"]]
            prompt = row["messages"][-1]["content"]
            right = said["id"] in labels[reward]
            reference = _final(row["reference_answer"])
            yield Case(f"outputs:{reward}:{said['id']}", scorer, reference, said["response"], right, reward, prompt)


def labelled(path: Path) -> Iterator[Case]:
    """Yield outputs to grade-school problems from a file of lines with ``output``, ``reference`` and ``is_correct``."""
    for number, line in enumerate(_lines(path), 1):
        name = f"outputs:{path.stem}:{number}"
        yield Case(name, "numbers", _final(line["reference"]), line["output"], line["is_correct"])


def _final(reference: object) -> object:
    """The end of a worked reference, as every other grader expects it."""
    if not isinstance(reference, str):
        return reference
    # openai/grade-school-math writes the one in its problems' answers and the other beside its models' outputs.
    for mark in ("####", "\nA:"):
        if mark in reference:
            return reference.rsplit(mark, 1)[1].strip().replace(",", "")
    return reference


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
