"""Scores -> log lines: one JSON line a sample, EMF lines a batch. Numbers, ids and codes; never text.

EMF is CloudWatch's embedded metric format: a log line that becomes metrics.
"""

import hashlib
import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from reward_runtime import names
from reward_runtime.errors import RewardError
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import Sample
from reward_runtime.settings import Settings

__all__ = ["Telemetry"]

_VALUES_A_METRIC: Final = 100
"""Most values of one metric in one EMF line (CloudWatch EMF specification)."""
_LONGEST_ID: Final = 128
"""Characters of an id in a log line; a longer one is cut and keeps its hash."""


@dataclass(frozen=True)
class Telemetry:
    """Writes the lines of one deployment to standard output."""

    settings: Settings
    reward: Reward

    def batch(self, samples: Sequence[Sample], scores: Sequence[Score], started: float, request_id: str) -> None:
        """Write a line a sample and the batch's metrics; ``started`` is ``time.perf_counter()`` at its start."""
        millis = (time.perf_counter() - started) * 1000
        head = self._head("INFO", "sample", request_id)
        lines: list[Mapping[str, object]] = [
            {**head, **_sample_fields(sample, score)} for sample, score in zip(samples, scores, strict=True)
        ]
        batch = {"BatchSize": [float(len(scores))], "BatchMillis": [round(millis, 3)]}
        _write([*lines, *self._metric_lines(samples, scores, batch)])

    def failure(self, error: RewardError, request_id: str) -> None:
        """Write the line and the metric of an invocation that fails."""
        line = {
            **self._head("ERROR", "failure", request_id),
            "error": type(error).__name__,
            "fault": error.fault,
        }
        _write([{**line, "message": str(error)}, self._emf({"InvocationFailed": [1.0]})])

    def _head(self, level: str, event: str, request_id: str) -> dict[str, object]:
        return {
            "level": level,
            "timestamp": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "event": event,
            "experiment": self.settings.experiment,
            "revision": self.settings.revision,
            "request_id": request_id,
        }

    def _metric_lines(
        self, samples: Sequence[Sample], scores: Sequence[Score], batch: Mapping[str, list[float]]
    ) -> Iterable[dict[str, object]]:
        """EMF lines of at most ``_VALUES_A_METRIC`` samples; the batch's own metrics ride on the first."""
        for at in range(0, max(len(scores), 1), _VALUES_A_METRIC):
            part = slice(at, at + _VALUES_A_METRIC)
            values = self._sample_values(samples[part], scores[part]) if scores else {}
            yield self._emf({**values, **(batch if at == 0 else {})})

    def _sample_values(self, samples: Sequence[Sample], scores: Sequence[Score]) -> dict[str, list[float]]:
        values = {
            "Reward": [score.aggregate for score in scores],
            "RewardShare": [self._share(score.aggregate) for score in scores],
            "NoAnswer": [float(score.outcome is Outcome.NO_ANSWER) for score in scores],
            "Unscorable": [float(score.outcome is Outcome.UNSCORABLE) for score in scores],
            "ResponseChars": [float(len(sample.response or "")) for sample in samples],
        }
        for dimension in self.reward.dimensions:
            values[names.DIMENSION_METRIC_PREFIX + dimension.name] = [s.dimensions[dimension.name] for s in scores]
        return values

    def _share(self, aggregate: float) -> float:
        return (aggregate - self.reward.floor) / (self.reward.ceiling - self.reward.floor)

    def _emf(self, values: Mapping[str, Sequence[float]]) -> dict[str, object]:
        metrics = [{"Name": name, "Unit": names.METRICS.get(name, "None")} for name in values]
        directive = {
            "Namespace": names.NAMESPACE,
            "Dimensions": [[names.METRIC_DIMENSION]],
            "Metrics": metrics,
        }
        return {
            "_aws": {"Timestamp": time.time_ns() // 1_000_000, "CloudWatchMetrics": [directive]},
            names.METRIC_DIMENSION: self.settings.experiment,
            **values,
        }


def _sample_fields(sample: Sample, score: Score) -> dict[str, object]:
    fields: dict[str, object] = {
        "id": _short_id(sample.id),
        "outcome": score.outcome.value,
        "no_answer": int(score.outcome is Outcome.NO_ANSWER),
        "unscorable": int(score.outcome is Outcome.UNSCORABLE),
        "aggregate_reward_score": score.aggregate,
        "rule": score.rule,
        "others": score.others,
        "reason": score.reason,
        "reference_place": sample.reference_place,
        "prompt_hash": _hash(sample.prompt),
        "prompt_chars": len(sample.prompt),
        "response_chars": len(sample.response or ""),
    }
    for name, value in score.dimensions.items():
        fields[names.DIMENSION_FIELD_PREFIX + name] = value
    for name, reason in score.reasons.items():
        fields[names.REASON_FIELD_PREFIX + name] = reason
    return fields


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _short_id(value: object) -> object:
    """The id itself, cut if long; of an array or object its hash, as those may hold a user's text."""
    if not isinstance(value, (str, int, float)):
        return f"#{_hash(json.dumps(value))}"
    text = value if isinstance(value, str) else json.dumps(value)
    return value if len(text) <= _LONGEST_ID else f"{text[:_LONGEST_ID]}#{_hash(text)}"


def _write(lines: Iterable[Mapping[str, object]]) -> None:
    text = "".join(json.dumps(line, allow_nan=False) + "\n" for line in lines)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        # A closed log pipe must not cost a training job its rewards.
        return
