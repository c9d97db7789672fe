"""Golden logs: lines of the real pipeline for the kit's own data, between Lambda's lines as text or as JSON.

The second revision logs a share of the prompts. Only the times are made up, because CloudWatch stamps lines when they
arrive: one invocation a minute.
"""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from functools import cache
from types import SimpleNamespace
from typing import Any, Literal

from reward_runtime import names
from reward_runtime.errors import DeadlineError, RewardError
from reward_runtime.pipeline import Pipeline
from reward_runtime.telemetry.held import HeldMetrics
from reward_runtime.telemetry.telemetry import Batch

from rft.insights.events import LogEvent
from rft.invoke.rows import RecordedRow, read_rows

Shape = Literal["text", "json"]
START = 1_800_000_000_000 - 1_800_000_000_000 % 3_600_000
MINUTE = 60_000
BATCH = 12
ROWS = 24
MEMORY_MB = 512
LOG_SHARE = 0.85

Line = dict[str, Any]


@dataclass(frozen=True)
class Report:
    """Lambda's report about one invocation."""

    at: int
    request: str
    duration_ms: float
    used_mb: int
    init_ms: float | None
    timed_out: bool

    @property
    def billed_ms(self) -> int:
        return int(self.duration_ms) + 1


@dataclass(frozen=True)
class Golden:
    shape: Shape
    events: list[LogEvent] = field(default_factory=list[LogEvent])
    samples: list[Line] = field(default_factory=list[Line])
    """Every sample line, parsed, with ``at``: the milliseconds of its event."""
    failures: list[Line] = field(default_factory=list[Line])
    batches: list[Line] = field(default_factory=list[Line])
    judgings: list[Line] = field(default_factory=list[Line])
    """Likewise every line on an invocation's questions to its judge."""
    reports: list[Report] = field(default_factory=list[Report])

    @property
    def drawn(self) -> list[Line]:
        """The sample lines that were drawn, and are not there for their fault alone."""
        return [line for line in self.samples if line["stands_for"]]


def request_id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-00000000cafe"


@cache
def golden(shape: Shape) -> Golden:
    found = Golden(shape)
    for number, written in enumerate(_written_by_the_pipeline()):
        add_invocation(found, shape, number, written)
    return found


def add_invocation(found: Golden, shape: Shape, number: int, written: list[str]) -> None:
    """Add the lines of one invocation, between Lambda's own lines."""
    at, request = START + number * MINUTE, request_id(number)
    # The very first and every fourth start cold; the last one runs out of time.
    report = Report(
        at + 900,
        request,
        10.5 + number * 7 % 50,
        90 + number,
        400.25 + number if number % 4 == 0 else None,
        not written,
    )
    if shape == "text":
        found.events.append(LogEvent(at, f"START RequestId: {request} Version: $LATEST\n", "stream"))
    for order, line in enumerate(written):
        found.events.append(LogEvent(at + 1 + order, line, "stream"))
        fields = {**json.loads(line), "at": at + 1 + order, "line": line}
        if fields.get("event") == "sample":
            found.samples.append(fields)
        elif fields.get("event") == "failure":
            found.failures.append(fields)
        elif fields.get("event") == "batch":
            found.batches.append(fields)
        elif fields.get("event") == "judge":
            found.judgings.append(fields)
    found.events.extend(LogEvent(report.at, line, "stream") for line in (_text if shape == "text" else _json)(report))
    found.reports.append(report)


def _text(report: Report) -> Iterator[str]:
    if report.timed_out:
        yield f"{_iso(report.at)} {report.request} Task timed out after 60.00 seconds\n\n"
    yield f"END RequestId: {report.request}\n"
    cold = f"Init Duration: {report.init_ms} ms\t" if report.init_ms is not None else ""
    memory = f"Memory Size: {MEMORY_MB} MB\tMax Memory Used: {report.used_mb} MB"
    took = f"Duration: {report.duration_ms} ms\tBilled Duration: {report.billed_ms} ms"
    yield f"REPORT RequestId: {report.request}\t{took}\t{memory}\t{cold}\n"


def _json(report: Report) -> Iterator[str]:
    metrics = {
        "durationMs": report.duration_ms,
        "billedDurationMs": report.billed_ms,
        "memorySizeMB": MEMORY_MB,
        "maxMemoryUsedMB": report.used_mb,
    }
    if report.init_ms is not None:
        metrics["initDurationMs"] = report.init_ms
    status = "timeout" if report.timed_out else "success"
    record = {"requestId": report.request, "metrics": metrics, "status": status}
    yield json.dumps({"time": _iso(report.at), "type": "platform.report", "record": record})


def _iso(millis: int) -> str:
    moment = datetime.fromtimestamp(millis / 1000, tz=timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _written_by_the_pipeline() -> Iterator[list[str]]:
    """Return the lines of each invocation; no lines if Lambda ended it."""
    revisions = ("0000aaaa", "0000bbbb")
    first, second = (
        Pipeline.from_environment({names.ENV_REWARD: "gsm8k", names.ENV_EXPERIMENT: "gsm8k", names.ENV_REVISION: each})
        for each in revisions
    )
    second = logging_a_share(second)
    batches = list(_batches())
    for number, batch in enumerate(batches):
        yield _lines_of(first if number < len(batches) / 2 else second, batch, number)
    yield _lines_of(second, None, len(batches))
    yield _lines_of(second, {"samples": "none"}, len(batches) + 1)
    yield _lines_of(second, None, len(batches) + 2, DeadlineError("judge: no time left; raise the timeout"))
    yield []


def logging_a_share(pipeline: Pipeline) -> Pipeline:
    settings = replace(pipeline.telemetry.settings, log_share=LOG_SHARE)
    return replace(pipeline, telemetry=replace(pipeline.telemetry, settings=settings, held=HeldMetrics()))


def _lines_of(pipeline: Pipeline, event: Any, number: int, error: RewardError | None = None) -> list[str]:
    out = io.StringIO()
    with redirect_stdout(out), suppress(RewardError):
        if error is None:
            pipeline(event, _context(number))
        else:
            pipeline.telemetry.failure(error, Batch(request_id(number)))
    return out.getvalue().splitlines()


def _context(number: int) -> SimpleNamespace:
    """Return Lambda's context. Each invocation has less time than the one before."""
    return SimpleNamespace(
        aws_request_id=request_id(number), get_remaining_time_in_millis=lambda: 60_000 - 1_000 * number
    )


def _batches() -> Iterator[list[dict[str, Any]]]:
    """Return four rounds: each row's own response, another row's, an empty one for every third row, the first again.

    Then rows that cannot be scored, and two prompts with four responses each: one repeats itself, three are equal.
    """
    rows = read_rows("gsm8k", ROWS)
    others = [*rows[1:], rows[0]]
    rounds = [
        [_sample(row, row.response) for row in rows],
        [_sample(row, other.response) for row, other in zip(rows, others, strict=True)],
        [_sample(row, "" if at % 3 == 0 else row.response) for at, row in enumerate(rows)],
        [_sample(row, row.response) for row in rows],
    ]
    for samples in rounds:
        for at in range(0, ROWS, BATCH):
            yield samples[at : at + BATCH]
    yield [
        {"id": "no-reference", "messages": [{"role": "user", "content": "?"}, {"role": "assistant", "content": "1"}]}
    ] * 2
    yield [{"id": 7, "messages": [], "reference_answer": "1"}]
    yield [_sample(row, "I do not know. " * times) for row in rows[:2] for times in (9, 1, 1, 1)]


def _sample(row: RecordedRow, response: str) -> dict[str, Any]:
    return {**row.fields, "messages": [*row.messages, {"role": "assistant", "content": response}]}
