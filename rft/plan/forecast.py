"""``Forecast``: the figures of a whole run, from a simulated job."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rft.plan.case import Case
from rft.plan.dollars import Dollars, Used, dollars
from rft.plan.simulation.fleet import Fleet, Step

__all__ = ["Forecast", "forecast"]


@dataclass(frozen=True)
class Forecast:
    """A case that was simulated. Times are of scoring alone: generation and training come between the steps."""

    case: Case
    step_seconds: float
    """From the first invocation of a step to its last reply."""
    run_seconds: float
    """Of all steps."""
    invocation_seconds: float
    """Median."""
    longest_seconds: float
    calls: float
    """Calls to the judge in a step."""
    throttled: float
    """Those of them that the quota rejected."""
    faults: Counter[str]
    """Failed invocations by reason."""
    lost_share: float
    """Batches that fail every time. A job ends with the first."""
    dollars: Dollars

    @property
    def works(self) -> bool:
        """Whether the job gets all its scores."""
        return not self.lost_share and self.case.fits_payload

    @property
    def samples_a_second(self) -> float:
        """Samples that are scored in a second."""
        return self.case.workload.samples / self.step_seconds

    @property
    def keeps_up(self) -> bool:
        """Whether samples are scored as fast as the job generates them, if the pattern has a rate."""
        singles = self.case.workload.singles
        if singles is None:
            return True
        generated = self.case.workload.samples / singles.calls_a_second
        # The last one is scored a little after it came.
        return self.step_seconds <= generated + 2 * self.longest_seconds


def forecast(case: Case, watching_a_month: float = 0.0) -> Forecast:
    """Simulate the first step with its cold starts, and another one that stands for all others."""
    fleet = Fleet(case.setup(), case.seed)
    steps = [fleet.step(case.step(0))]
    # A job that lost a batch has ended.
    if case.workload.steps > 1 and not steps[0].lost:
        steps.append(fleet.step(case.step(1)))
    last, scale = steps[-1], case.scale
    run = scale * _summed(case, [step.seconds for step in steps])
    used = Used(
        invocations=scale * _summed(case, [len(step.invocations) for step in steps]),
        busy_seconds=scale * _summed(case, [sum(step.invocations) for step in steps]),
        calls=scale * _summed(case, [_answered(step) for step in steps]),
        hours=run / 3600,
    )
    return Forecast(
        case=case,
        step_seconds=scale * last.seconds,
        run_seconds=run,
        invocation_seconds=median(last.invocations),
        longest_seconds=max(max(step.invocations) for step in steps),
        calls=scale * last.calls,
        throttled=scale * last.throttled,
        faults=sum((step.faults for step in steps), Counter[str]()),
        lost_share=sum(step.lost for step in steps) / sum(step.batches for step in steps),
        dollars=dollars(case, used, watching_a_month),
    )


def _summed(case: Case, amounts: Sequence[float]) -> float:
    """Return the amount of all steps, of which the last one stands for those that follow."""
    return amounts[0] + (case.workload.steps - 1) * amounts[-1]


def _answered(step: Step) -> int:
    return step.calls - step.throttled
