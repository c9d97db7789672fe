"""Scores -> the reply a training job reads, checked before it leaves."""

import json
from collections.abc import Sequence
from typing import Final

from reward_runtime.errors import ReplyError
from reward_runtime.reward import Outcome, Score

__all__ = ["LARGEST_REPLY_BYTES", "Row", "to_envelope", "to_reply"]

LARGEST_REPLY_BYTES: Final = 6 * 1024 * 1024
"""Lambda's limit on a synchronous response (AWS Lambda quotas)."""
_LONGEST_NUMBER: Final = 24
"""Characters of ``-2.2250738585072014e-308``; no float is longer."""
_LONGEST_CHARACTER: Final = 12
"""Bytes of an escaped emoji; no character takes more."""

Row = dict[str, object]


def to_reply(scores: Sequence[Score]) -> list[Row]:
    """Return one row per score, in order: the id as it came, a finite aggregate, every dimension every time.

    Raises ``ReplyError`` if the reply is over ``LARGEST_REPLY_BYTES``.
    """
    rows = [_row(score) for score in scores]
    # Encoding every reply to count its bytes would take a fifth of the time of scoring it.
    if scores and _most_bytes(rows, scores) > LARGEST_REPLY_BYTES:
        _check(rows)
    return rows


def to_envelope(rows: list[Row]) -> Row:
    """Return the reply as open-weight jobs want it: a status and the rows as a JSON string.

    Raises ``ReplyError`` if it is over ``LARGEST_REPLY_BYTES``.
    """
    envelope: Row = {"statusCode": 200, "body": _ENCODER.encode(rows)}
    _check(envelope)
    return envelope


def _row(score: Score) -> Row:
    metrics: list[Row] = [{"name": name, "value": value, "type": "Reward"} for name, value in score.dimensions.items()]
    metrics += _FLAGS[score.outcome]
    return {"id": score.id, "aggregate_reward_score": score.aggregate, "metrics_list": metrics}


def _most_bytes(rows: list[Row], scores: Sequence[Score]) -> int:
    """Bytes that the reply cannot exceed: every row as long as the first, with all numbers and ids at their longest."""
    numbers = 1 + len(scores[0].dimensions) + len(_FLAGS[scores[0].outcome])
    row = len(_ENCODER.encode(rows[0])) + numbers * _LONGEST_NUMBER
    ids = sum([len(str(score.id)) for score in scores])
    return len(rows) * row + ids * _LONGEST_CHARACTER


def _check(reply: object) -> None:
    # Lambda sends raw Unicode if it can; the escaped form is never shorter, so the check errs on the safe side.
    size = len(_ENCODER.encode(reply))
    if size > LARGEST_REPLY_BYTES:
        raise ReplyError(
            f"reply: got {size} bytes, expected at most {LARGEST_REPLY_BYTES} (Lambda's limit); lower lambda_batch_size"
        )


def _flags(outcome: Outcome) -> tuple[Row, ...]:
    flags = (Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK)
    return tuple({"name": flag.value, "value": float(outcome is flag), "type": "Metric"} for flag in flags)


_ENCODER: Final = json.JSONEncoder(allow_nan=False, check_circular=False)
"""``parse_samples`` refuses an id, and ``Dimension.grade`` a value, that strict JSON cannot hold."""
_FLAGS: Final = {outcome: _flags(outcome) for outcome in Outcome}
"""The same for every sample of an outcome, and never changed, so every row shares them."""
