"""Scores -> the reply a training job reads, checked before it leaves."""

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final

from reward_runtime.errors import ReplyError
from reward_runtime.reward import Outcome, Score

__all__ = ["LARGEST_REPLY_BYTES", "Row", "to_envelope", "to_reply"]

LARGEST_REPLY_BYTES: Final = 6 * 1024 * 1024
"""Lambda's limit on a synchronous response (AWS Lambda quotas)."""

_LONGEST_FRAME: Final = 320
"""Most bytes of a row without its id and dimensions: keys, the aggregate, the three flags."""
_LONGEST_METRIC: Final = 80
"""Most bytes of one dimension's entry without its name: keys, a number of at most 24, the type."""

Row = dict[str, object]


def to_reply(scores: Sequence[Score]) -> list[Row]:
    """Return one row per score, in order: the id as it came, a finite aggregate, every dimension every time.

    Raises ``ReplyError`` when the reply is not strict JSON or over ``LARGEST_REPLY_BYTES``.
    """
    # Scores of the same values share one mapping (see scoring), and so do their rows the entries that it makes.
    entries = {key: _entries(given) for key, given in {id(s.dimensions): s.dimensions for s in scores}.items()}
    rows = [_row(score, entries[id(score.dimensions)]) for score in scores]
    if not _surely_fits(scores):
        _check(rows)
    return rows


def _surely_fits(scores: Sequence[Score]) -> bool:
    """Whether the reply is strict JSON within the limit, by bounds alone; encoding it to find out takes far longer."""
    if not scores:
        return True
    ids = [score.id for score in scores]
    texts = [identity for identity in ids if isinstance(identity, str)]
    if len(texts) < len(ids) or not all(map(isfinite, [score.aggregate for score in scores])):
        return False
    longest_row = _LONGEST_FRAME + sum(_LONGEST_METRIC + 12 * len(name) for name in scores[0].dimensions)
    # An escaped character beyond the basic plane is twelve long.
    return len(scores) * longest_row + 12 * sum(map(len, texts)) <= LARGEST_REPLY_BYTES


def to_envelope(rows: list[Row]) -> Row:
    """Return the reply as open-weight jobs want it: a status and the rows as a JSON string."""
    envelope: Row = {"statusCode": 200, "body": _ENCODER.encode(rows)}
    _check(envelope)
    return envelope


def _entries(dimensions: Mapping[str, float]) -> list[Row]:
    return [{"name": name, "value": value, "type": "Reward"} for name, value in dimensions.items()]


def _row(score: Score, entries: list[Row]) -> Row:
    metrics = [*entries, *_FLAGS[score.outcome]]
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
