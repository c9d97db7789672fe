"""Alarms on the training signal: has the reward lost the differences that training learns from?"""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import enough, share_alarm
from compiler.alarms.watched import Watched
from compiler.alarms.window import HELD

__all__ = ["early_signal_alarms", "warmed_up"]

SAMPLES_A_GROUP = 8
"""Samples of one prompt in the usual GRPO job; a period needs as many fewer groups than samples."""
LONGEST_GAP = 90
"""Minutes that the gate looks back on at least: two bursts are among them for steps of up to three quarters of an
hour."""


def early_signal_alarms(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarms that a healthy job may raise in its first minutes, and that wake nobody until then."""
    return (
        _collapse(watched, settings),
        share_alarm(
            watched,
            "GroupFlat",
            settings.flat_group_share,
            max(1, settings.min_samples // SAMPLES_A_GROUP),
            HELD,
            symptom="groups-without-spread",
            meaning="Nearly every prompt's samples get the same reward, which gives the job no gradient.",
            remedy="All right: the data is too easy by now, stop the job. All wrong: it is too hard, or extraction "
            "fails.",
            query="flat-prompts",
        ),
        share_alarm(
            watched,
            "AtFloor",
            settings.zero_share,
            settings.min_samples,
            HELD,
            symptom="zero-share",
            meaning="Nearly every sample gets the lowest reward.",
            remedy="Look at why: no answer found, a wrong reference, or a model that has broken down. Stop the job "
            "unless it has only just begun.",
            query="zero-reward-samples",
        ),
    )


def _collapse(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    def read(statistic: str) -> tuple[str, str]:
        return statistic.lower(), statistic

    ids = [("n", "SampleCount"), read("p5"), read("p95")]
    return MetricAlarm(
        label=watched.label,
        symptom="reward-collapse",
        meaning="Nine in ten samples get one and the same reward, so there is nothing left to learn from.",
        remedy="At the ceiling the job is done, stop it. Elsewhere stop it too, and look at samples from before the "
        "fall.",
        query="reward-distribution",
        metrics=tuple((id_, watched.own("RewardShare", statistic, HELD.period)) for id_, statistic in ids),
        expression=enough("n", settings.min_samples, "p95 - p5"),
        comparison=Comparison.BELOW,
        threshold=settings.collapse_spread,
        datapoints=HELD.datapoints,
        periods=HELD.periods,
        missing=HELD.missing,
    )


def warmed_up(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm that is no fault: it is in ALARM once a job has trained for the warm-up.

    The composite alarm asks for it. CloudWatch's own warm-up counts from the alarm's creation, not from a job's
    start; ``RUNNING_SUM`` in an alarm depends on how many datapoints are fetched (User Guide, Using metric math).
    A period as long as the warm-up holds rewards however long a step is, and a second one does so a warm-up later.
    """
    minutes = settings.warm_up_minutes
    return MetricAlarm(
        label=watched.label,
        symptom="warmed-up",
        meaning=f"No fault: rewards have come for {minutes} minutes, so a flat reward now counts.",
        remedy="Nothing to do.",
        query="reward-distribution",
        metrics=(("n", watched.own("RewardShare", "SampleCount", 60 * minutes)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=2,
        # Three at least, so that a pause of as long does not start the warm-up again.
        periods=max(3, -(-LONGEST_GAP // minutes)),
    )
