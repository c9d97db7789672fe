"""The traces of the check's own calls: log lines, metrics, groups, and Lambda's reports of time and memory."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from botocore.exceptions import ClientError
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, BatchFields, HeadFields, Metrics
from reward_runtime.rows.turns import conversation, turns_of
from reward_runtime.telemetry.draw import Draw, hash_of

from rft.check.margins import margin_findings
from rft.check.own_lines import Line, OwnLines, own_lines
from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.roads import batch_size, shape_of
from rft.invoke.rows import RecordedRow
from rft.road import Road

__all__ = ["trace_findings"]

_PATIENCE_SECONDS: Final = {"aws": 180.0, "local": 10.0}
"""CloudWatch shows log lines within seconds and metrics within two minutes."""
_PAUSE_SECONDS: Final = {"aws": 5.0, "local": 0.2}
_MINUTE: Final = timedelta(minutes=1)


def trace_findings(subject: Subject, road: Road) -> Iterator[Finding]:
    """Send one prompt with two responses, wait for its traces, then look at the traces of all calls.

    If the experiment logs a share of its prompts, a prompt is sent that is drawn; metrics are held meanwhile.
    """
    share = subject.compiled.experiment.log_share
    drawn = [row for row in subject.samples if Draw(share).stands_for(hash_of(_prompt(row)))]
    if not drawn:
        yield Finding("log lines", "unseen", f"none of the reward's own prompts is among the {share:g} that are logged")
        return
    try:
        ids = _send_a_group(subject, road, drawn[0])
        yield from _left(subject, road, ids)
    except CheckFailed as error:
        yield Finding("log lines", "unseen", f"a call failed, so none is waited for: {error}")
    except ClientError as error:
        yield Finding("log lines", "unseen", str(error.response.get("Error", {}).get("Code", "unknown")))


def _send_a_group(subject: Subject, road: Road, row: RecordedRow) -> list[str]:
    rows, size = subject.marked([row, row], "group"), min(2, batch_size(subject.compiled, road))
    for at in range(0, len(rows), size):
        (event,) = shape_of(road).build(rows[at : at + size])
        subject.scores(event, [each.row_id for each in rows[at : at + size]])
    return [each.row_id for each in rows]


def _left(subject: Subject, road: Road, ids: list[str]) -> Iterator[Finding]:
    found = _waited(subject, lambda: own_lines(subject), lambda lines: _whole(lines, ids))
    missing = [each for each in ids if found.request_of(each) not in found.batches]
    group = subject.compiled.log_group_name
    if missing:
        patience = _PATIENCE_SECONDS[subject.place.name]
        yield Finding(
            "log lines",
            "bad",
            f"{group}: none of this check's within {patience:g} s; see that its role may write there",
        )
        return
    yield Finding("log lines", "good", f"{group} holds those of this check's {len(ids)} samples and of their batch")
    (last,) = {found.request_of(ids[-1])}
    yield _metrics(subject, found.batches[str(last)])
    yield _groups(road, found.batches[str(last)], batch_size(subject.compiled, road))
    yield from margin_findings(subject, list(found.reports.values()))


def _whole(lines: OwnLines, ids: list[str]) -> bool:
    requests = [lines.request_of(each) for each in ids]
    return all(each in lines.batches and each in lines.reports for each in requests)


def _metrics(subject: Subject, batch: Line) -> Finding:
    """Compare the values of a metric with the batches in the log: each leaves one, so none is missing if they agree."""
    what = "metrics"
    if subject.compiled.experiment.log_share < 1:
        return Finding(what, "unseen", "held by the environment for a while: see log_share in docs/telemetry.md")
    minute = _at(batch).replace(second=0, microsecond=0)

    def counts() -> tuple[int, int]:
        logged = [each for each in own_lines(subject).all_batches if minute <= _at(each) < minute + 2 * _MINUTE]
        return _values(subject, minute), len(logged)

    got, wanted = _waited(subject, counts, lambda found: found[0] >= found[1])
    if got < wanted:
        return Finding(
            what,
            "warning",
            f"{got} values of {Metrics.INVOCATION_MILLIS.name} for the {wanted} batches in "
            "the log since this check's; alarms see only what arrives",
        )
    return Finding(what, "good", f"a value for each of the {wanted} batches since this check's own")


def _values(subject: Subject, minute: datetime) -> int:
    found = subject.place.client("cloudwatch").get_metric_statistics(
        Namespace=NAMESPACE,
        MetricName=Metrics.INVOCATION_MILLIS.name,
        Dimensions=[{"Name": METRIC_DIMENSION, "Value": subject.compiled.label}],
        StartTime=minute,
        EndTime=minute + 2 * _MINUTE,
        Period=60,
        Statistics=["SampleCount"],
    )
    return int(sum(each["SampleCount"] for each in found["Datapoints"]))


def _groups(road: Road, batch: Line, size: int) -> Finding:
    what, groups = "groups", batch.get(BatchFields.GROUPS.name)
    if size == 1:
        return Finding(
            what,
            "warning",
            f"{road.value} sends each sample by itself, so the metrics of groups get no "
            "values and their alarms no data; the query group-spread finds groups in the log",
        )
    if groups != 1:
        return Finding(what, "bad", f"two responses to one prompt in a batch made {groups} groups, expected 1")
    return Finding(what, "good", "two responses to one prompt in a batch are one group, which metrics and alarms see")


def _prompt(row: RecordedRow) -> str:
    """Return the prompt as the function's log names it."""
    return conversation(turns_of(row.messages)).prompt


def _at(line: Line) -> datetime:
    return datetime.fromisoformat(str(line[HeadFields.TIMESTAMP.name])).astimezone(timezone.utc)


def _waited(subject: Subject, look: Callable[[], Any], is_there: Callable[[Any], bool]) -> Any:
    """Look until it is there or the time is over, and return the last result."""
    patience, pause = _PATIENCE_SECONDS[subject.place.name], _PAUSE_SECONDS[subject.place.name]
    ends = time.monotonic() + patience
    while not is_there(found := look()) and time.monotonic() < ends:
        time.sleep(pause)
    return found
