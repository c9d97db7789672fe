"""A note on a log that is too young for curves, and how the page will fill."""

from typing import Final

from compiler.alarms.settings import AlarmSettings

__all__ = ["note_on"]

_YOUNG: Final = 10
"""Minutes: two periods of the graphs, so that a curve has two points."""


def note_on(minutes: int, samples: int, settings: AlarmSettings) -> str:
    """Return the note, or an empty text for a log with curves.

    Args:
        minutes: from the first to the last value in the log.
        samples: lines of samples in the log.
        settings: the thresholds of the experiment's alarms.
    """
    if minutes > _YOUNG:
        return ""
    lasted = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return (
        f"This log is young: {samples} samples in {lasted}. A graph gets one point for every five minutes, so now it "
        f"shows dots; a job's next batches make them curves. Most alarms judge at least {settings.min_samples} samples "
        "together. Until these have come, an alarm may be in INSUFFICIENT_DATA, which is no fault."
    )
