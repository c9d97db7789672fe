"""Alarms on the training signal: has the reward lost the differences that training learns from?"""

from compiler.alarms.metric_alarm import Comparison, MetricAlarm
from compiler.alarms.settings import AlarmSettings
from compiler.alarms.share_alarm import FIVE_MINUTES, enough, share_alarm
from compiler.alarms.watched import Watched

__all__ = ["early_signal_alarms", "unscorable_rows", "warmed_up"]

SAMPLES_A_GROUP = 8
"""Samples of one prompt in the usual GRPO job; a period needs as many fewer groups than samples."""


def early_signal_alarms(watched: Watched, settings: AlarmSettings) -> tuple[MetricAlarm, ...]:
    """Return the alarms that a healthy job may raise in its first minutes, and that wake nobody until then."""
    return (
        _collapse(watched, settings),
        share_alarm(
            watched,
            "GroupFlat",
            settings.flat_group_share,
            max(1, settings.min_samples // SAMPLES_A_GROUP),
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
        metrics=tuple((id_, watched.own("RewardShare", statistic, FIVE_MINUTES)) for id_, statistic in ids),
        expression=enough("n", settings.min_samples, "p95 - p5"),
        comparison=Comparison.BELOW,
        threshold=settings.collapse_spread,
        datapoints=2,
        periods=3,
    )


def unscorable_rows(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm on rows that cannot be scored at all: the data set is wrong, at whatever step."""
    return share_alarm(
        watched,
        "Unscorable",
        settings.unscorable_share,
        settings.min_samples,
        symptom="unscorable-rows",
        meaning="Rows cannot be scored and get the floor: a reference is missing, or there is no assistant turn.",
        remedy="Mend these rows of the data set; the field 'reason' says what each lacks.",
        query="unscorable-rows",
    )


def warmed_up(watched: Watched, settings: AlarmSettings) -> MetricAlarm:
    """Return the alarm that is no fault: it is in ALARM once a job has trained for the warm-up.

    The composite alarm asks for it. CloudWatch's own warm-up counts from the alarm's creation, not from a job's
    start; ``RUNNING_SUM`` in an alarm depends on how many datapoints are fetched (User Guide, Using metric math).
    """
    # The first five-minute period counts from its first minute on, so the warm-up needs one more than it holds.
    busy = settings.warm_up_minutes // 5 + 1
    return MetricAlarm(
        label=watched.label,
        symptom="warmed-up",
        meaning=f"No fault: rewards have come for {settings.warm_up_minutes} minutes, so a flat reward now counts.",
        remedy="Nothing to do.",
        query="reward-distribution",
        metrics=(("n", watched.own("RewardShare", "SampleCount", FIVE_MINUTES)),),
        comparison=Comparison.AT_LEAST,
        threshold=1.0,
        datapoints=busy,
        # Twice as many, so that an evaluation or a checkpoint of as long does not start the warm-up again.
        periods=2 * busy,
    )
