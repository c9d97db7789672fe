"""A deployed reward under attack: here or in AWS, capped and asked first."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from compiler.attack.engine import Attack, Depth, attack, planned
from compiler.attack.event import event_of
from compiler.attack.subject import Lost, Paid, Said, Subject
from compiler.experiment.experiment import Experiment
from reward_runtime.reward import AnyReward
from reward_runtime.samples import parse_samples

from rft.attack.cases import cases_of
from rft.deployed.function import Failure, Function
from rft.deployed.question import Question
from rft.failures import CallError, CheckFailed
from rft.score.cost import Cost, estimate

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
    subject = Subject(
        target,
        cases_of(reward, experiment.reward),
        form=reward.template,
        low=reward.floor,
        high=reward.ceiling,
        open=bool(reward.judged),
        judged=bool(reward.judged),
        answer=target.answer,
    )
    tries = planned(subject, depth, seed)
    if function.callee.place.name == "aws" and tries.responses > MOST_IN_AWS:
        raise CallError(f"attack: {tries.responses} responses are more than {MOST_IN_AWS}; take --depth quick in AWS")
    judge = _judging(subject, reward, experiment, tries.responses)
    calls = max(tries.calls, math.ceil(tries.responses / function.batch))
    Question(function, tries.responses, calls, judge).ask(agreed)
    try:
        return attack(subject, depth, seed)
    except Lost as error:
        raise CheckFailed(str(error)) from None


def _judging(subject: Subject, reward: AnyReward, experiment: Experiment, responses: int) -> Cost | None:
    """Return the approximate cost of so many responses, each as long as a right one."""
    if not reward.judged or experiment.judge is None:
        return None
    events: list[Any] = [event_of(case, case.right[0])[0] for case in subject.cases if case.right]
    samples = parse_samples([{**event, "id": f"{at}"} for at, event in enumerate(events)])
    one = estimate(reward, samples, experiment.judge.max_tokens)
    times = responses / max(1, one.samples)
    return replace(
        one,
        samples=responses,
        calls=round(one.calls * times),
        input_tokens=round(one.input_tokens * times),
        output_tokens=round(one.output_tokens * times),
    )
