"""Made-up training jobs: each raises exactly the alarms that it should, and wakes a person once or not at all."""

import dataclasses
from functools import cache

import pytest

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.simulator.recording import Recording
from compiler.alarms.simulator.state import State
from compiler.alarms.simulator.timeline import Timeline, simulate
from tests.compiler.alarms.histories import HISTORIES, MINUTES, ONSET, healthy, learning, long_steps
from tests.compiler.alarms.training import DEPLOYMENT, Moment, record

GATE, LONG_GATE, SILENCE = (
    "nova-reward/math/warmed-up",
    "nova-reward/math/trained-for-hours",
    "nova-reward/math/no-data",
)
OFTEN = (
    "healthy",
    "warm-up",
    "collapse",
    "gaming by length",
    "judge outage",
    "job ended",
    "another job after an hour",
    "failing, an older revision",
    *(name for name in HISTORIES if "steps of" in name),
)
"""Histories that are tried with other numbers of datapoints. Those on single minutes, ``throttling`` and ``slow``, are
not: they send for each burst again if CloudWatch fetches none beyond the window."""
COMPOSITES = {"nova-reward/math/training-signal-bad", "nova-reward/math/service-bad"}


@cache
def recorded(history: str) -> Recording:
    return record(HISTORIES[history].course, HISTORIES[history].minutes, seed=1)


@cache
def alarms() -> AlarmSet:
    return alarm_set(DEPLOYMENT, AlarmSettings())


@cache
def lived(history: str, fetched_beyond: int = 2) -> Timeline:
    enabled = frozenset({SILENCE} if HISTORIES[history].silence_enabled else ())
    minutes = HISTORIES[history].minutes
    return simulate(alarms(), recorded(history), minutes, enabled=enabled, fetched_beyond=fetched_beyond)


def woken(name: str) -> set[str]:
    return {f"nova-reward/math/{alarm}" for alarm in HISTORIES[name].wakes}


def raised_names(timeline: Timeline) -> set[str]:
    return {name.rpartition("/")[2] for name in timeline.raised() - COMPOSITES - {GATE, LONG_GATE}}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_raises_exactly_its_alarms_and_no_other(name: str) -> None:
    assert raised_names(lived(name)) == HISTORIES[name].raises


@pytest.mark.parametrize("name", HISTORIES)
def test_a_person_is_told_once_where_it_matters_and_else_never(name: str) -> None:
    history = HISTORIES[name]
    sent = [alarm for _, alarm in lived(name).sent]
    assert sorted(alarm for alarm in sent if alarm != SILENCE) == sorted(woken(name))
    assert sent.count(SILENCE) == (history.silence_enabled and "no-data" in history.raises)


def test_every_alarm_is_raised_by_some_history() -> None:
    """An alarm that no history raises could be dead without anybody seeing it."""
    raised = frozenset[str]().union(*(history.raises for history in HISTORIES.values()))
    assert raised == {alarm.name for alarm in alarms().metric_alarms} - {"warmed-up", "trained-for-hours"}


@pytest.mark.parametrize("fetched_beyond", [0, 5])
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in OFTEN[:5] else pytest.mark.long) for name in OFTEN]
)
def test_the_alarms_do_not_hang_on_how_many_datapoints_cloudwatch_fetches(name: str, fetched_beyond: int) -> None:
    """The number is documented by one example only."""
    timeline = lived(name, fetched_beyond)
    assert raised_names(timeline) == HISTORIES[name].raises
    assert sorted(alarm for _, alarm in timeline.sent if alarm != SILENCE) == sorted(woken(name))


def test_nothing_goes_off_before_its_onset() -> None:
    for name in HISTORIES:
        before = {composite for composite in COMPOSITES if State.ALARM in lived(name).states[composite][:ONSET]}
        assert before == ({"nova-reward/math/service-bad"} if name == "bad rows, then collapse" else set()), name


def test_the_gate_opens_after_the_warm_up_and_closes_after_the_job() -> None:
    gate = lived("job ended").states[GATE]
    assert gate[29] is not State.ALARM
    assert gate[30] is State.ALARM
    assert gate[-1] is not State.ALARM


def test_a_pause_as_long_as_the_warm_up_does_not_start_it_again() -> None:
    course = lambda minute: None if 60 <= minute < 90 else healthy(minute)  # noqa: E731
    gate = simulate(alarms(), record(course, 120, seed=1), 120).states[GATE]
    assert set(gate[30:]) == {State.ALARM}


WORST = dataclasses.replace(
    learning(0),
    right=0.0,
    formed=0.0,
    judge_failed=0.5,
    fallback=0.01,
    fooled=True,
    shadow_gap=0.9,
    failing=0.5,
    operator=True,
    throttled=9,
    running=20,
    seconds=58.0,
    unscorable=0.5,
    unreadable=3,
)
HELD = {"reward-collapse", "groups-without-spread", "zero-share"}


@pytest.mark.parametrize(("fetched_beyond", "minutes"), [(0, 60), (2, 120), (5, 210)])
def test_two_hours_after_a_bad_job_only_what_is_held_is_red_and_it_is_heard_no_more(
    fetched_beyond: int, minutes: int
) -> None:
    """How long the rest takes hangs on the number fetched; the cost, which WORST does not reach, takes a day."""
    recording = record(lambda minute: WORST if minute < 60 else None, 60, seed=1)
    timeline = simulate(alarms(), recording, 60 + minutes, fetched_beyond=fetched_beyond)

    assert len(raised_names(timeline)) > 10
    late = {name.rpartition("/")[2] for name, states in timeline.states.items() if states[-1] is State.ALARM}
    assert late == {"no-data"} | HELD


def test_what_a_bad_job_left_red_wakes_nobody_in_the_next_and_ends_with_its_first_scores() -> None:
    def course(minute: int) -> Moment | None:
        return WORST if minute < 60 else healthy(minute) if minute >= 240 else None

    timeline = simulate(alarms(), record(course, 300, seed=1), 300)
    assert {name for minute, name in timeline.sent if minute >= 60} == set()
    for name in HELD:
        assert timeline.states[f"nova-reward/math/{name}"][239] is State.ALARM
        assert State.ALARM not in timeline.states[f"nova-reward/math/{name}"][245:]


@pytest.mark.parametrize("length", [8, 20, 24, 30])
@pytest.mark.parametrize("fetched_beyond", [0, 2, 5])
def test_a_collapse_is_told_once_and_within_a_step_however_long_steps_are(length: int, fetched_beyond: int) -> None:
    course = long_steps(length, right=0.0, formed=0.0)
    timeline = simulate(alarms(), record(course, 240, seed=1), 240, fetched_beyond=fetched_beyond)
    ((minute, name),) = timeline.sent
    assert name == "nova-reward/math/training-signal-bad"
    assert ONSET < minute < ONSET + max(length, 15) + 3


def test_the_silence_alarm_needs_every_datapoint_of_its_window_to_be_gone() -> None:
    """CloudWatch counts a real datapoint as long as it is within the range that it fetches."""
    last = max(minute for minute in range(ONSET) if healthy(minute).batches)
    for fetched_beyond in (0, 2, 5):
        first = lived("job ended", fetched_beyond).first_alarm(SILENCE)
        assert first == last + 15 + fetched_beyond


@pytest.mark.parametrize(("failures", "raised"), [(2, False), (3, True)])
def test_chance_failures_of_a_slow_job_raise_nothing(failures: int, raised: bool) -> None:
    """Two of some thirty invocations in a quarter of an hour are 7 %, above the threshold, and still chance."""

    def course(minute: int) -> Moment:
        return dataclasses.replace(healthy(minute), failing=0.0, lost=int(minute in (60, 64, 68)[:failures]))

    assert ("errors" in raised_names(simulate(alarms(), record(course, 80, seed=1), 80))) is raised


def test_a_job_that_sends_samples_one_by_one_has_no_groups_and_raises_nothing() -> None:
    timeline = simulate(alarms(), record(learning, MINUTES, seed=1, grouped=False), MINUTES)
    assert raised_names(timeline) == set()
