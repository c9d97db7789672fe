"""Measures false alarms and delays over many seeds: ``python -m tests.compiler.alarms.measure [SEEDS]``.

Needs ``lambda_src`` on PYTHONPATH. The figures in docs/alarms.md are from it.
"""

import statistics
import sys
from collections import Counter
from dataclasses import replace

from compiler.alarms.alarm_set import AlarmSet, alarm_set
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.simulator.timeline import simulate
from tests.compiler.alarms.histories import HISTORIES, ONSET, History, healthy, learning, long_steps
from tests.compiler.alarms.training import DEPLOYMENT, Course, record

HOURS = 4
QUIET = {"nova-reward/math/warmed-up", "nova-reward/math/trained-for-hours"}
TRAFFIC: dict[str, tuple[Course, bool]] = {
    "bursts of 256 a minute, yes or no": (healthy, True),
    "bursts of 256 a minute, graded": (lambda minute: replace(healthy(minute), graded=0.1), True),
    "128 a minute without pause": (lambda minute: replace(learning(minute), batches=2), True),
    "samples one by one, no groups": (lambda minute: replace(learning(minute), batches=2), False),
    "hard data, 15 % right": (lambda minute: replace(healthy(minute), right=0.15), True),
    "easy data, 85 % right": (lambda minute: replace(healthy(minute), right=0.85), True),
    "steps of 15 minutes": (long_steps(15), True),
    "steps of 30 minutes": (long_steps(30), True),
}


def false_alarms(seeds: int) -> None:
    alarms = alarm_set(DEPLOYMENT, AlarmSettings())
    print(f"false alarms of healthy jobs, {seeds} seeds of {HOURS} hours each")
    for name, (course, grouped) in TRAFFIC.items():
        found: Counter[str] = Counter()
        for seed in range(seeds):
            recording = record(course, HOURS * 60, seed, grouped=grouped)
            found.update(simulate(alarms, recording, HOURS * 60).raised() - QUIET)
        print(f"  {name}: {dict(found) or 'none'}", flush=True)


def delays(seeds: int) -> None:
    alarms = alarm_set(DEPLOYMENT, AlarmSettings())
    print(f"minutes from the onset to each composite alarm, {seeds} seeds: median, most, how many; mails, wrong sets")
    for name, history in HISTORIES.items():
        if history.wakes:
            _delay(alarms, name, history, seeds)


def _delay(alarms: AlarmSet, name: str, history: History, seeds: int) -> None:
    composites = {f"nova-reward/math/{name}" for name in history.wakes}
    late: dict[str, list[int]] = {composite: [] for composite in sorted(composites)}
    mails, wrong = Counter[int](), 0
    for seed in range(seeds):
        timeline = simulate(alarms, record(history.course, history.minutes, seed), history.minutes)
        for composite, found in late.items():
            first = timeline.first_alarm(composite, ONSET)
            found += [] if first is None else [first + 1]
        mails[len(timeline.sent)] += 1
        raised = timeline.raised() - {composite.full_name for composite in alarms.composites} - QUIET
        wrong += frozenset(alarm.rpartition("/")[2] for alarm in raised) != history.raises
    times = {key: (statistics.median(found), max(found), len(found)) if found else None for key, found in late.items()}
    print(f"  {name}: {times}; mails {dict(mails)}, wrong set {wrong}", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    false_alarms(count)
    delays(count)
