"""Scores -> log lines: one JSON line a sample, EMF lines a batch. Numbers, ids and codes; never text."""

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone

from reward_runtime import names
from reward_runtime.emf import metric_lines
from reward_runtime.errors import RewardError
from reward_runtime.log_line import SampleLines
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import Sample
from reward_runtime.settings import Settings

__all__ = ["Telemetry"]


@dataclass(frozen=True)
class Telemetry:
    """Writes the lines of one deployment to standard output."""

    settings: Settings
    reward: Reward
    _lines: SampleLines = field(init=False)

    def __post_init__(self) -> None:
        """Make the template of the sample lines once."""
        object.__setattr__(self, "_lines", SampleLines(self.reward.names))

    def batch(self, samples: Sequence[Sample], scores: Sequence[Score], started: float, request_id: str) -> None:
        """Write a line a sample and the batch's metrics; ``started`` is ``time.perf_counter()`` at its start."""
        millis = (time.perf_counter() - started) * 1000
        values: dict[str, Sequence[float]] = {
            **self._values(samples, scores),
            "BatchSize": [len(scores)],
            "BatchMillis": [round(millis, 3)],
        }
        head = json.dumps(self._head("INFO", "sample", request_id))[:-1]
        lines = self._lines.lines(head, samples, scores)
        _write("".join([*lines, *metric_lines(self.settings.experiment, values)]))

    def failure(self, error: RewardError, request_id: str) -> None:
        """Write the line and the metric of an invocation that fails."""
        line = {
            **self._head("ERROR", "failure", request_id),
            "error": type(error).__name__,
            "fault": error.fault,
            "message": str(error),
        }
        metrics = metric_lines(self.settings.experiment, {"InvocationFailed": [1]})
        _write("".join([json.dumps(line), "\n", *metrics]))

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
                ),
                strict=True,
            )
        )

    def _values(self, samples: Sequence[Sample], scores: Sequence[Score]) -> dict[str, Sequence[float]]:
        floor, span = self.reward.floor, self.reward.ceiling - self.reward.floor
        rewards = [score.aggregate for score in scores]
        no_answer, unscorable = Outcome.NO_ANSWER, Outcome.UNSCORABLE
        values: dict[str, Sequence[float]] = {
            "Reward": rewards,
            "RewardShare": [(reward - floor) / span for reward in rewards],
            "NoAnswer": [int(score.outcome is no_answer) for score in scores],
            "Unscorable": [int(score.outcome is unscorable) for score in scores],
            "ResponseChars": [len(sample.response or "") for sample in samples],
        }
        for name in self.reward.names:
            values[names.DIMENSION_METRIC_PREFIX + name] = [score.dimensions[name] for score in scores]
        return values


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError):
        # A closed log pipe (ValueError where it is the stream that is closed) must not cost a job its rewards.
        return
