"""``MetricAlarm``: one alarm on a metric or on a metric-maths expression, with its runbook."""

from dataclasses import dataclass
from enum import Enum, auto

from compiler.alarms.alarm_name import AlarmName
from compiler.alarms.metric_stat import MetricStat
from compiler.naming import alarm_prefix

__all__ = ["Comparison", "Heard", "MetricAlarm", "MissingData"]


class Comparison(Enum):
    """How a datapoint, on the left, is compared with the threshold."""

    ABOVE = "GreaterThanThreshold"
    AT_LEAST = "GreaterThanOrEqualToThreshold"
    BELOW = "LessThanThreshold"
    AT_MOST = "LessThanOrEqualToThreshold"


class MissingData(Enum):
    """How a period without a datapoint counts, if real datapoints do not suffice."""

    MISSING = "missing"
    IGNORE = "ignore"
    BREACHING = "breaching"
    NOT_BREACHING = "notBreaching"


class Heard(Enum):
    """How a person hears of the alarm."""

    SIGNAL_ONCE_WARM = auto()
    """Through the composite alarm on the training signal, once ``warmed-up`` is in ALARM."""
    SIGNAL_ONCE_LONG = auto()
    """Through the same, once ``trained-for-hours`` is in ALARM."""
    SIGNAL = auto()
    """Through the same, at once."""
    SERVICE = auto()
    """Through the composite alarm on the service, at once."""
    NEVER = auto()
    """Not at all: it is not a fault, but opens the way for others."""
    BY_ITSELF = auto()
    """By its own actions. It watches one function, and comes and goes with it."""
    WHILE_IT_TRAINS = auto()
    """By its own actions, because the experiment says that jobs follow one another."""
    IF_ENABLED = auto()
    """By its own actions, once these are enabled for a job."""


@dataclass(frozen=True)
class MetricAlarm:
    """An alarm that goes off when ``datapoints`` of the last ``periods`` datapoints breach the threshold."""

    label: str
    """The experiment's name in metrics, logs and resource names."""
    name: AlarmName
    summary: str
    """One sentence: the meaning of the state ALARM."""
    runbook: str
    """One to three sentences: how to act."""
    query: str
    """Saved query to open, by its file's stem."""
    heard: Heard
    metrics: tuple[tuple[str, MetricStat], ...]
    """Id within the expression, and metric; all of one period."""
    threshold: float
    expression: str | None = None
    """Metric maths over the ids; ``None`` for the one metric itself."""
    comparison: Comparison = Comparison.ABOVE
    datapoints: int = 1
    """M: number of breaching datapoints that suffice."""
    periods: int = 1
    """N: number of datapoints that count."""
    missing: MissingData = MissingData.NOT_BREACHING
    revision: str = ""
    """The one revision that it watches; empty if it watches all."""

    @property
    def full_name(self) -> str:
        """``nova-reward/<experiment>/[<revision>/]<name>``: its name in CloudWatch."""
        return f"{alarm_prefix(self.label)}{self.revision and self.revision + '/'}{self.name}"

    @property
    def notifies(self) -> bool:
        """Whether this alarm itself sends to the topic; all others are heard through a composite alarm."""
        return self.heard in (Heard.BY_ITSELF, Heard.WHILE_IT_TRAINS, Heard.IF_ENABLED)

    @property
    def actions_enabled(self) -> bool:
        """Whether its actions are enabled from the start, or only for a job."""
        return self.heard is not Heard.IF_ENABLED

    @property
    def period(self) -> int:
        """Seconds of one datapoint."""
        return self.metrics[0][1].period

    @property
    def description(self) -> str:
        """Summary, runbook and the saved query to open; CloudWatch shows it and sends it."""
        return f"{self.summary} {self.runbook} Saved query: {self.query}"
