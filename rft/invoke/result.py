"""A pass as JSON, and the rows that it sends."""

from typing import Any

from compiler.compiled import CompiledExperiment

from rft.invoke.distribution import histogram, latency, spread
from rft.invoke.invocation import Pass, ScoredRow
from rft.invoke.rows import RecordedRow, read_rows


def rows_of(compiled: CompiledExperiment, count: int | None = None) -> list[RecordedRow]:
    """Return the first ``count`` rows of the data that belongs to the experiment's reward."""
    return read_rows(compiled.experiment.reward, count)


def as_result(scored: Pass) -> dict[str, Any]:
    """Return one pass as JSON: shape, latency, spread, histogram, and each sample's score."""
    rewards = [score.reward for score in scored.scores]
    return {
        "shape": scored.shape,
        "latency": latency(scored.millis),
        "spread": spread(rewards),
        "histogram": [vars(each) for each in histogram(rewards)],
        "samples": [_sample(score) for score in scored.scores],
    }


def _sample(score: ScoredRow) -> dict[str, Any]:
    return {
        "id": score.row_id,
        "reward": score.reward,
        "dimensions": dict(score.dimensions),
        "flags": dict(score.flags),
    }
