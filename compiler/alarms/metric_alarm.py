"""``MetricAlarm``: one alarm on a metric or on a metric-maths expression, with what a person should do about it."""

from dataclasses import dataclass
from enum import Enum

from compiler.alarms.metric import Metric

__all__ = ["Comparison", "MetricAlarm", "MissingData"]


class Comparison(Enum):
    """How a datapoint, on the left, is held against the threshold."""

    ABOVE = "GreaterThanThreshold"
    AT_LEAST = "GreaterThanOrEqualToThreshold"
    BELOW = "LessThanThreshold"
    AT_MOST = "LessThanOrEqualToThreshold"


class MissingData(Enum):
    """What a period without a datapoint counts as, where real datapoints do not suffice."""

    MISSING = "missing"
    IGNORE = "ignore"
    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"


@dataclass(frozen=True)
class MetricAlarm:
    """An alarm that goes off when ``datapoints`` of the last ``periods`` datapoints breach the threshold."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    symptom: str
    """What is wrong, in a few hyphenated words."""
    meaning: str
    """One sentence: what the state ALARM means."""
    remedy: str
    """One or two sentences: what to do."""
    query: str
    """Saved query to open, by its file's stem."""
    metrics: tuple[tuple[str, Metric], ...]
    """Id within the expression, and metric; all of one period."""
    comparison: Comparison
    threshold: float
    datapoints: int
    """M: breaching datapoints that suffice."""
    periods: int
    """N: datapoints that count."""
    expression: str | None = None
    """Metric maths over the ids; ``None`` for the one metric itself."""
    missing: MissingData = MissingData.NOT_BREACHING
    notifies: bool = False
    """Whether this alarm itself sends to the topic; all others are heard through the composite alarm."""
    actions_enabled: bool = True
    """Whether it sends from the start, or only once its actions are enabled."""

    @property
    def name(self) -> str:
        """``<experiment>-<symptom>``: its name in CloudWatch."""
        return f"{self.label}-{self.symptom}"

    @property
    def period(self) -> int:
        """Seconds of one datapoint."""
        return self.metrics[0][1].period

    @property
    def description(self) -> str:
        """What it means, what to do, and the saved query to open; CloudWatch shows it and sends it."""
        return f"{self.meaning} {self.remedy} Saved query: {saved_query(self.label, self.query)}"


def saved_query(label: str, query: str) -> str:
    """Return the query's name in the console, where the slashes make folders."""
    return f"nova-reward/{label}/{query}"
