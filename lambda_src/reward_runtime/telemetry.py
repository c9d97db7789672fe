"""Scores -> log lines: one JSON line a sample, EMF lines a batch. Numbers, ids and codes; never text."""

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from reward_runtime import names
from reward_runtime.emf import metric_lines
from reward_runtime.errors import RewardError
from reward_runtime.judge_telemetry import judge_fields, judge_values
from reward_runtime.log_line import SampleLines
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import Sample
from reward_runtime.settings import Settings

if TYPE_CHECKING:
    from reward_runtime.judge.judge import Inquiry

__all__ = ["Batch", "Telemetry"]


@dataclass
class Batch:
    """One invocation, as far as its telemetry goes."""

    request_id: str = ""
    started: float = field(default_factory=time.perf_counter)
    inquiry: "Inquiry | None" = None
    """What was asked of the judge."""


@dataclass(frozen=True)
class Telemetry:
    """Writes the lines of one deployment to standard output."""

    settings: Settings
    reward: Reward
    judge: str = ""
    """Model and rubrics, as every line names them; empty without a judge."""
    _lines: SampleLines = field(init=False)

    def __post_init__(self) -> None:
        """Make the template of the sample lines once."""
        object.__setattr__(self, "_lines", SampleLines(self.reward.names))

    def batch(self, samples: Sequence[Sample], scores: Sequence[Score], batch: Batch) -> None:
        """Write a line a sample, one for the judge where there is one, and the batch's metrics."""
        values: dict[str, Sequence[float]] = {
            **self._values(samples, scores),
            "BatchSize": [len(scores)],
            "BatchMillis": [round((time.perf_counter() - batch.started) * 1000, 3)],
        }
        head = json.dumps(self._head("INFO", "sample", batch.request_id))[:-1]
        lines = self._lines.lines(head, samples, scores)
        _write("".join([*lines, *self._judge_line(batch), *self._metrics({**values, **judge_values(batch.inquiry)})]))

    def failure(self, error: RewardError, batch: Batch) -> None:
        """Write the line and the metric of an invocation that fails, and what it asked of the judge until then."""
        line = {
            **self._head("ERROR", "failure", batch.request_id),
            "error": type(error).__name__,
            "fault": error.fault,
            "message": str(error),
        }
        metrics = self._metrics({"InvocationFailed": [1], **judge_values(batch.inquiry)})
        _write("".join([json.dumps(line), "\n", *self._judge_line(batch), *metrics]))

    def _judge_line(self, batch: Batch) -> Iterator[str]:
        if batch.inquiry is not None:
            line = {**self._head("INFO", "judge", batch.request_id), **judge_fields(batch.inquiry)}
            yield json.dumps(line) + "\n"

    def _metrics(self, values: Mapping[str, Sequence[float]]) -> Iterator[str]:
        return metric_lines(self.settings.experiment, values)

    def _head(self, level: str, event: str, request_id: str) -> dict[str, object]:
        return dict(
            zip(
                names.HEAD_FIELDS,
                (
                    level,
                    datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                    event,
                    self.settings.experiment,
                    self.settings.revision,
                    request_id,
                    self.judge,
                ),
                strict=True,
            )
        )

    def _values(self, samples: Sequence[Sample], scores: Sequence[Score]) -> dict[str, Sequence[float]]:
        floor, span = self.reward.floor, self.reward.ceiling - self.reward.floor
        rewards = [score.aggregate for score in scores]
        no_answer, unscorable, fallback = Outcome.NO_ANSWER, Outcome.UNSCORABLE, Outcome.FALLBACK
        values: dict[str, Sequence[float]] = {
            "Reward": rewards,
            "RewardShare": [(reward - floor) / span for reward in rewards],
            "NoAnswer": [int(score.outcome is no_answer) for score in scores],
            "Unscorable": [int(score.outcome is unscorable) for score in scores],
            "Fallback": [int(score.outcome is fallback) for score in scores],
            "ResponseChars": [len(sample.response or "") for sample in samples],
        }
        for name in self.reward.names:
            values[names.DIMENSION_METRIC_PREFIX + name] = [
                score.dimensions[name] for score in scores if score.outcome is not fallback
            ]
        return values


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError):
        # A closed log pipe (ValueError where it is the stream that is closed) must not cost a job its rewards.
        return
