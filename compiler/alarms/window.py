"""``Window``: over which datapoints an alarm decides, and the two windows of alarms on what a job scores.

Training is bursty: rewards for minutes, then an update of the weights for a quarter of an hour or more. An alarm that
an update turned to OK would send for each burst. So either it keeps its state while nothing is scored, and a gate tells
when the job has ended, or its one period is as long as a step.
"""

from dataclasses import dataclass
from typing import Final

from compiler.alarms.metric_alarm import MissingData

__all__ = ["FIVE_MINUTES", "HALF_HOUR", "HELD", "STEP", "Window"]

FIVE_MINUTES: Final = 300
QUARTER_HOUR: Final = 900
HALF_HOUR: Final = 1800


@dataclass(frozen=True)
class Window:
    """M of N datapoints, and what a missing one counts as."""

    period: int
    """Seconds of one datapoint."""
    datapoints: int
    """M: breaching datapoints that suffice."""
    periods: int
    """N: datapoints that count."""
    missing: MissingData


HELD: Final = Window(QUARTER_HOUR, 1, 1, MissingData.IGNORE)
"""Quick, and kept while nothing is scored: only for alarms that are heard behind ``warmed-up``, as after a job's end
they stay as they are until the next one. Of more periods than one, a burst would fall into one or two by chance."""
STEP: Final = Window(HALF_HOUR, 1, 1, MissingData.NOT_BREACHING)
"""For alarms that are heard at once: it holds a burst of each step of up to half an hour, and empties after the job."""
