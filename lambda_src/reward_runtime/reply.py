"""Scores -> the reply a training job reads, checked before it leaves."""

import json
from collections.abc import Sequence
from typing import Final

from reward_runtime.errors import ReplyError
from reward_runtime.reward import Outcome, Score

__all__ = ["LARGEST_REPLY_BYTES", "Row", "to_envelope", "to_reply"]

LARGEST_REPLY_BYTES: Final = 6 * 1024 * 1024
"""Lambda's limit on a synchronous response (AWS Lambda quotas)."""

Row = dict[str, object]


def to_reply(scores: Sequence[Score]) -> list[Row]:
    """Return one row per score, in order: the id as it came, a finite aggregate, every dimension every time.

    Raises ``ReplyError`` when the reply is not strict JSON or over ``LARGEST_REPLY_BYTES``.
    """
    rows = [_row(score) for score in scores]
    _check(rows)
    return rows


def to_envelope(rows: list[Row]) -> Row:
    """Return the reply as open-weight jobs want it: a status and the rows as a JSON string."""
    envelope: Row = {"statusCode": 200, "body": _ENCODER.encode(rows)}
    _check(envelope)
    return envelope


def _row(score: Score) -> Row:
    metrics: list[Row] = [{"name": name, "value": value, "type": "Reward"} for name, value in score.dimensions.items()]
    metrics += _FLAGS[score.outcome]
    return {"id": score.id, "aggregate_reward_score": score.aggregate, "metrics_list": metrics}


def _check(reply: object) -> None:
    # Lambda sends raw Unicode where it can; the escaped form is never shorter, so the check errs on the safe side.
    try:
        size = len(_ENCODER.encode(reply))
    except (ValueError, RecursionError):
        size = -1
    if size < 0:
        raise ReplyError("reply: got a value that strict JSON cannot hold (NaN, Infinity or too deep an id)")
    if size > LARGEST_REPLY_BYTES:
        raise ReplyError(
            f"reply: got {size} bytes, expected at most {LARGEST_REPLY_BYTES} (Lambda's limit); lower lambda_batch_size"
        )


def _flags(outcome: Outcome) -> tuple[Row, ...]:
    flags = (Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK)
    return tuple({"name": flag.value, "value": float(outcome is flag), "type": "Metric"} for flag in flags)


_ENCODER: Final = json.JSONEncoder(allow_nan=False, check_circular=False)
_FLAGS: Final = {outcome: _flags(outcome) for outcome in Outcome}
"""The same for every sample of an outcome, and never changed, so every row shares them."""
