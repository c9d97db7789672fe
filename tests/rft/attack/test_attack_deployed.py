"""A deployed function under attack: it is called by its ARN with events, and in AWS no more often than agreed."""

import json
from dataclasses import replace
from io import BytesIO
from typing import Any, cast

import pytest
from reward_runtime.reply import to_reply
from reward_runtime.reward import load_reward
from reward_runtime.samples import parse_samples

from compiler.attack.engine import Depth
from compiler.attack.finding import Severity
from rft.attack.deployed import attack_deployed
from rft.failures import CallError
from rft.invoke.callee import Callee
from rft.lifecycle.place import Place
from tests.shipped import shipped

ARN = "arn:aws:lambda:us-east-1:000000000000:function:SageMaker-reward-sentiment-00000000"


class Lambda:
    """Answers as the deployed ``sentiment`` does, and fails whole batches that hold one word."""

    def __init__(self, poison: str = "") -> None:
        self.reward, self.poison, self.calls = load_reward("sentiment"), poison, 0

    def invoke(self, FunctionName: str, Payload: bytes) -> Any:
        assert FunctionName == ARN
        self.calls += 1
        if self.poison and self.poison in Payload.decode():
            return {"FunctionError": "Unhandled", "Payload": BytesIO(b'{"errorType": "ValueError"}')}
        reply = to_reply([self.reward.score(sample) for sample in parse_samples(json.loads(Payload))])
        return {"Payload": BytesIO(json.dumps(reply).encode())}


def callee(function: Lambda, place: str = "local") -> Callee:
    client = cast("Any", lambda _service: function)  # pyright: ignore[reportUnknownLambdaType]
    return Callee(shipped("sentiment"), Place(place, "000000000000", "us-east-1", client), ARN)


def test_a_sound_function_has_no_finding_above_low() -> None:
    found = attack_deployed(callee(Lambda()), load_reward("sentiment"), Depth.QUICK, 0, False)

    assert found.worst <= Severity.LOW
    assert found.calibrated


def test_a_response_that_fails_its_batch_is_named_and_the_others_are_paid() -> None:
    found = attack_deployed(callee(Lambda(poison="unambiguous")), load_reward("sentiment"), Depth.QUICK, 0, False)

    assert {each.name for each in found.findings if each.severity > Severity.LOW} == {
        "raises:confident",
        "raises:tags_added",
    }


def test_a_long_attack_is_refused_in_aws_before_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    function = Lambda()
    there = callee(function, "aws")
    monkeypatch.setattr(Callee, "client", lambda _: function)

    with pytest.raises(CallError, match=r"attack: \d+ responses are more than 2000; take --depth quick in AWS"):
        attack_deployed(replace(there), load_reward("sentiment"), Depth.DEEP, 0, True)
    # Only what the calibration asks was sent.
    assert function.calls < 200
