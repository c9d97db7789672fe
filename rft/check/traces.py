"""What a call leaves: log lines, and the metrics that alarms read."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Final

from botocore.exceptions import ClientError
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, HeadFields, Metrics
from reward_runtime.rows.turns import conversation, turns_of
from reward_runtime.telemetry.draw import Draw, hash_of

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.invoke.roads import shape_of
from rft.invoke.rows import RecordedRow
from rft.road import Road

__all__ = ["trace_findings"]

_PATIENCE_SECONDS: Final = {"aws": 120.0, "local": 10.0}
"""CloudWatch shows log lines within seconds and metrics within two minutes."""
_OWN: Final = f'"{HeadFields.EVENT.name}"'
"""Stands in each line that the function writes."""
_PAUSE_SECONDS: Final = {"aws": 5.0, "local": 0.5}


def trace_findings(subject: Subject, road: Road) -> Iterator[Finding]:
    """Call once more, and wait for what the call leaves.

    If the experiment logs a share of its prompts, a row is sent whose prompt is drawn; metrics are held meanwhile.
    """
    share = subject.compiled.experiment.log_share
    drawn = [row for row in subject.rows if Draw(share).stands_for(hash_of(_prompt(row)))]
    if not drawn:
        yield Finding("log lines", "unseen", f"none of the reward's own prompts is among the {share:g} that are logged")
        return
    started = datetime.now(timezone.utc) - timedelta(minutes=1)
    called = int(time.time() * 1000) - 1000
    subject.call(shape_of(road).build(drawn[:1])[0])
    group, label = subject.compiled.log_group_name, subject.compiled.label

    def lines() -> bool:
        pages = subject.place.client("logs").get_paginator("filter_log_events")
        found = pages.paginate(logGroupName=group, startTime=called)
        return any(_OWN in event["message"] for page in found for event in page["events"])

    def values() -> bool:
        found = subject.place.client("cloudwatch").get_metric_statistics(
            Namespace=NAMESPACE,
            MetricName=Metrics.REWARD_SHARE.name,
            Dimensions=[{"Name": METRIC_DIMENSION, "Value": label}],
            StartTime=started,
            EndTime=started + timedelta(minutes=10),
            Period=60,
            Statistics=["SampleCount"],
        )
        return any(point["SampleCount"] for point in found["Datapoints"])

    yield _waited(subject, "log lines", lines, f"{group} holds lines since the call")
    if share < 1:
        yield Finding(
            "metrics", "unseen", "held by the environment until the next call: see log_share in docs/telemetry.md"
        )
    else:
        yield _waited(subject, "metrics", values, f"{Metrics.REWARD_SHARE.name} of {label} has values")


def _prompt(row: RecordedRow) -> str:
    """Return the prompt as the function's log names it."""
    return conversation(turns_of(row.messages)).prompt


def _waited(subject: Subject, what: str, there: Callable[[], bool], said: str) -> Finding:
    patience, pause = _PATIENCE_SECONDS[subject.place.name], _PAUSE_SECONDS[subject.place.name]
    ends = time.monotonic() + patience
    try:
        while not there():
            if time.monotonic() > ends:
                return Finding(what, "warning", f"none within {patience:g} s; alarms and queries see what arrives only")
            time.sleep(pause)
    except ClientError as error:
        return Finding(what, "unseen", str(error.response.get("Error", {}).get("Code", "unknown")))
    return Finding(what, "good", said)
