"""The rules of a reply refuse each thing that AWS's own verifiers let pass."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from rft.check.reply_rules import ReplyRules
from rft.invoke.answer import MOST_BYTES

Row = dict[str, Any]
METRIC = {"name": "correct", "value": 1.0, "type": "Reward"}
RULES = ReplyRules("list", -1, 1)


def row(row_id: object, **changed: Any) -> Row:
    return {"id": row_id, "aggregate_reward_score": 0.5, "metrics_list": [METRIC], **changed}


def metric(**changed: Any) -> Row:
    return row("a", metrics_list=[{**METRIC, **changed}])


def broken(reply: object, ids: list[object] | None = None, rules: ReplyRules = RULES) -> str | None:
    payload = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
    return rules.broken(payload, ["a"] if ids is None else ids)


@pytest.mark.parametrize(
    ("reply", "ids"),
    [
        ([row("a")], ["a"]),
        ([row("a"), row("a")], ["a", "a"]),
        ([row(7), row("7")], [7, "7"]),
        ([row("anything")], [None]),
        ([row("a", aggregate_reward_score=1)], ["a"]),
        ([row("a", aggregate_reward_score=-1.0000000001)], ["a"]),
        ([row("a", more="keys")], ["a"]),
        ([row("a", metrics_list=[])], ["a"]),
        ([row("ü")], ["ü"]),
    ],
)
def test_a_right_reply_breaks_no_rule(reply: list[Row], ids: list[object]) -> None:
    assert broken(reply, ids) is None
    assert broken({"statusCode": 200, "body": json.dumps(reply)}, ids, ReplyRules("envelope", -1, 1)) is None


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ([], "got 0 ids, expected the 1 that were sent"),
        ([row("a"), row("b")], "got 2 ids"),
        ([row("b")], "got the id 'b' at 0"),
        ([row(1)], "got the id 1 at 0"),
        ([{key: value for key, value in row("a").items() if key != "id"}], "got the id None"),
        (row("a"), "expected a list of scores"),
        (["a"], "expected a list of scores"),
        ([[row("a")]], "expected a list of scores"),
        ("a", "expected a list of scores"),
        (None, "expected a list of scores"),
        ({"statusCode": 200, "body": json.dumps([row("a")])}, "expected a list of scores"),
        ([row("a", aggregate_reward_score="0.5")], "a finite number"),
        ([row("a", aggregate_reward_score=True)], "a finite number"),
        ([row("a", aggregate_reward_score=None)], "a finite number"),
        ([row("a", aggregate_reward_score=[0.5])], "a finite number"),
        ([row("a", aggregate_reward_score=1.1)], "got the reward 1.1, expected -1..1"),
        ([row("a", aggregate_reward_score=-2)], "got the reward -2, expected -1..1"),
        ([{"id": "a", "reward": 1}], "a finite number"),
        ([row("a", metrics_list=None)], "in metrics_list objects"),
        ([row("a", metrics_list={"correct": 1})], "in metrics_list objects"),
        ([row("a", metrics_list=[1])], "in metrics_list objects"),
        ([metric(type="reward")], "in metrics_list objects"),
        ([metric(type="REWARD")], "in metrics_list objects"),
        ([metric(value="1")], "in metrics_list objects"),
        ([metric(value=False)], "in metrics_list objects"),
        ([metric(name="")], "in metrics_list objects"),
        ([metric(name=1)], "in metrics_list objects"),
        (b'[{"id": "a", "aggregate_reward_score": NaN, "metrics_list": []}]', "it holds NaN"),
        (b'[{"id": "a", "aggregate_reward_score": -Infinity, "metrics_list": []}]', "it holds -Infinity"),
        (b'[{"id": "a", "aggregate_reward_score": 1e999, "metrics_list": []}]', "a finite number"),
        (b'[{"id": "b", "id": "a", "aggregate_reward_score": 1, "metrics_list": []}]', "it holds a key twice"),
        (b"", "not strict JSON"),
        (b"[" * 100_000, "not strict JSON"),
        (b'[{"id": "\xff"}]', "not strict JSON"),
        (b" " * (MOST_BYTES + 1), "Lambda's limit"),
    ],
)
def test_a_wrong_reply_is_told_by_its_rule(reply: object, says: str) -> None:
    assert says in (broken(reply) or "")


@pytest.mark.parametrize(
    "reply",
    [
        [row("a")],
        {"body": json.dumps([row("a")])},
        {"statusCode": 500, "body": json.dumps([row("a")])},
        {"statusCode": "200", "body": json.dumps([row("a")])},
        {"statusCode": 200, "body": [row("a")]},
        {"statusCode": 200, "body": "rows"},
        {"statusCode": 200, "body": json.dumps(row("a"))},
    ],
)
def test_a_wrong_envelope_is_refused(reply: object) -> None:
    assert broken(reply, rules=ReplyRules("envelope", -1, 1))


def test_rows_with_different_metrics_are_refused() -> None:
    other = row("b", metrics_list=[{**METRIC, "name": "else"}])
    assert "different metrics" in (broken([row("a"), other], ["a", "b"]) or "")


@pytest.mark.parametrize("wrong", [lambda reply: [reply], lambda reply: {"body": reply}, lambda reply: reply[0]])
def test_what_is_wrapped_in_another_way_is_refused(wrong: Callable[[Any], Any]) -> None:
    assert broken(wrong([row("a")]))
