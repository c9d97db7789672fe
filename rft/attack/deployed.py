"""A deployed reward under attack, by its ARN: here or in AWS, capped and asked first."""

import json
from dataclasses import dataclass
from typing import Any, Final

from compiler.attack.engine import Attack, Depth, attack
from compiler.attack.handler import HandlerTarget
from compiler.attack.subject import Subject
from reward_runtime.reward import AnyReward

from rft.attack.cases import cases_of
from rft.failures import CallError
from rft.invoke.callee import Callee, agree

__all__ = ["MOST_IN_AWS", "attack_deployed"]

MOST_IN_AWS: Final = 2000
"""Responses that are sent to a function in AWS at most; a quick attack stays below it."""
_BATCH: Final = 16
"""Few, so that a judged batch ends within the function's time."""


class _FunctionError(Exception):
    """The function reported its failure. Its message is not kept, because it may quote the response."""


@dataclass(frozen=True)
class _Call:
    """Calls the function, and raises what it reports as its failure."""

    client: Any
    arn: str

    def __call__(self, event: object) -> object:
        reply = self.client.invoke(FunctionName=self.arn, Payload=json.dumps(event).encode())
        payload: Any = json.loads(reply["Payload"].read())
        if reply.get("FunctionError"):
            raise _FunctionError
        return payload


def attack_deployed(callee: Callee, reward: AnyReward, depth: Depth, seed: int, agreed: bool) -> Attack:
    """Attack the function of a callee.

    Raises:
        CallError: more responses than ``MOST_IN_AWS``, or the caller does not agree to the judge's calls.
    """
    answer = _Call(callee.client(), callee.arn)
    subject = Subject(
        HandlerTarget(answer, _BATCH),
        cases_of(reward, callee.compiled.experiment.reward),
        form=reward.template,
        low=reward.floor,
        high=reward.ceiling,
        open=bool(reward.judged),
        judged=bool(reward.judged),
        answer=answer,
    )

    def check(responses: int) -> None:
        if callee.place.name == "aws" and responses > MOST_IN_AWS:
            raise CallError(f"attack: {responses} responses are more than {MOST_IN_AWS}; take --depth quick in AWS")
        agree(callee, responses, agreed)

    return attack(subject, depth, seed, check)
