"""A reply is read as a platform reads it, and a bad one is refused."""

import json

import pytest

from rft.failures import CheckFailed
from rft.invoke.distribution import histogram, latency
from rft.invoke.invocation import parse_reply

ROW = {
    "id": "a",
    "aggregate_reward_score": 0.5,
    "metrics_list": [{"name": "correct", "value": 1, "type": "Reward"}],
}


def test_a_bare_list_and_an_envelope_give_the_same_scores() -> None:
    envelope = {"statusCode": 200, "body": json.dumps([ROW])}
    assert parse_reply(None, json.dumps([ROW]).encode()) == parse_reply(None, json.dumps(envelope).encode())
    assert parse_reply(None, json.dumps([ROW]).encode())[0].dimensions == {"correct": 1.0}


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (b'[{"id": "a", "aggregate_reward_score": NaN}]', "not strict JSON"),
        (b"nothing", "not strict JSON"),
        (b'{"id": "a"}', "expected a list of scores"),
        (b'[{"id": "a"}]', "expected id, aggregate_reward_score"),
        (b'[{"id": "a", "aggregate_reward_score": null}]', "expected id, aggregate_reward_score"),
        (b'[{"id": "a", "aggregate_reward_score": 1e999}]', "expected a finite number"),
    ],
)
def test_a_reply_that_no_platform_accepts_is_refused(payload: bytes, why: str) -> None:
    with pytest.raises(CheckFailed, match=why):
        parse_reply(None, payload)


def test_a_failed_function_is_reported_with_its_own_words() -> None:
    payload = b'{"errorType": "EventError", "errorMessage": "sample 0: got no id"}'
    with pytest.raises(CheckFailed, match="EventError: sample 0: got no id"):
        parse_reply("Unhandled", payload)


def test_few_values_have_a_bar_each_and_many_have_ten_bins() -> None:
    assert [(each.low, each.count) for each in histogram([1.0, -1.0, 1.0])] == [(-1.0, 1), (1.0, 2)]
    bins = histogram([value / 100 for value in range(101)])
    assert len(bins) == 10
    assert sum(each.count for each in bins) == 101


def test_latency_names_the_first_invocation_apart() -> None:
    assert latency([300.0, 10.0, 20.0]) == {
        "invocations": 3,
        "first_ms": 300.0,
        "p50_ms": 20.0,
        "p95_ms": 300.0,
        "max_ms": 300.0,
    }
