"""Measures false alarms and delays over many seeds: ``python -m tests.compiler.alarms.measure [SEEDS]``.

Needs ``lambda_src`` on PYTHONPATH. The figures in docs/alarms.md are from it.
"""

import statistics
import sys
from collections import Counter
from dataclasses import replace

from compiler.alarms.alarm_set import alarm_set
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.simulator.timeline import simulate
from tests.compiler.alarms.histories import HISTORIES, MINUTES, ONSET, healthy, learning
from tests.compiler.alarms.training import WATCHED, Course, record

HOURS = 4
COMPOSITE = "math-training-signal-bad"
TRAFFIC: dict[str, tuple[Course, bool]] = {
    "bursts of 256 a minute, yes or no": (healthy, True),
    "bursts of 256 a minute, graded": (lambda minute: replace(healthy(minute), graded=0.1), True),
    "128 a minute without pause": (lambda minute: replace(learning(minute), batches=2), True),
    "samples one by one, no groups": (lambda minute: replace(learning(minute), batches=2), False),
    "hard data, 15 % right": (lambda minute: replace(healthy(minute), right=0.15), True),
    "easy data, 85 % right": (lambda minute: replace(healthy(minute), right=0.85), True),
}


def false_alarms(seeds: int) -> None:
    alarms = alarm_set(WATCHED, AlarmSettings())
    print(f"false alarms of healthy jobs, {seeds} seeds of {HOURS} hours each")
    for name, (course, grouped) in TRAFFIC.items():
        found: Counter[str] = Counter()
        for seed in range(seeds):
            recording = record(course, HOURS * 60, seed, grouped=grouped)
            found.update(simulate(alarms, recording, HOURS * 60).raised() - {"math-warmed-up"})
        print(f"  {name}: {dict(found) or 'none'}", flush=True)


def delays(seeds: int) -> None:
    alarms = alarm_set(WATCHED, AlarmSettings())
    print(f"minutes from the onset to the composite alarm, {seeds} seeds: median, most, and wrong sets of alarms")
    for name, history in HISTORIES.items():
        if not history.wakes:
            continue
        late: list[int | None] = []
        wrong = 0
        for seed in range(seeds):
            timeline = simulate(alarms, record(history.course, MINUTES, seed), MINUTES)
            late.append(timeline.first_alarm(COMPOSITE, ONSET))
            raised = timeline.raised() - {COMPOSITE, "math-warmed-up"}
            wrong += frozenset(alarm.removeprefix("math-") for alarm in raised) != history.raises
        found = [minutes + 1 for minutes in late if minutes is not None]
        missed = len(late) - len(found)
        print(f"  {name}: {statistics.median(found)}, {max(found)}; missed {missed}, wrong set {wrong}", flush=True)


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    false_alarms(count)
    delays(count)
