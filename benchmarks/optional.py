"""Bars for parts that are not in every checkout or environment; what cannot be measured here is told, with why."""

import importlib.util
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from reward_runtime import names
from reward_runtime.extract import Answer
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import parse_samples

from benchmarks.bars import Bar
from benchmarks.clock import compared
from benchmarks.rows import rows

TOWERS: Final = 64
"""Samples whose answer is a power tower; math-verify spends its whole time limit on each."""


@dataclass(frozen=True)
class Measured:
    """What could be measured, and what could not."""

    bars: tuple[Bar, ...]
    skipped: tuple[str, ...]


def measured() -> Measured:
    """Measure repetition and mathematics where their code and packages are there."""
    bars: list[Bar] = []
    skipped: list[str] = []
    for needed, measure in (
        (("reward_runtime.scorers.repetition",), repetition),
        (("rewards.math", "math_verify"), towers),
    ):
        missing = [module for module in needed if importlib.util.find_spec(module) is None]
        if missing:
            skipped.append(f"skipped {measure.__name__}: {', '.join(missing)} not installed")
        else:
            bars.append(measure())
    return Measured(tuple(bars), tuple(skipped))


def repetition() -> Bar:
    """CPU of the windowed repetition dimension beside one whose window is the whole response."""
    from reward_runtime.scorers.repetition import unrepeated

    samples = parse_samples(rows(64))
    answers = [Answer(sample.response or "", "whole_text", (0, 0)) for sample in samples]
    windowed, unwindowed = unrepeated(), unrepeated(window=100_000)

    def run(score: Any) -> None:
        for sample, answer in zip(samples, answers, strict=True):
            score(sample, answer)

    taken = compared(lambda: run(windowed), lambda: run(unwindowed))
    return Bar("repetition over its window beside all of the response", taken.ratio, 0.75)


def towers() -> Bar:
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
