"""Made-up training jobs: a course of ``Moment`` and a seed -> the metric values that the job would leave."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Generic, TypeVar

from reward_runtime.names import Metric, Metrics

from compiler.alarms.deployment import Deployment, JudgePrice
from compiler.alarms.simulator.recording import Identity, Recording

SECOND_SHARE = 0.02
"""Of the samples, judged by the second judge too."""
BATCH, GROUP = 64, 8
"""Samples of an invocation, and of them of one prompt."""

DEPLOYMENT = Deployment(
    label="math",
    revision="0123abcd",
    log_group_name="/nova-reward/math",
    timeout_seconds=60,
    memory_mb=512,
    concurrency_limit=20,
    judged=True,
    judge_price=JudgePrice(0.3, 2.5),
    max_fallback_share=0.01,
    second_judged=True,
    second_price=JudgePrice(3.0, 15.0),
    shadowed=True,
)
"""An experiment that has every alarm."""
OLDER = "89abcdef"
"""Its revision before."""


@dataclass(frozen=True)
class Moment:
    """How the job is in one minute; the defaults are a healthy one."""

    right: float = 0.5
    """Share of responses that are right, over all prompts."""
    formed: float = 0.95
    """Share of responses of good form, which alone earn a fifth of the range."""
    alike: float = 2.0
    """How alike prompts are: the sum of a beta distribution's parameters; at 2, and half right, any odds do."""
    graded: float | None = None
    """Deviation of degrees, 0..1, about a prompt's odds, in place of yes or no."""
    chars: float = 900.0
    unscorable: float = 0.001
    judge_failed: float = 0.005
    fallback: float = 0.0
    fooled: bool = False
    """Whether one of the minute's three canaries is taken for a good answer."""
    shadow_gap: float = 0.02
    shadowed: float = 0.1
    """Share of samples that the shadow reward scores as well."""
    second_gap: float = 0.03
    """Mean gap between the judge and the second judge, who is a little stricter."""
    batches: int = 4
    """Invocations; none while the job updates its weights."""
    failing: float = 0.001
    """Share of invocations that fail and leave no scores."""
    lost: int = 0
    """Invocations that fail beside these."""
    operator: bool = False
    """Whether it is the operator who must mend a failure."""
    older: bool = False
    """Whether the job calls an older revision's function, which has alarms of its own on refusals and concurrency."""
    throttled: int = 0
    seconds: float = 9.0
    """Length of an invocation."""
    slowest: float | None = None
    """Length of one of the minute's invocations, if it differs."""
    running: int = 4
    """Most invocations at once; half as many at other times of the minute."""
    tokens: float = 900.0
    """Tokens that the judge reads a sample; it writes a fifteenth of it."""
    unreadable: int = 0
    """Metric lines that CloudWatch refuses."""


Course = Callable[[int], Moment | None]
"""Minute, from 0 -> the moment; ``None`` if nothing calls the function."""


def record(
    course: Course, minutes: int, seed: int, *, deployment: Deployment = DEPLOYMENT, grouped: bool = True
) -> Recording:
    """Return the metric values of ``minutes`` minutes of the job; without groups it sends samples one by one."""
    chance, lot = random.Random(seed), random.Random(f"second {seed}")
    values: dict[Identity, dict[int, list[float]]] = {}
    for minute in range(minutes):
        moment = course(minute)
        for identity, found in (_minute(moment, (chance, lot), deployment, grouped) if moment else {}).items():
            values.setdefault(identity, {})[minute] = found
    return Recording(values)


def _minute(
    moment: Moment, chances: tuple[random.Random, random.Random], deployment: Deployment, grouped: bool
) -> Mapping[Identity, list[float]]:
    chance, lot = chances
    own = _Lists[Metric](lambda metric: deployment.own(metric, "Sum", 60).identity)
    lost: set[int] = set()
    for batch in range(moment.batches):
        if batch < moment.lost or chance.random() < moment.failing:
            lost.add(batch)
            own.add(Metrics.OPERATOR_FAULT, float(moment.operator))
        else:
            _batch(own, moment, chance, grouped)
            _second(own, moment, lot)
    _judge(own, moment, chance)
    failed: list[float] = []
    for batch in range(moment.batches):
        seconds = moment.slowest if batch == 0 and moment.slowest else moment.seconds
        millis = 1000 * seconds * chance.uniform(0.9, 1.1)
        if batch in lost:
            failed.append(millis)
        else:
            own.add(Metrics.INVOCATION_MILLIS, millis)
    return {**own.values, **_platform(moment, deployment, failed)}


Name = TypeVar("Name")


class _Lists(Generic[Name]):
    """Values by metric."""

    def __init__(self, identity: Callable[[Name], Identity]) -> None:
        self.values: dict[Identity, list[float]] = {}
        self.identity = identity

    def add(self, name: Name, *values: float) -> None:
        if values:
            self.values.setdefault(self.identity(name), []).extend(values)


def _batch(own: _Lists[Metric], moment: Moment, chance: random.Random, grouped: bool) -> None:
    groups = [_group(moment, chance) for _ in range(BATCH // GROUP)]
    unscorable = [chance.random() < moment.unscorable for _ in range(BATCH)]
    scored = [0.0 if bad else share for bad, share in zip(unscorable, chain(*groups), strict=True)]
    own.add(Metrics.REWARD_SHARE, *scored)
    own.add(Metrics.AT_FLOOR, *(float(share == 0) for share in scored))
    own.add(Metrics.UNSCORABLE, *map(float, unscorable))
    own.add(Metrics.RESPONSE_CHARS, *(max(1.0, chance.gauss(moment.chars, moment.chars / 4)) for _ in range(BATCH)))
    own.add(Metrics.FALLBACK, *(float(chance.random() < moment.fallback) for _ in range(BATCH)))
    shadowed = sum(chance.random() < moment.shadowed for _ in range(BATCH))
    own.add(Metrics.SHADOW_GAP, *(chance.gauss(moment.shadow_gap, 0.3) for _ in range(shadowed)))
    if grouped:
        own.add(Metrics.GROUP_FLAT, *(float(max(group) - min(group) < 1e-6) for group in groups))


def _group(moment: Moment, chance: random.Random) -> list[float]:
    """Return the rewards of one prompt's samples, as shares of the range."""
    mean = min(max(moment.right, 1e-3), 1 - 1e-3)
    odds = chance.betavariate(moment.alike * mean, moment.alike * (1 - mean))
    if moment.graded is None:
        degrees = [float(chance.random() < odds) for _ in range(GROUP)]
    else:
        degrees = [min(max(chance.gauss(odds, moment.graded), 0.0), 1.0) for _ in range(GROUP)]
    return [0.8 * degree + 0.2 * (chance.random() < moment.formed) for degree in degrees]


def _judge(own: _Lists[Metric], moment: Moment, chance: random.Random) -> None:
    samples = moment.batches * BATCH
    own.add(Metrics.JUDGE_FAILED, *(float(chance.random() < moment.judge_failed) for _ in range(samples)))
    if moment.batches:
        own.add(Metrics.JUDGE_THROTTLES, *[0.0] * moment.batches)
        own.add(Metrics.JUDGE_FALSE_POSITIVE, float(moment.fooled), 0.0, 0.0)
        own.add(Metrics.JUDGE_INPUT_TOKENS, samples * moment.tokens)
        own.add(Metrics.JUDGE_OUTPUT_TOKENS, samples * moment.tokens / 15)


def _second(own: _Lists[Metric], moment: Moment, lot: random.Random) -> None:
    twice = sum(lot.random() < SECOND_SHARE for _ in range(BATCH))
    own.add(Metrics.SECOND_GAP, *(lot.gauss(moment.second_gap, 0.3) for _ in range(twice)))


def _platform(moment: Moment, deployment: Deployment, failed: list[float]) -> Mapping[Identity, list[float]]:
    called = replace(deployment, revision=OLDER) if moment.older else deployment
    function = _Lists[str](lambda name: called.function(name, "Sum", 60).identity)
    if moment.batches or moment.throttled:
        function.add("Throttles", float(moment.throttled))
        function.add("ConcurrentExecutions", float(moment.running), moment.running / 2)
    failures = {deployment.failed("Sum", 60).identity: failed} if failed else {}
    logs = _Lists[str](lambda name: deployment.log_group(name, "Sum", 60).identity)
    if moment.unreadable:
        logs.add("EMFValidationErrors", float(moment.unreadable))
    return {**function.values, **failures, **logs.values}
