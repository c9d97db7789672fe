"""The histogram of rewards: the sample lines of a log -> bars, each split by the samples' outcome.

If the log holds a share of the prompts, each line counts as many samples as it stands for.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup
from reward_runtime.score import Outcome
from reward_runtime.telemetry.fields import SampleFields

from rft.insights.events import LogEvent
from rft.page.axis import Axis, number_axis
from rft.page.figures import figure
from rft.page.plot import SIZE, Hit, plot

__all__ = ["TITLE", "Histogram", "histogram"]

TITLE: Final = "How many samples got which reward?"
_SAMPLE: Final = '"event": "sample"'
_BARS: Final = 20
"""Bars at most. A whole number of them fits between two ticks."""
_FREE: Final = 0.1
"""Share of a bar's width that stays free on each side."""
_BAR: Final = Markup('<rect class="bar {}" x="{}" width="{}" y="{}" height="{}"/>')
_Count = Counter[tuple[int, Outcome]]
"""Samples by bar and outcome."""


@dataclass(frozen=True)
class _Scored:
    reward: float
    outcome: Outcome
    samples: float
    """That the line stands for, above 0."""


@dataclass(frozen=True)
class Histogram:
    """The drawing and the words beneath it."""

    svg: Markup
    outcomes: tuple[tuple[str, str, int], ...]
    """(Outcome, its colour in the style, samples); only outcomes that a sample has."""
    samples: int
    mean: str


def histogram(events: Iterable[LogEvent]) -> Histogram | None:
    """Return the histogram of every sample in the log, or None if the log has no line of a sample."""
    scored = list(_samples(events))
    if not scored:
        return None
    rewards = [each.reward for each in scored]
    axis = number_axis(min(0.0, *rewards), max(1.0, *rewards))
    steps = len(axis.ticks) - 1
    bars = _BARS // steps * steps
    counts = _counted(scored, axis, bars)
    sums = {each: sum(count for (_, outcome), count in counts.items() if outcome is each) for each in Outcome}
    outcomes = tuple((str(each), _colour(each), sums[each]) for each in Outcome if sums[each])
    mean = sum(each.reward * each.samples for each in scored) / sum(each.samples for each in scored)
    return Histogram(_drawn(counts, axis, bars), outcomes, counts.total(), figure(mean))


def _counted(scored: Iterable[_Scored], axis: Axis, bars: int) -> _Count:
    weights: dict[tuple[int, Outcome], float] = {}
    for each in scored:
        key = (_bar(each.reward, axis, bars), each.outcome)
        weights[key] = weights.get(key, 0.0) + each.samples
    return Counter({key: round(weight) for key, weight in weights.items()})


def _samples(events: Iterable[LogEvent]) -> Iterator[_Scored]:
    for event in events:
        if _SAMPLE in event.message:
            try:
                line: Any = json.loads(event.message)
                reward, outcome = float(line[SampleFields.REWARD.name]), Outcome(line[SampleFields.OUTCOME.name])
                samples = float(line[SampleFields.STANDS_FOR.name])
            except (KeyError, TypeError, ValueError, RecursionError):
                continue
            if math.isfinite(reward) and 0 < samples < math.inf:
                yield _Scored(reward, outcome, samples)


def _colour(outcome: Outcome) -> str:
    return f"c{list(Outcome).index(outcome)}"


def _bar(reward: float, axis: Axis, bars: int) -> int:
    # A reward of 0.15 belongs above the edge 0.15, although 0.15 / 0.05 is below 3.
    return min(bars - 1, math.floor(axis.share(reward) * bars + 1e-9))


def _drawn(counts: _Count, rewards: Axis, bars: int) -> Markup:
    heights = [sum(counts[at, each] for each in Outcome) for at in range(bars)]
    samples = number_axis(0, max(heights))
    drawn = [bar for at in range(bars) for bar in _stack(counts, at, bars, samples)]
    width = (rewards.high - rewards.low) / bars
    edges = [figure(rewards.low + at * width) for at in range(bars + 1)]
    hits = [
        Hit(at / bars, (at + 1) / bars, "\n".join(_said(counts, at, f"{edges[at]} to {edges[at + 1]}")))
        for at in range(bars)
    ]
    return plot(TITLE, rewards, samples, None, drawn, hits)


def _stack(counts: _Count, at: int, bars: int, samples: Axis) -> Iterator[Markup]:
    x, width = round((at + _FREE) / bars * SIZE, 1), round((1 - 2 * _FREE) / bars * SIZE, 1)
    below = 0
    for outcome in Outcome:
        count, below = counts[at, outcome], below + counts[at, outcome]
        if count:
            height = samples.share(count) * SIZE
            yield _BAR.format(_colour(outcome), x, width, round((1 - samples.share(below)) * SIZE, 1), round(height, 1))


def _said(counts: _Count, at: int, rewards: str) -> Iterator[str]:
    count, of = sum(counts[at, each] for each in Outcome), counts.total()
    yield f"reward {rewards}"
    yield f"samples: {count}, {figure(100 * count / of)} %"
    yield from (f"{each}: {counts[at, each]}" for each in Outcome if counts[at, each])
