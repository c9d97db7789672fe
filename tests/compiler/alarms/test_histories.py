"""Made-up training jobs: each raises exactly the alarms that it should, and wakes a person once or not at all."""

import dataclasses
from functools import cache

import pytest

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.simulator.recording import Recording
from compiler.alarms.simulator.state import State
from compiler.alarms.simulator.timeline import Timeline, simulate
from tests.compiler.alarms.histories import HISTORIES, MINUTES, ONSET, healthy, learning
from tests.compiler.alarms.training import WATCHED, Moment, record

COMPOSITE, GATE, SILENCE = "math-training-signal-bad", "math-warmed-up", "math-no-data"


@cache
def recorded(history: str) -> Recording:
    return record(HISTORIES[history].course, MINUTES, seed=1)


@cache
def alarms() -> AlarmSet:
    return alarm_set(WATCHED, AlarmSettings())


def lived(history: str, fetched_beyond: int = 2) -> Timeline:
    enabled = frozenset({SILENCE} if HISTORIES[history].job_watched else ())
    return simulate(alarms(), recorded(history), MINUTES, enabled=enabled, fetched_beyond=fetched_beyond)


def symptoms(timeline: Timeline) -> set[str]:
    return {name.removeprefix("math-") for name in timeline.raised() - {COMPOSITE, GATE}}


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_raises_exactly_its_alarms_and_no_other(name: str) -> None:
    assert symptoms(lived(name)) == HISTORIES[name].raises


@pytest.mark.parametrize("name", HISTORIES)
def test_a_person_is_told_once_where_it_matters_and_else_never(name: str) -> None:
    history = HISTORIES[name]
    sent = [alarm for _, alarm in lived(name).sent]
    assert sent.count(COMPOSITE) == history.wakes
    assert sent.count(SILENCE) == (history.job_watched and "no-data" in history.raises)


def test_every_alarm_is_raised_by_some_history() -> None:
    """An alarm that no history raises could be dead without anybody seeing it."""
    raised = frozenset[str]().union(*(history.raises for history in HISTORIES.values()))
    assert raised == {alarm.symptom for alarm in alarms().metric_alarms} - {"warmed-up"}


@pytest.mark.parametrize("fetched_beyond", [0, 5])
@pytest.mark.parametrize("name", ["healthy", "warm-up", "collapse", "gaming by length", "judge outage", "job ended"])
def test_the_alarms_do_not_hang_on_how_many_datapoints_cloudwatch_fetches(name: str, fetched_beyond: int) -> None:
    """The number is documented by one example only."""
    assert symptoms(lived(name, fetched_beyond)) == HISTORIES[name].raises
    assert (COMPOSITE in lived(name, fetched_beyond).raised()) == HISTORIES[name].wakes


def test_nothing_goes_off_before_its_onset() -> None:
    for name, history in HISTORIES.items():
        if history.wakes:
            assert State.ALARM not in lived(name).states[COMPOSITE][:ONSET], name


def test_the_gate_opens_after_the_warm_up_and_closes_after_the_job() -> None:
    gate = lived("job ended").states[GATE]
    assert gate[29] is not State.ALARM
    assert gate[30] is State.ALARM
    assert gate[MINUTES - 1] is not State.ALARM


def test_a_pause_as_long_as_the_warm_up_does_not_start_it_again() -> None:
    course = lambda minute: None if 60 <= minute < 90 else healthy(minute)  # noqa: E731
    gate = simulate(alarms(), record(course, 120, seed=1), 120).states[GATE]
    assert set(gate[30:]) == {State.ALARM}


def test_every_alarm_rests_within_an_hour_of_a_bad_jobs_end() -> None:
    """The one exception is the cost of a day, which is of a day."""
    worst = dataclasses.replace(
        learning(0),
        right=0.0,
        formed=0.0,
        judge_failed=0.5,
        fallback=0.01,
        fooled=True,
        shadow_gap=0.9,
        failing=0.5,
        throttled=9,
        running=20,
        seconds=58.0,
        unscorable=0.5,
        unreadable=3,
    )
    timeline = simulate(alarms(), record(lambda minute: worst if minute < 60 else None, 120, seed=1), 120)

    assert len(symptoms(timeline)) > 10
    late = {name for name, states in timeline.states.items() if states[-1] is State.ALARM}
    assert late <= {SILENCE}


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

    assert ("errors" in symptoms(simulate(alarms(), record(course, 80, seed=1), 80))) is raised


def test_a_job_that_sends_samples_one_by_one_has_no_groups_and_raises_nothing() -> None:
    timeline = simulate(alarms(), record(learning, MINUTES, seed=1, grouped=False), MINUTES)
    assert symptoms(timeline) == set()
