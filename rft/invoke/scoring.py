"""A pass over real samples: which rows, in which event shape, and the result as JSON."""

from typing import Any

from compiler.compiled import CompiledExperiment

from rft.invoke.distribution import histogram, latency, spread
from rft.invoke.event_shapes import EventShape
from rft.invoke.invocation import Pass, ScoredRow, invoke
from rft.invoke.rows import Row, read_rows
from rft.local.clients import client
from rft.local.target import Target


def score_rows(
    target: Target,
    compiled: CompiledExperiment,
    arn: str,
    shape: EventShape,
    rows: list[Row],
    least: int = 1,
) -> Pass:
    """Send the rows in one shape to the function behind ``arn``, in at least ``least`` invocations."""
    return invoke(client(target, "lambda", compiled.experiment.region), arn, shape, rows, least)


def rows_of(compiled: CompiledExperiment, count: int | None = None) -> list[Row]:
    """The first ``count`` rows of the data that goes with the experiment's reward."""
    return read_rows(compiled.experiment.reward, count)


def as_result(scored: Pass) -> dict[str, Any]:
    """One pass as JSON: shape, latency, spread, histogram, and each sample's score."""
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
