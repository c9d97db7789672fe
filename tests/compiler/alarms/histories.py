"""The histories that the alarms are held against: each says which alarms it raises, and whether it wakes anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from tests.compiler.alarms.training import Course, Moment

ONSET = 75
"""Minute at which a history goes wrong."""
MINUTES = 150


@dataclass(frozen=True)
class History:
    """One course of a training job."""

    course: Course
    raises: frozenset[str]
    """Names of the alarms that it raises, without the gates."""
    wakes: frozenset[str]
    """Names of the composite alarms that go off."""
    silence_enabled: bool = False
    """Whether the no-data alarm was enabled for the job."""
    minutes: int = MINUTES


def steps(minute: int, moment: Moment) -> Moment:
    """Score for two minutes and update the weights for two, as a training job does."""
    return moment if minute % 4 < 2 else replace(moment, batches=0, throttled=0)


def long_steps(length: int, **changes: object) -> Course:
    """Score for three minutes of ``length`` and update the weights for the rest; go wrong at ``ONSET``."""

    def course(minute: int) -> Moment | None:
        moment = replace(learning(minute), batches=8)
        moment = replace(moment, **changes) if minute >= ONSET else moment  # type: ignore[arg-type]
        return moment if minute % length < 3 else None

    return course


def ramp(minute: int, start: int, end: int, before: float, after: float) -> float:
    """Return ``before``, then a straight line, then ``after``."""
    return before + (after - before) * min(max((minute - start) / (end - start), 0.0), 1.0)


def learning(minute: int) -> Moment:
    """A job that learns, its responses growing by a fifth while it does."""
    return Moment(right=ramp(minute, 0, 240, 0.35, 0.7), chars=ramp(minute, 0, 240, 900, 1080))


def healthy(minute: int) -> Moment:
    return steps(minute, learning(minute))


def then(**changes: object) -> Callable[[int], Moment]:
    """Be healthy until ``ONSET``, and from then on as ``changes`` say."""

    def course(minute: int) -> Moment:
        moment = learning(minute)
        return steps(minute, replace(moment, **changes) if minute >= ONSET else moment)  # type: ignore[arg-type]

    return course


def warming_up(minute: int) -> Moment:
    """Hardly an answer for 25 minutes, as of a base model that does not know the form yet."""
    known = ramp(minute, 20, 30, 0.0, 1.0)
    moment = learning(minute)
    return steps(minute, replace(moment, right=known * moment.right, formed=0.02 + known * 0.93))


def gaming(minute: int) -> Moment:
    """Responses double within half an hour, and the reward with them; the shadow reward does not follow."""
    right = ramp(minute, ONSET, ONSET + 30, 0.48, 0.85)
    gap = ramp(minute, ONSET, ONSET + 30, 0.02, 0.35)
    moment = replace(learning(minute), right=right, shadow_gap=gap, chars=ramp(minute, ONSET, ONSET + 30, 950, 2000))
    return steps(minute, moment if minute >= ONSET else learning(minute))


def throttled_now_and_then(minute: int) -> Moment:
    """Refusals in one minute of sixteen, which the job's next try makes good."""
    return replace(healthy(minute), throttled=3 * (minute % 16 == 0), running=15)


def a_few_failures_of_many(minute: int) -> Moment:
    """Three errors in a quarter of an hour, of some ninety invocations."""
    return replace(then(batches=12, failing=0.0)(minute), lost=int(minute in (80, 84, 88)))


def bad_rows_then_collapse(minute: int) -> Moment:
    """A few bad rows from the start, as in many a data set, which nobody mends; and much later a collapse."""
    moment = replace(learning(minute), unscorable=0.02)
    return steps(minute, replace(moment, right=0.0, formed=0.0) if minute >= ONSET else moment)


def another_job(minute: int, pause: int) -> Moment | None:
    """A healthy job and, after a pause, one of a better model that writes more."""
    if ONSET <= minute < ONSET + pause:
        return None
    return steps(minute, Moment(right=0.35, chars=700.0) if minute < ONSET else Moment(right=0.7, chars=1100.0))


def pleasing(minute: int) -> Moment:
    """The model learns to please the judge within an hour; the second judge is not pleased, and no length tells."""
    right, gap = ramp(minute, ONSET, ONSET + 60, 0.48, 0.7), ramp(minute, ONSET, ONSET + 60, 0.03, 0.45)
    return steps(minute, replace(learning(minute), right=right, second_gap=gap))


def slow_gaming(minute: int) -> Moment:
    """Responses treble within four hours, the reward follows, and no half hour sees much of it."""
    right, chars = ramp(minute, 180, 420, 0.48, 0.98), ramp(minute, 180, 420, 950, 3000)
    return steps(minute, Moment(right=right, chars=chars))


def ending(minute: int) -> Moment | None:
    return healthy(minute) if minute < ONSET else None


def outage(minute: int) -> Moment:
    """No verdict is won, and every invocation fails at its own deadline, short of the timeout."""
    return then(judge_failed=1.0, failing=1.0, seconds=40.0)(minute)


def raises(*names: str) -> frozenset[str]:
    return frozenset(names)


SIGNAL, SERVICE, NOBODY = raises("training-signal-bad"), raises("service-bad"), raises()
ITSELF = raises("0123abcd/throttles", "0123abcd/concurrency")
NO_SPREAD = raises("reward-collapse", "groups-without-spread")
NEARLY = {
    "narrow but alive": then(right=0.5, formed=1.0, alike=1e4, graded=0.02),
    "mostly at the floor": then(right=0.1, formed=0.1),
    "all a little off": then(
        judge_failed=0.03,
        fallback=0.003,
        unscorable=0.005,
        shadow_gap=0.12,
        second_gap=0.08,
        seconds=38.0,
        tokens=4000.0,
    ),
    "throttled now and then": throttled_now_and_then,
    "a few failures of many": a_few_failures_of_many,
    "longer, no better": then(chars=2500.0),
    "better, no longer": then(right=0.85),
    "steps of 15 minutes": long_steps(15),
    "too few to judge": lambda minute: (
        replace(then(right=0.0, formed=0.0, judge_failed=0.2)(minute), batches=1) if minute % 12 == 0 else None
    ),
}
"""Jobs that come near, or that say too little to judge by: none of them raises anything."""
COLLAPSED = NO_SPREAD | {"zero-share"}
GAMED = raises("reward-jump-with-length", "reward-climb-with-length")
"""Two hours see the jump of half an hour as well; it is heard once a job has trained for so long."""
HISTORIES: Mapping[str, History] = {
    "healthy": History(healthy, raises(), NOBODY, silence_enabled=True),
    **{name: History(course, raises(), NOBODY, silence_enabled=True) for name, course in NEARLY.items()},
    "another job within the hour": History(
        lambda minute: another_job(minute, 50), raises("reward-jump-with-length", "no-data"), SIGNAL
    ),
    "another job after an hour": History(
        lambda minute: another_job(minute, 60), raises("no-data", "reward-climb-with-length"), NOBODY, minutes=240
    ),
    "another job, hours trained": History(
        lambda minute: another_job(minute, 90), raises("no-data", "reward-climb-with-length"), NOBODY, minutes=480
    ),
    "steps of 30 minutes": History(long_steps(30), raises("no-data"), NOBODY),
    "warm-up": History(warming_up, COLLAPSED, NOBODY),
    "collapse": History(then(right=0.0, formed=0.0), COLLAPSED, SIGNAL),
    "collapse, steps of 15 minutes": History(long_steps(15, right=0.0, formed=0.0), COLLAPSED, SIGNAL),
    "collapse, steps of 30 minutes": History(long_steps(30, right=0.0, formed=0.0), COLLAPSED | {"no-data"}, SIGNAL),
    "saturation": History(then(right=0.98, formed=1.0, alike=50.0), NO_SPREAD, SIGNAL),
    "bad rows, then collapse": History(bad_rows_then_collapse, COLLAPSED | {"unscorable-rows"}, SIGNAL | SERVICE),
    "judge outage": History(outage, raises("judge-failures", "errors", "no-data"), SIGNAL | SERVICE),
    "judge degraded, neutral": History(
        then(judge_failed=0.08, fallback=0.009), raises("judge-failures", "fallback"), SIGNAL | SERVICE
    ),
    "judge degraded, steps of 15 minutes": History(
        long_steps(15, judge_failed=0.08, fallback=0.009), raises("judge-failures", "fallback"), SIGNAL | SERVICE
    ),
    "judge fooled": History(then(fooled=True), raises("judge-fooled"), SIGNAL),
    "judge fooled, steps of 15 minutes": History(long_steps(15, fooled=True), raises("judge-fooled"), SIGNAL),
    "throttling": History(then(throttled=5, running=20), raises("throttles", "concurrency"), ITSELF),
    "failing": History(then(failing=0.2), raises("errors"), SERVICE),
    "failing, steps of 15 minutes": History(long_steps(15, failing=0.2), raises("errors"), SERVICE),
    "failing, steps of 30 minutes": History(long_steps(30, failing=0.2), raises("errors", "no-data"), SERVICE),
    "failing, an older revision": History(then(failing=0.2, older=True), raises("errors"), SERVICE),
    "one operator's fault": History(
        lambda minute: replace(then(older=True, operator=True)(minute), failing=0.0, lost=int(minute == 80)),
        raises("operator-fault"),
        SERVICE,
    ),
    "slow": History(then(seconds=20.0, slowest=54.0), raises("near-timeout"), SERVICE),
    "gaming by length": History(gaming, GAMED | {"shadow-gap"}, SIGNAL),
    "pleasing the judge": History(pleasing, raises("judge-too-kind"), SIGNAL),
    "slow gaming": History(slow_gaming, raises("reward-climb-with-length"), SIGNAL, minutes=480),
    "bad rows": History(then(unscorable=0.03), raises("unscorable-rows"), SERVICE),
    "bad rows, steps of 15 minutes": History(long_steps(15, unscorable=0.03), raises("unscorable-rows"), SERVICE),
    "bad rows, steps of 30 minutes": History(
        long_steps(30, unscorable=0.03), raises("unscorable-rows", "no-data"), SERVICE
    ),
    "dear judge": History(then(tokens=30_000.0), raises("cost"), SERVICE),
    "metrics lost": History(then(unreadable=1), raises("metrics-lost"), SERVICE),
    "job ended": History(ending, raises("no-data"), NOBODY, minutes=240),
    "no data in a job": History(ending, raises("no-data"), NOBODY, silence_enabled=True),
}
