"""Bars of two single parts: the repetition dimension, and answers that the mathematics reward cannot evaluate."""

import time
from collections.abc import Iterator
from typing import Any, Final

from reward_runtime import names
from reward_runtime.extract import Answer
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import parse_samples
from reward_runtime.scorers.repetition import unrepeated

from benchmarks.bars import Bar
from benchmarks.clock import compared
from benchmarks.rows import rows

TOWERS: Final = 64
"""Samples whose answer is a power tower."""


def repetition() -> Bar:
    """CPU of the repetition dimension with its usual window beside a window of the whole response."""
    samples = parse_samples(rows(64))
    answers = [Answer(sample.response or "", "whole_text", (0, 0), (), None) for sample in samples]
    windowed, unwindowed = unrepeated(), unrepeated(window=100_000)

    def run(score: Any) -> None:
        for sample, answer in zip(samples, answers, strict=True):
            score(sample, answer)

    taken = compared(lambda: run(windowed), lambda: run(unwindowed))
    return Bar("repetition over its window beside all of the response", taken.ratio, 0.75)


def power_towers() -> Bar:
    """Wall time of a batch of power towers on the mathematics reward."""
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "math"})
    batch = list(_tower_rows())
    started = time.perf_counter()
    pipeline(batch, None)
    return Bar("64 power towers on the mathematics reward end", time.perf_counter() - started, 10, unit=" s")


def _tower_rows() -> Iterator[dict[str, Any]]:
    for index in range(TOWERS):
        box = f"<|begin_of_solution|>\\boxed{{{index + 2}^{{9^{{9^{{9}}}}}}}}<|end_of_solution|>"
        turns = [{"role": "user", "content": "How much?"}, {"role": "assistant", "content": box}]
        yield {"id": f"tower-{index}", "messages": turns, "reference_answer": "x^2 + 1"}
