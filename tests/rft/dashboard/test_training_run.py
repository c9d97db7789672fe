"""A run of the real handler, healthy, then without its judge, then gamed: which alarms it raises, and when."""

import json

from reward_runtime import names

from compiler.alarms.simulator.timeline import simulate
from tests.rft.dashboard.scripted import scripted
from tests.training_run import AGAIN, GAMING, HEALTHY, OUT

SAMPLE = '"event": "sample"'
NEVER = {
    "reward-collapse",
    "groups-without-spread",
    "zero-share",
    "unscorable-rows",
    "judge-fooled",
    "throttles",
    "near-timeout",
    "metrics-lost",
    "cost",
    "concurrency",
    "operator-fault",
    "reward-climb-with-length",
    "trained-for-hours",
}


def test_the_run_raises_exactly_the_alarms_that_it_should_each_in_its_time() -> None:
    run = scripted()
    timeline = simulate(run.alarms, run.found.recording, run.found.minutes)
    first = {name.removeprefix("similarity-"): timeline.first_alarm(name) for name in timeline.raised()}

    assert set(first) | NEVER == {
        *(alarm.symptom for alarm in run.alarms.metric_alarms),
        *(composite.symptom for composite in run.alarms.composites),
    }
    assert not set(first) & NEVER
    assert first["warmed-up"] == 30
    assert all(first[symptom] in OUT for symptom in ("errors", "failures", "judge-failures", "no-data", "service-bad"))
    assert first["reward-jump-with-length"] in GAMING


def test_a_person_is_told_of_the_outage_and_of_the_gaming_and_of_nothing_else() -> None:
    run = scripted()
    sent = simulate(run.alarms, run.found.recording, run.found.minutes).sent

    service = [minute for minute, name in sent if name == "similarity-service-bad"]
    signal = [minute for minute, name in sent if name == "similarity-training-signal-bad"]
    assert len(service) + len(signal) == len(sent)
    assert len(service) == 1
    assert {service[0], signal[0]} <= set(range(OUT.start, OUT.start + 5))
    assert len(signal) > 1
    assert all(minute in GAMING for minute in signal[1:])


def test_no_invocation_without_a_judge_gives_a_score() -> None:
    run = scripted()
    samples = [json.loads(event.message) for event in run.events if SAMPLE in event.message]
    minutes = {
        (event.timestamp - run.found.start) // 60_000 for event in run.events if '"event": "sample"' in event.message
    }

    assert minutes == {*HEALTHY, *AGAIN, *GAMING}
    assert len(samples) == 32 * len(minutes)
    assert set(names.SAMPLE_FIELDS) <= set(samples[0])
