"""The reply, key by key, and Lambda's limit on it to the byte."""

import json
from typing import Final

import pytest
from reward_runtime import reply as module
from reward_runtime.errors import ReplyError
from reward_runtime.reply import to_envelope, to_reply
from reward_runtime.score import Outcome, Score

LONG: Final = 1.2345678901234567e-300
"""A float of 23 characters."""
NAMES: Final = [f"d{i}" for i in range(10)]
SHORT: Final = Score("", Outcome.SCORED, 0.0, dict.fromkeys(NAMES, 0.0), "answered")
BATCHES: Final = {
    "numbers that are longer than the first row's": [
        SHORT,
        *[SHORT._replace(aggregate=LONG, dimensions=dict.fromkeys(NAMES, LONG))] * 9,
    ],
    "ids that are longer than the first row's": [SHORT, *[SHORT._replace(id="\U0001f600" * 200)] * 9],
    "rows that are all alike": [SHORT] * 40,
}


def metric(name: str, value: float, kind: str) -> dict[str, object]:
    return {"name": name, "value": value, "type": kind}


@pytest.mark.parametrize("outcome", Outcome)
def test_a_row_holds_the_id_the_reward_each_dimension_and_each_flag(outcome: Outcome) -> None:
    (row,) = to_reply([Score("s-1", outcome, 0.25, {"correct": 0.5, "form": 0.0}, "x")])

    flags = [metric(flag, float(outcome == flag), "Metric") for flag in ("no_answer", "unscorable", "fallback")]
    metrics = [metric("correct", 0.5, "Reward"), metric("form", 0.0, "Reward"), *flags]
    assert row == {"id": "s-1", "aggregate_reward_score": 0.25, "metrics_list": metrics}


@pytest.mark.parametrize("name", BATCHES)
def test_a_reply_passes_at_the_limit_and_fails_a_byte_above(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    scores = BATCHES[name]
    size = len(json.dumps(to_reply(scores)))

    monkeypatch.setattr(module, "LARGEST_REPLY_BYTES", size)
    assert len(to_reply(scores)) == len(scores)
    monkeypatch.setattr(module, "LARGEST_REPLY_BYTES", size - 1)
    with pytest.raises(ReplyError, match=rf"got {size} bytes, expected at most {size - 1} "):
        to_reply(scores)


def test_an_envelope_is_held_to_the_limit_with_the_marks_that_it_adds(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = to_reply([SHORT])
    size = len(json.dumps(to_envelope(rows)))

    monkeypatch.setattr(module, "LARGEST_REPLY_BYTES", size - 1)
    assert to_reply([SHORT]) == rows
    with pytest.raises(ReplyError, match=f"got {size} bytes"):
        to_envelope(rows)


def test_an_empty_batch_is_answered_with_no_rows() -> None:
    assert to_reply([]) == []
