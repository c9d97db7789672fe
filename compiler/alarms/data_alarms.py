"""Alarms on the data: can its rows be scored?"""

from compiler.alarms.metric_alarm import MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import share_alarm
from compiler.alarms.watched import Watched
from compiler.alarms.window import STEP

__all__ = ["unscorable_rows"]


def unscorable_rows(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on rows that cannot be scored at all: the data set is wrong, at whatever step."""
    return share_alarm(
        watched,
        "Unscorable",
        settings.unscorable_share,
        # Where 1 of 1000 rows is bad by chance, 3 of 256 in the first burst, which are more than 1 %, are not rare.
        2 * settings.min_samples,
        STEP,
        symptom="unscorable-rows",
        meaning="Rows cannot be scored and get the floor: a reference is missing, or there is no assistant turn.",
        remedy="Mend these rows of the data set; the field 'reason' says what each lacks.",
        query="unscorable-rows",
    )
