"""Rows that the runtime tests send."""

from typing import Any

RIGHT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"
WRONG = "<|begin_of_solution|>\\boxed{negative}<|end_of_solution|>"


def row(response: str, id: object = "row-1") -> dict[str, Any]:
    """One training row whose right answer is ``positive``."""
    turns = [{"role": "user", "content": "How was it?"}, {"role": "assistant", "content": response}]
    return {"id": id, "messages": turns, "reference_answer": "positive"}
