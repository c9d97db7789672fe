"""Scores -> log lines: one for each sample, one for the batch, and EMF lines. Numbers, ids and codes; never text.

If ``log_share`` is below 1, only lines of drawn prompts and of faults are written, and metrics are held for a while.
"""

import json
import math
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reward_runtime.deadline import seconds_left
from reward_runtime.errors import RewardError
from reward_runtime.names import (
    BatchFields,
    Event,
    FailureFields,
    Field,
    HeadFields,
    JudgeFields,
    Metric,
    Metrics,
    PreflightFields,
)
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample
from reward_runtime.score import Score
from reward_runtime.settings import Settings
from reward_runtime.telemetry.draw import Draw, hash_of
from reward_runtime.telemetry.emf import metric_lines
from reward_runtime.telemetry.held import HeldMetrics
from reward_runtime.telemetry.judge import (
    judge_fields,
    judge_values,
    second_extras,
    second_fields,
    second_values,
)
from reward_runtime.telemetry.log_line import equal_responses, sample_lines
from reward_runtime.telemetry.shadow import shadow_extras, shadow_fields, shadow_values
from reward_runtime.telemetry.signals import signals
from reward_runtime.telemetry.trouble import batch_trouble, judge_trouble

if TYPE_CHECKING:
    from reward_runtime.judge.asking.stats import JudgeStats
    from reward_runtime.shadow import ShadowBatch

__all__ = ["Batch", "Telemetry"]


@dataclass
class Batch:
    """One invocation, as far as its telemetry is concerned."""

    request_id: str = ""
    started: float = field(default_factory=time.perf_counter)
    judge_stats: "JudgeStats | None" = None
    """The requests to the judge; ``None`` without a judge."""
    shadow: "ShadowBatch | None" = None
    """The shadow reward's scores; ``None`` without a shadow."""


@dataclass(frozen=True)
class Telemetry:
    """Writes the lines of one deployment to standard output."""

    settings: Settings
    reward: AnyReward
    judge: str = ""
    """Model and rubrics, as every line names them; empty without a judge."""
    held: HeldMetrics = field(default_factory=HeldMetrics)
    """The metrics of this environment that are not written yet; always empty if everything is logged."""

    def batch(self, samples: Sequence[Sample[object]], scores: Sequence[Score], batch: Batch) -> None:
        """Write a line for each sample, one for the batch, one for the judge if there is one, and the metrics.

        The batch and the judge are drawn with the batch's first prompt. Their lines are there too if a sample's line
        is, and if they tell of a fault.
        """
        neutral = batch.judge_stats is not None and self.settings.on_failure.neutral is not None
        values, fields, equal = signals(self.reward, samples, scores, neutral=neutral)
        head = self._head("INFO", Event.SAMPLE, batch)
        extras = (shadow_extras(batch.shadow), second_extras(batch.judge_stats), equal_responses(samples, equal))
        draw = Draw(self.settings.log_share)
        lines = sample_lines(head, self.reward.names, samples, scores, *extras, draw=draw)
        millis = _millis(batch)
        times = {BatchFields.MILLIS: millis, BatchFields.DEADLINE_MILLIS: _deadline_millis()}
        told = {**times, **fields, **shadow_fields(batch.shadow)}
        stands_for = draw.stands_for(hash_of(samples[0].prompt)) if samples else 1
        wanted = bool(lines or stands_for)
        if wanted or batch_trouble(told):
            lines += self._line("INFO", Event.BATCH, batch, {BatchFields.STANDS_FOR: stands_for, **told})
        if wanted or judge_trouble(batch.judge_stats):
            lines += self._judge_line(batch, stands_for)
        values = {**values, Metrics.INVOCATION_MILLIS: [millis]}
        judged = {**judge_values(batch.judge_stats), **second_values(batch.judge_stats)}
        metrics = self._metrics({**values, **judged, **shadow_values(batch.shadow)})
        _write(lines + "".join(metrics))

    def preflight(self, rows: int, batch: Batch) -> None:
        """Write the line of AWS's dry run, and no metric: nothing was scored."""
        _write(self._line("INFO", Event.PREFLIGHT, batch, {PreflightFields.ROWS: rows}))

    def failure(self, error: RewardError, batch: Batch) -> None:
        """Write the line and the metric of an invocation that fails, and its requests to the judge until then."""
        fields: dict[Field, str] = {
            FailureFields.ERROR: type(error).__name__,
            FailureFields.FAULT: error.fault,
            FailureFields.MESSAGE: str(error),
        }
        fault = [int(error.fault == "operator")]
        lines = self._line("ERROR", Event.FAILURE, batch, fields) + self._judge_line(batch, stands_for=1)
        values = {
            Metrics.OPERATOR_FAULT: fault,
            **judge_values(batch.judge_stats),
            **second_values(batch.judge_stats),
        }
        # At once, because Lambda may end an environment whose invocation fails.
        _write(lines + "".join(self._metrics(values, at_once=True)))

    def _judge_line(self, batch: Batch, stands_for: float) -> str:
        if batch.judge_stats is None:
            return ""
        stats = batch.judge_stats
        fields = {JudgeFields.STANDS_FOR: stands_for, **judge_fields(stats), **second_fields(stats)}
        return self._line("INFO", Event.JUDGE, batch, fields)

    def _metrics(self, values: Mapping[Metric, Sequence[float]], *, at_once: bool = False) -> Iterator[str]:
        at_once = at_once or self.settings.log_share == 1
        for held in self.held.add(values, at_once=at_once):
            yield from metric_lines(self.settings.experiment, held.values, held.at)

    def _line(self, level: str, event: Event, batch: Batch, fields: Mapping[Field, float | str | None]) -> str:
        given = {each.name: value for each, value in fields.items() if value is not None}
        return f"{self._head(level, event, batch)}, {json.dumps(given)[1:]}\n"

    def _head(self, level: str, event: Event, batch: Batch) -> str:
        """Return the JSON of the head's fields without its closing brace."""
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = {
            HeadFields.LEVEL: level,
            HeadFields.TIMESTAMP: now,
            HeadFields.EVENT: event,
            HeadFields.EXPERIMENT: self.settings.experiment,
            HeadFields.REVISION: self.settings.revision,
            HeadFields.REQUEST_ID: batch.request_id,
            HeadFields.JUDGE: self.judge,
        }
        return json.dumps({each.name: value for each, value in head.items()})[:-1]


def _millis(batch: Batch) -> float:
    return round((time.perf_counter() - batch.started) * 1000, 3)


def _deadline_millis() -> int | None:
    left = seconds_left(math.inf)
    return None if left == math.inf else round(left * 1000)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError):
        # A closed log pipe must not cost a job its rewards. ValueError is raised if the stream itself is closed.
        return
