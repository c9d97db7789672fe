"""Scores -> log lines: one JSON line a sample, one a batch, EMF lines a batch. Numbers, ids and codes; never text."""

import json
import math
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from json.encoder import encode_basestring_ascii as quoted
from typing import TYPE_CHECKING

from reward_runtime import names
from reward_runtime.deadline import seconds_left
from reward_runtime.errors import RewardError
from reward_runtime.reward import Reward, Score
from reward_runtime.samples import Sample
from reward_runtime.settings import Settings
from reward_runtime.telemetry.emf import metric_lines
from reward_runtime.telemetry.judge import judge_fields, judge_values
from reward_runtime.telemetry.log_line import SampleLines, equal_responses
from reward_runtime.telemetry.shadow import shadow_extras, shadow_fields, shadow_values
from reward_runtime.telemetry.signals import signals

if TYPE_CHECKING:
    from reward_runtime.judge.judge import Inquiry
    from reward_runtime.shadow import Look

__all__ = ["Batch", "Telemetry"]


@dataclass
class Batch:
    """One invocation, as far as its telemetry goes."""

    request_id: str = ""
    started: float = field(default_factory=time.perf_counter)
    inquiry: "Inquiry | None" = None
    """What was asked of the judge."""
    look: "Look | None" = None
    """What the shadow reward said, where there is one."""


@dataclass(frozen=True)
class Telemetry:
    """Writes the lines of one deployment to standard output."""

    settings: Settings
    reward: Reward
    judge: str = ""
    """Model and rubrics, as every line names them; empty without a judge."""
    _lines: SampleLines = field(init=False)

    def __post_init__(self) -> None:
        """Make once what all sample lines share."""
        object.__setattr__(self, "_lines", SampleLines(self.reward.names))

    def batch(self, samples: Sequence[Sample], scores: Sequence[Score], batch: Batch) -> None:
        """Write a line a sample, one for the batch, one for the judge where there is one, and the batch's metrics."""
        neutral = batch.inquiry is not None and self.settings.on_failure.neutral is not None
        values, fields, equal = signals(self.reward, samples, scores, neutral=neutral)
        head = self._head("INFO", "sample", batch)
        lines = self._lines.lines(head, samples, scores, equal_responses(samples, equal), shadow_extras(batch.look))
        line = self._line("INFO", "batch", batch, {**_times(batch), **fields, **shadow_fields(batch.look)})
        metrics = self._metrics({**values, **judge_values(batch.inquiry), **shadow_values(batch.look)})
        _write("".join([lines, line, *self._judge_line(batch), *metrics]))

    def failure(self, error: RewardError, batch: Batch) -> None:
        """Write the line and the metric of an invocation that fails, and what it asked of the judge until then."""
        fields = {"error": type(error).__name__, "fault": error.fault, "message": str(error)}
        metrics = self._metrics({"OperatorFault": [int(error.fault == "operator")], **judge_values(batch.inquiry)})
        _write("".join([self._line("ERROR", "failure", batch, fields), *self._judge_line(batch), *metrics]))

    def _judge_line(self, batch: Batch) -> Iterator[str]:
        if batch.inquiry is not None:
            yield self._line("INFO", "judge", batch, judge_fields(batch.inquiry))

    def _metrics(self, values: Mapping[str, Sequence[float]]) -> Iterator[str]:
        return metric_lines(self.settings.experiment, values)

    def _line(self, level: str, event: str, batch: Batch, fields: Mapping[str, float | str | None]) -> str:
        given = {name: value for name, value in fields.items() if value is not None}
        return f"{self._head(level, event, batch)}, {json.dumps(given)[1:]}\n"

    def _head(self, level: str, event: str, batch: Batch) -> str:
        """Return the JSON of ``names.HEAD_FIELDS`` without its closing brace."""
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        settings = self.settings
        parts = (level, now, event, settings.experiment, settings.revision, batch.request_id, self.judge)
        return "{" + ", ".join(
            [f'"{name}": {quoted(part)}' for name, part in zip(names.HEAD_FIELDS, parts, strict=True)]
        )


def _times(batch: Batch) -> dict[str, float | None]:
    left = seconds_left(math.inf)
    return {
        "millis": round((time.perf_counter() - batch.started) * 1000, 3),
        "deadline_millis": None if left == math.inf else round(left * 1000),
    }


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError):
        # A closed log pipe (ValueError where it is the stream that is closed) must not cost a job its rewards.
        return
