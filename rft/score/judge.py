"""Who judges: the stand-in judge, or the experiment's own model with the caller's credentials.

Only judged rewards import this, because the client of Bedrock takes a second to load.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final, NamedTuple, cast

import botocore.session
from compiler.experiment.experiment import Experiment
from compiler.judge.block import Judge as JudgeBlock
from compiler.judge.judged import calls_per_sample
from compiler.judge.settings import judge_settings
from compiler.judge.target import judge_target
from reward_runtime.errors import SettingsError
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.judging import Judging
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect
from reward_runtime.reward import AnyReward
from reward_runtime.settings import FailurePolicy

from rft.failures import CallError, CheckFailed
from rft.local.stand_in import STAND_IN
from rft.score.heard import Heard
from rft.score.stand_in import stand_in

BY_STAND_IN: Final = (
    f"Judged by the {STAND_IN}, which compares words: no model was asked. These rewards show how a response gets its "
    "reward; they do not show how good a response is."
)
_UNLIMITED: Final = 1_000_000.0
"""Calls a minute. The stand-in has no quota to keep."""


class Asking(NamedTuple):
    """The judged half of a reward, and the ear that hears its judge."""

    judging: Judging
    heard: Heard


@contextmanager
def judging_by_stand_in(reward: AnyReward, experiment: Experiment) -> Generator[Asking]:
    """Start the stand-in for the block, and yield the judged half of the reward."""
    settings = JudgeSettings("stand-in", region=experiment.region)
    if experiment.judge is not None:
        settings = judge_settings(experiment.judge, experiment.job, calls_per_sample(reward))
    unhurried = replace(settings, requests_per_minute=_UNLIMITED, tokens_per_minute=0.0, concurrency=16)
    with stand_in(experiment.region):
        yield _judging(reward, experiment, unhurried)


def judging_by_model(reward: AnyReward, experiment: Experiment) -> Asking:
    """Return the judged half of the reward, which calls the experiment's model.

    It calls at most as often a minute as one environment of the deployed function may.
    """
    settings = judge_settings(judge_of(experiment), experiment.job, calls_per_sample(reward))
    return _judging(reward, experiment, replace(settings, region=region_of(experiment)))


def samples_in_time(reward: AnyReward, experiment: Experiment) -> int:
    """Return how many samples the experiment's quota lets one environment judge within its timeout, at least 1."""
    questions = calls_per_sample(reward)
    settings = judge_settings(judge_of(experiment), experiment.job, questions)
    return max(1, int(settings.requests_per_minute * experiment.timeout_seconds / 60 / questions))


def check_credentials() -> None:
    """Look for the caller's credentials, because calls without any are repeated until their time is over.

    Raises:
        CallError: there are none.
    """
    if cast("Any", botocore.session.get_session()).get_credentials() is None:
        raise CallError("judge: got no AWS credentials, expected some; log in, or let the stand-in judge answer")


def judge_of(experiment: Experiment) -> JudgeBlock:
    """Return the experiment's judge.

    Raises:
        CallError: it names none.
        compiler.errors.CompileError: the judge cannot be called from its region.
    """
    if experiment.judge is None:
        raise CallError(f"judge: experiments/{experiment.name}.yaml: got no judge, expected one; add 'judge:'")
    judge_target(experiment)
    return experiment.judge


def region_of(experiment: Experiment) -> str:
    """Return the region in which the experiment's judge is called."""
    return (experiment.judge and experiment.judge.region) or experiment.region


def _judging(reward: AnyReward, experiment: Experiment, judge: JudgeSettings) -> Asking:
    # Canaries and hedges would make more calls than the cost that was said.
    alone = replace(judge, canary_share=0.0, hedge=False)
    # Each verdict may be lost, because a lost one is a fault of one sample and must not end the run.
    policy = FailurePolicy(neutral=reward.floor, most=1.0)
    try:
        heard = Heard(connect(alone))
        asked = Judge(Dispatcher.over(heard, alone, digest=alone.name.encode()), alone)
        return Asking(Judging(reward, asked, policy), heard)
    except SettingsError as error:
        raise CheckFailed(str(error)) from None
