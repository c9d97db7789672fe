"""``Probed``: the judge's latency and tokens, measured on the reward's own samples. Only judged rewards import this."""

import math
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import NormalDist, fmean, median, stdev
from typing import Final

from compiler.experiment.experiment import Experiment
from reward_runtime import deadline
from reward_runtime.errors import RewardError
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.judging import Judging
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample
from reward_runtime.score import PendingScore

from rft.failures import CheckFailed
from rft.plan.measuring.measured import own_samples_of
from rft.score.cost import confirm, estimate
from rft.score.judge import (
    check_credentials,
    judge_of,
    judging_by_model,
    judging_by_stand_in,
    region_of,
    samples_in_time,
)

__all__ = ["Probed", "probe"]

_P99: Final = NormalDist().inv_cdf(0.99)
_MOST_AT_ONCE: Final = 16
FEWEST: Final = 5
"""Replies without which nothing is said about a latency."""


@dataclass(frozen=True)
class Probed:
    """Latency and tokens of a few calls to the judge."""

    replies: int
    throttled: int
    """Calls that the account's quota rejected."""
    p50: float
    p99: float
    """Of the lognormal distribution through the replies, because few replies have no 99th percentile."""
    read: int
    """Tokens of a call, on average."""
    written: int


@dataclass(frozen=True)
class _Context:
    """As much of Lambda's context as bounds an invocation."""

    seconds: float

    def get_remaining_time_in_millis(self) -> float:
        return self.seconds * 1000


def probe(experiment: Experiment, reward: AnyReward, count: int, in_aws: bool, agreed: bool) -> Probed:
    """Ask the judge about the reward's first ``count`` samples.

    Args:
        experiment: the experiment with its judge.
        reward: its reward.
        count: most samples.
        in_aws: whether to ask the experiment's own model, after its cost was said and agreed to, or the stand-in.
        agreed: whether the caller agreed beforehand.

    Raises:
        CallError: nobody agreed, or there are no credentials.
        CheckFailed: the judge gave too few replies.
    """
    samples = own_samples_of(experiment.reward)[:count]
    stats = JudgeStats()
    with _judging(experiment, reward, samples, in_aws, agreed) as judging:
        size = min(_MOST_AT_ONCE, samples_in_time(reward, experiment)) if in_aws else _MOST_AT_ONCE
        for first in range(0, len(samples), size):
            _ask(judging, reward, samples[first : first + size], experiment.timeout_seconds, stats)
    return _probed(stats)


@contextmanager
def _judging(
    experiment: Experiment, reward: AnyReward, samples: Sequence[Sample[object]], in_aws: bool, agreed: bool
) -> Generator[Judging]:
    if not in_aws:
        with judging_by_stand_in(reward, experiment) as asking:
            yield asking.judging
        return
    judge = judge_of(experiment)
    check_credentials()
    confirm(estimate(reward, samples, judge.max_tokens), judge, region_of(experiment), agreed)
    yield judging_by_model(reward, experiment).judging


def _ask(
    judging: Judging, reward: AnyReward, samples: Sequence[Sample[object]], seconds: float, into: JudgeStats
) -> None:
    stats = judging.new_stats()
    try:
        started = [reward.start(sample) for sample in samples]
        with deadline.invocation(_Context(seconds)):
            judging.scores([each for each in started if isinstance(each, PendingScore)], stats)
    except RewardError as error:
        raise CheckFailed(f"--probe: {error}") from None
    into.throttles += stats.throttles
    into.latencies_ms += stats.latencies_ms
    into.input_tokens += stats.input_tokens
    into.output_tokens += stats.output_tokens


def _probed(stats: JudgeStats) -> Probed:
    taken = [max(0.001, each / 1000) for each in stats.latencies_ms]
    if len(taken) < FEWEST:
        raise CheckFailed(
            f"--probe: got {len(taken)} replies of the judge, expected at least {FEWEST} to say how long it takes; ask "
            "about more samples, or add rows to the reward's data"
        )
    logs = [math.log(each) for each in taken]
    spread = math.exp(fmean(logs) + _P99 * stdev(logs))
    return Probed(
        replies=len(taken),
        throttled=stats.throttles,
        p50=median(taken),
        p99=max(spread, *taken),
        read=stats.input_tokens // len(taken),
        written=max(1, stats.output_tokens // len(taken)),
    )
