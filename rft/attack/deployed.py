"""A deployed reward under attack: here or in AWS, with a limit of responses and after a question."""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from compiler.attack.case import is_open
from compiler.attack.engine import Attack, Depth, attack, planned
from compiler.attack.event import event_of
from compiler.attack.subject import Lost, Paid, Said, Subject
from reward_runtime.reward import AnyReward

from rft.attack.calls import forecast
from rft.attack.cases import cases_of
from rft.deployed.function import Failure, Function
from rft.deployed.question import Question
from rft.failures import CallError, CheckFailed

__all__ = ["MOST_IN_AWS", "attack_deployed"]

MOST_IN_AWS: Final = 3000
"""Responses that are sent to a function in AWS at most; an attack of standard depth stays below it."""


class _Failed(Exception):
    """The function reported its failure. Its message is not kept, because it may quote the response."""


@dataclass(frozen=True)
class _Target:
    """Pays responses by a deployed function."""

    function: Function

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return the pay of each response."""
        rows = [{**event_of(*each)[0], "id": f"attack-{at}"} for at, each in enumerate(said)]
        try:
            paid = self.function.pay(rows)
        except CheckFailed as error:
            raise Lost(str(error)) from None
        if self.function.stopped:
            raise Lost(self.function.stopped)
        return [Paid(None, each.kind) if isinstance(each, Failure) else Paid(each.row.reward) for each in paid]

    def answer(self, event: object) -> object:
        """Return the reply to an event, for attacks on the contract."""
        try:
            answered = self.function.answer(event)
        except CheckFailed as error:
            raise Lost(str(error)) from None
        if answered.error is not None:
            raise _Failed
        return answered.said


def attack_deployed(function: Function, reward: AnyReward, depth: Depth, seed: int, agreed: bool) -> Attack:
    """Attack a deployed function.

    Raises:
        CallError: more responses than ``MOST_IN_AWS``, or the caller does not agree to the cost.
        CheckFailed: the function cannot be called, or fails on everything.
    """
    target, experiment = _Target(function), function.callee.compiled.experiment
    cases = cases_of(reward, experiment.reward)
    subject = Subject(
        target,
        cases,
        form=reward.template,
        low=reward.floor,
        high=reward.ceiling,
        open=bool(reward.judged) or is_open(reward.answers, cases),
        judged=bool(reward.judged),
        answer=target.answer,
    )
    tries, size = planned(subject, depth, seed), None
    on_target = function.callee.place.name == "local"
    if not on_target and tries.responses > MOST_IN_AWS:
        raise CallError(f"attack: {tries.responses} responses are more than {MOST_IN_AWS}; take --depth quick in AWS")
    if reward.judged and experiment.judge is not None:
        size = forecast(subject, reward, experiment.judge.max_tokens, depth, seed)
    calls = max(tries.calls, math.ceil(tries.responses / function.batch))
    if size is not None and on_target:
        said = f"attack: about {tries.responses} responses in about {calls} calls of the function"
        print(f"{said}, {size.by_stand_in()}", file=sys.stderr)
    Question(function, tries.responses, calls, None if size is None else size.cost).ask(agreed)
    try:
        return attack(subject, depth, seed)
    except Lost as error:
        raise CheckFailed(str(error)) from None
