"""AWS's dry run of a reward function: rows of the training file as they are, sent before the job starts.

``RLVRTrainer.train()`` of the SageMaker SDK sends the first three rows, which hold no response and often no id, and
starts no job if the reply has another shape than a training reply (sagemaker-train 1.27.0, ``rlvr_trainer.py``).
"""

from collections.abc import Sequence
from typing import Final, cast

from reward_runtime.rows.turns import RESPONSE_KEYS, conversation, turns_of

__all__ = ["Preflights", "with_ids"]

_MOST_ROWS: Final = 3
"""Rows of a dry run."""
_MOST_CALLS: Final = 8
"""Dry runs that one execution environment answers. A job that sends no response at all would else look like many."""


class Preflights:
    """Tells dry runs from training, and no more of them than an environment can expect."""

    def __init__(self) -> None:
        """Start with none."""
        self._answered = 0

    def is_one(self, rows: Sequence[object]) -> bool:
        """Return True for one to three rows that ask something and of which none holds a response in any place."""
        if not 0 < len(rows) <= _MOST_ROWS or self._answered >= _MOST_CALLS or not all(map(_only_asks, rows)):
            return False
        self._answered += 1
        return True


def with_ids(rows: Sequence[object]) -> list[object]:
    """Return the rows of a dry run, each with its id or else one by its position: the reply has to hold some id."""
    fields = [cast("dict[str, object]", row) for row in rows]
    return [row if row.get("id") is not None else {**row, "id": f"preflight-{i}"} for i, row in enumerate(fields)]


def _only_asks(row: object) -> bool:
    if not isinstance(row, dict):
        return False
    fields = cast("dict[str, object]", row)
    if any(fields.get(key) is not None for key in RESPONSE_KEYS):
        return False
    turns = turns_of(fields["messages"] if fields.get("messages") is not None else fields.get("prompt"))
    return not conversation(turns).responds and any(turn.get("role") == "user" for turn in turns)
