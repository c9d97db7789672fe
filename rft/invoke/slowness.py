"""Why a first call is slow: the sentence below a table of latencies."""

from typing import Final

from compiler.compiled import CompiledExperiment

from rft.invoke.invocation import Pass

_SLOW_MILLIS: Final = 1000
"""A warm function without a judge answers in milliseconds."""


def slowness(compiled: CompiledExperiment, scored: Pass) -> list[str]:
    """Return one sentence if the first call was slow, else nothing."""
    took = scored.millis[0]
    if took <= _SLOW_MILLIS:
        return []
    start = f"The first call took {took / 1000:.1f} s: a function that has not run yet starts cold"
    judge = compiled.experiment.judge
    if judge is None:
        return [f"{start}."]
    return [
        f"{start} and imports the layer that calls the judge, and it asks the judge at its share of the quota: "
        f"{judge.requests_per_minute} requests a minute for {compiled.experiment.job.concurrency} at once."
    ]
