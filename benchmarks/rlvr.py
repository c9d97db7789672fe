"""CPU of a verified reward beside a plain handler: ``python -m benchmarks.rlvr``. Exits 1 if a bar is missed."""

import json
import platform
import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, Final

from reward_runtime import names
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import parse_samples
from reward_runtime.telemetry.telemetry import Batch

from benchmarks import single_parts
from benchmarks.bars import Bar, table
from benchmarks.clock import Comparison, compared
from benchmarks.naive.handler import lambda_handler as naive
from benchmarks.output import lambda_output
from benchmarks.packaged import init
from benchmarks.rows import rows

SAMPLES: Final = 64
"""Samples of a batch; the default of Nova training."""
MANY: Final = 1_024
"""Samples of a large batch, to show that cost grows no faster than samples do."""
CONTEXT: Final = SimpleNamespace(aws_request_id="00000000-0000-4000-8000-000000000000")


def main() -> int:
    """Measure, print the table and a line a bar; return the exit code."""
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_EXPERIMENT: "sentiment"})
    with lambda_output():
        _require_equal_scores(pipeline, rows(MANY))
        measured = dict(_comparisons(pipeline))
        single = [single_parts.repetition(), single_parts.power_towers()]
    bars = [*_bars(measured), *_init_bars(), *single]
    lines = [
        (name, f"{1e6 * taken.first / SAMPLES:.1f}", f"{1e6 * taken.second / SAMPLES:.1f}", f"{taken.ratio:.2f}")
        for name, taken in measured.items()
    ]
    head = ("A / B, 64 samples of 4 KB", "A, us CPU a sample", "B, us CPU a sample", "A/B, median of pairs")
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    sys.stdout.write("\n".join([machine, table(head, lines), *map(str, bars)]) + "\n")
    return 0 if all(bar.met for bar in bars) else 1


def _require_equal_scores(pipeline: Pipeline, batch: list[dict[str, Any]]) -> None:
    """Compare speeds only if both agree on every row."""
    expected = [row["aggregate_reward_score"] for row in naive(batch, CONTEXT)]
    scores = [pipeline.reward.score(sample).dimensions["correct"] for sample in parse_samples(batch)]
    if scores != expected or not 0 < sum(expected) < len(batch):
        raise SystemExit("the plain handler and the kit differ on the benchmark's rows; no speed is compared")


def _comparisons(pipeline: Pipeline) -> Iterator[tuple[str, Comparison]]:
    batch, many = rows(SAMPLES), rows(MANY)
    samples = parse_samples(batch)
    scores = [pipeline.reward.score(sample) for sample in samples]
    parts = [many[at : at + SAMPLES] for at in range(0, MANY, SAMPLES)]

    def plain() -> None:
        naive(batch, CONTEXT)

    def scoring() -> None:
        for sample in samples:
            pipeline.reward.score(sample)

    def telemetry() -> None:
        pipeline.telemetry.batch(samples, scores, Batch(CONTEXT.aws_request_id))

    def dumped() -> None:
        for row in batch:
            json.dumps(row)

    def whole() -> None:
        pipeline(batch, CONTEXT)

    def parted() -> None:
        for part in parts:
            pipeline(part, CONTEXT)

    yield "plain handler / scoring alone", compared(plain, scoring)
    yield "plain handler / whole pipeline with telemetry", compared(plain, whole)
    yield "telemetry / one json.dumps of the row", compared(telemetry, dumped)
    yield FLAT, compared(lambda: pipeline(many, CONTEXT), parted)


FLAT: Final = "1,024 samples at once / in 16 batches of 64 (figures x16)"


def _bars(measured: dict[str, Comparison]) -> list[Bar]:
    alone, whole, telemetry, flat = (taken.ratio for taken in measured.values())
    return [
        Bar("scoring alone takes less CPU than the plain handler", alone, 4, at_least=True),
        Bar("the whole pipeline takes less CPU than the plain handler", whole, 2, at_least=True),
        Bar("telemetry beside one json.dumps of the row", telemetry, 2),
        Bar("cost a sample at 1,024 samples beside 64", flat, 1.25),
    ]


def _init_bars() -> list[Bar]:
    started = init()
    return [
        Bar("files compiled at the packaged function's import", len(started.compiled), 0, unit=" files"),
        Bar("heavy packages loaded at its import", len(started.forbidden), 0, unit=" packages"),
        Bar("packages of others loaded at its import", len(started.foreign), 0, unit=" packages"),
    ]


if __name__ == "__main__":
    sys.exit(main())
