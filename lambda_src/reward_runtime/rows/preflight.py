"""AWS's dry run of a reward function: rows of the training file as they are, sent before the job starts.

``RLVRTrainer.train()`` of the SageMaker SDK sends the first three rows, which hold no response and often no id, and
starts no job if the reply has another shape than a training reply (sagemaker-train 1.27.0, ``rlvr_trainer.py``).
"""

from collections.abc import Sequence
from typing import Final, cast

from reward_runtime.rows.turns import RESPONSE_KEYS, turns_of

__all__ = ["is_dry_run", "with_ids"]

_ROWS: Final = 3
"""Rows of a dry run; a file that is shorter is sent whole."""
_ROLES: Final = frozenset({"system", "developer", "user", "assistant", "tool"})


def is_dry_run(rows: Sequence[object]) -> bool:
    """Return True for rows that ask something and answer nothing, in a number that no training batch has.

    A training job sends an id with each sample, so three rows with ids are needed, and one to three without. A job
    that calls once a sample and whose responses are lost is thus no dry run: its rows cannot be scored, and say so.
    """
    if len(rows) > _ROWS or not all(map(_only_asks, rows)):
        return False
    return len(rows) == _ROWS or any(cast("dict[str, object]", row).get("id") is None for row in rows)


def with_ids(rows: Sequence[object]) -> list[object]:
    """Return the rows of a dry run, each with its id or else one by its position: the reply has to hold some id."""
    fields = [cast("dict[str, object]", row) for row in rows]
    return [row if row.get("id") is not None else {**row, "id": f"preflight-{i}"} for i, row in enumerate(fields)]


def _only_asks(row: object) -> bool:
    """Whether a row waits for a model's turn and has no field for a response, not even an empty one.

    It waits after the turn of a user or a tool, and if a user has spoken and no model yet. A role that is not known may
    be a model's, so such a row is training's.
    """
    if not isinstance(row, dict):
        return False
    fields = cast("dict[str, object]", row)
    if any(key in fields for key in RESPONSE_KEYS):
        return False
    roles = [turn.get("role") for turn in turns_of(fields.get("messages") or fields.get("prompt"))]
    if not roles or not all(isinstance(role, str) and role in _ROLES for role in roles):
        return False
    return roles[-1] in ("user", "tool") or ("user" in roles and "assistant" not in roles)
