"""``Recording``: the raw values of metrics by minute, and the statistics that CloudWatch makes of them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from compiler.alarms.metric_stat import MetricStat, percentile_of

__all__ = ["Identity", "Recording"]

Identity = tuple[str, str, tuple[tuple[str, str], ...]]
"""Namespace, name and metric dimensions."""
_SECONDS: Final = 60


class Recording:
    """Metric values of standard resolution: each belongs to a whole minute, counted from 0."""

    def __init__(self, values: Mapping[Identity, Mapping[int, Sequence[float]]]) -> None:
        """Take the values of each metric by minute; a minute without a value is left out or empty."""
        self._tracks = {identity: _Track(minutes) for identity, minutes in values.items()}
        self._known: dict[MetricStat, dict[int, float | None]] = {}

    def series(self, metric: MetricStat, ends: Sequence[int]) -> tuple[float | None, ...]:
        """Return the statistic of each period that ends before a minute of ``ends``; ``None`` for one without values.

        Raises:
            ValueError: the period is not of whole minutes, or a percentile is asked of negative values.
        """
        if metric.period % _SECONDS:
            raise ValueError(f"metric {metric.name}: period: got {metric.period} s, expected a multiple of {_SECONDS}")
        track, known = self._tracks.get(metric.identity), self._known.setdefault(metric, {})
        if track is None:
            return tuple(None for _ in ends)
        for end in ends:
            if end not in known:
                known[end] = track.statistic(metric, end - metric.period // _SECONDS, end)
        return tuple(known[end] for end in ends)


class _Track:
    """The values of one metric. Sums and counts are running totals, so that a day costs no more than a minute."""

    def __init__(self, minutes: Mapping[int, Sequence[float]]) -> None:
        self.minutes = minutes
        self.first = min(minutes, default=0)
        span = range(self.first, max(minutes, default=-1) + 1)
        self.counts = [0, *accumulate(len(minutes.get(minute, ())) for minute in span)]
        self.sums = [0.0, *accumulate(sum(minutes.get(minute, ())) for minute in span)]

    def between(self, totals: Sequence[float], start: int, end: int) -> float:
        last = len(totals) - 1
        return totals[min(max(end - self.first, 0), last)] - totals[min(max(start - self.first, 0), last)]

    def statistic(self, metric: MetricStat, start: int, end: int) -> float | None:
        count = self.between(self.counts, start, end)
        if not count:
            return None
        match metric.statistic:
            case "SampleCount":
                return count
            case "Sum":
                return self.between(self.sums, start, end)
            case "Average":
                return self.between(self.sums, start, end) / count
            case "Minimum":
                return min(self.values(start, end))
            case "Maximum":
                return max(self.values(start, end))
            case _:
                return _percentile(metric, sorted(self.values(start, end)))

    def values(self, start: int, end: int) -> Iterator[float]:
        return (value for minute in range(start, end) for value in self.minutes.get(minute, ()))


def _percentile(metric: MetricStat, values: Sequence[float]) -> float:
    """Return the percentile, interpolated between neighbours; AWS does not say how it interpolates."""
    if values[0] < 0:
        raise ValueError(
            f"metric {metric.name}: {metric.statistic}: got the value {values[0]}, expected none below 0, "
            "because CloudWatch has no percentiles of negative values; watch a metric that is shifted above 0"
        )
    place = (percentile_of(metric.statistic) or 0.0) / 100 * (len(values) - 1)
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)
