"""A deployed function under attack: it is called by its ARN with events, and in AWS no more often than agreed."""

import io
import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from botocore.exceptions import ClientError
from reward_runtime.reply import to_reply
from reward_runtime.reward import load_reward
from reward_runtime.samples import parse_samples

from compiler.attack.engine import Depth, Tries, planned
from compiler.attack.finding import Severity
from compiler.attack.subject import Subject
from rft.attack.cases import cases_of
from rft.attack.deployed import attack_deployed
from rft.deployed.function import Function
from rft.failures import CallError, CheckFailed
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


def there(function: Lambda, place: str = "local") -> Function:
    callee = Callee(shipped("sentiment"), Place(place, "000000000000", "us-east-1", lambda _: function), ARN)
    return Function(callee, function, pause=lambda _: None)


def test_a_sound_function_has_no_finding_above_low() -> None:
    found = attack_deployed(there(Lambda()), load_reward("sentiment"), Depth.QUICK, 0, False)

    assert found.worst <= Severity.LOW
    assert found.calibrated


def test_a_response_that_fails_its_batch_is_named_and_the_others_are_paid() -> None:
    found = attack_deployed(there(Lambda(poison="unambiguous")), load_reward("sentiment"), Depth.QUICK, 0, False)

    assert {each.name for each in found.findings if each.severity > Severity.LOW} == {
        "raises:confident",
        "raises:tags_added",
    }


@pytest.mark.parametrize(
    ("depth", "agreed", "says"),
    [
        (Depth.DEEP, True, r"attack: \d+ responses are more than 3000; take --depth quick in AWS"),
        (Depth.QUICK, False, "nobody is there to ask, so nothing was called"),
    ],
)
def test_in_aws_nothing_is_sent_before_the_cap_and_the_question(
    depth: Depth, agreed: bool, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    function = Lambda()

    with pytest.raises(CallError, match=says):
        attack_deployed(there(function, "aws"), load_reward("sentiment"), depth, 0, agreed)
    assert function.calls == 0
    asked = re.search(r"--aws sends (\d+) samples in (\d+) calls to arn:aws.*Lambda: at most", capsys.readouterr().err)
    assert bool(asked) is not agreed


def test_the_number_of_calls_is_said_before_they_are_made() -> None:
    function = Lambda()
    found = attack_deployed(there(function), load_reward("sentiment"), Depth.STANDARD, 0, False)
    subject = Subject(Tries(), cases_of(load_reward("sentiment"), "sentiment"), answer=lambda _: [])
    tries = planned(replace(subject, form=load_reward("sentiment").template), Depth.STANDARD)
    assert found.responses < tries.responses < 2 * found.responses
    assert abs(tries.calls - function.calls) < 0.3 * function.calls


def test_a_function_that_cannot_be_called_is_no_finding() -> None:
    function = Lambda()
    function.invoke = refuse  # type: ignore[method-assign]
    with pytest.raises(CheckFailed, match="AccessDeniedException: no; the caller lacks lambda:InvokeFunction"):
        attack_deployed(there(function), load_reward("sentiment"), Depth.QUICK, 0, False)


def refuse(**_: object) -> Any:
    raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "Invoke")
