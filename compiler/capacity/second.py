"""Compares the second judge's calls of one batch with its quota, in the time that an invocation waits for them."""

from collections.abc import Iterator
from math import ceil

from reward_runtime.judge.settings import SECOND_SECONDS

from compiler.capacity.finding import Finding
from compiler.experiment.experiment import Experiment

__all__ = ["drawn_calls", "second_findings"]


def drawn_calls(experiment: Experiment, questions: int) -> float:
    """Return the calls to the second judge that a batch makes on average; 0 without one."""
    second = None if experiment.judge is None else experiment.judge.second
    return 0.0 if second is None else second.share * experiment.job.batch_size * questions


def second_findings(experiment: Experiment, questions: int) -> Iterator[Finding]:
    """Yield a finding if the pace leaves no time for the samples that a batch draws on average."""
    second = None if experiment.judge is None else experiment.judge.second
    if second is None:
        return
    environments, calls = experiment.job.concurrency, ceil(drawn_calls(experiment, questions))
    pace = second.requests_per_minute / environments
    needed = (calls - 1) * 60 / pace
    if needed > SECOND_SECONDS:
        enough = ceil((calls - 1) * 60 / SECOND_SECONDS * environments)
        yield Finding(
            "second-quota",
            f"judge.second.requests_per_minute: got {second.requests_per_minute} over {environments} environments, "
            f"{pace:.3g} each, so that the {calls} calls of a batch take {needed:.1f} s, expected at most "
            f"{SECOND_SECONDS:g} s, after which nobody waits for them; have {enough}, or lower judge.second.share",
        )
