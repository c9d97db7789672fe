"""The question before a function in AWS is called: the number of samples and calls, and their highest cost."""

import math
import sys
from dataclasses import dataclass
from typing import Final

import typer
from compiler.judge.both import as_second
from compiler.prices import price

from rft.deployed.function import Function
from rft.failures import CallError
from rft.money import money
from rft.score.cost import Cost

__all__ = ["MOST_JUDGED", "MOST_SAMPLES", "Question", "most_samples"]

MOST_SAMPLES: Final = 1000
"""Samples that are sent to a function in AWS unless the caller asks for another number."""
MOST_JUDGED: Final = 50
"""The same if a model judges."""


def most_samples(function: Function, count: int | None) -> int | None:
    """Return how many samples are sent at most; ``None`` for all."""
    if count is not None or function.callee.place.name == "local":
        return count
    return MOST_JUDGED if function.callee.compiled.judged else MOST_SAMPLES


@dataclass(frozen=True)
class Question:
    """The samples that will be sent."""

    function: Function
    samples: int
    calls: int
    """If none fails."""
    judge: Cost | None = None
    """Of the judge's calls; ``None`` if nobody judges."""

    @classmethod
    def about(cls, function: Function, samples: int, judge: Cost | None) -> "Question":
        """Return the question about samples that fill batches."""
        return cls(function, samples, math.ceil(samples / function.batch), judge)

    def ask(self, agreed: bool) -> None:
        """Say it on stderr and ask whether to go on, unless that was agreed. On the local target nothing is asked.

        Raises:
            CallError: the answer is no, or nobody is there to ask.
        """
        if self.function.callee.place.name == "local":
            return
        print(self.says(), file=sys.stderr)
        if agreed:
            return
        if not sys.stdin.isatty():
            raise CallError("--aws: nobody is there to ask, so nothing was called; add --yes to agree to this cost")
        if not typer.confirm("Go on?", err=True):
            raise CallError("--aws: nothing was called")

    def says(self) -> str:
        """Return the sentence."""
        callee = self.function.callee
        head = (
            f"--aws sends {self.samples} samples in {self.calls} calls to {callee.arn}. "
            f"Lambda: at most {money(self._lambda())}. "
        )
        return f"{head}{self._judge()}Calls that fail are sent again, in parts."

    def _lambda(self) -> float:
        """Return dollars if every call takes as long as it may."""
        experiment = self.function.callee.compiled.experiment
        a_second = price(f"GB-second, {experiment.architecture}").usd * experiment.memory_mb / 1024
        return self.calls * (experiment.timeout_seconds * a_second + price("invocation").usd)

    def _judge(self) -> str:
        judge = self.function.callee.compiled.experiment.judge
        if self.judge is None or judge is None:
            return "No model judges. "
        cost = self.judge
        dollars = cost.dollars(judge)
        most = "its prices are not known" if dollars is None else f"at most {money(dollars)}, roughly"
        return (
            f"Its judge, {judge.model or judge.endpoint} by the files here, is asked at most {cost.calls} questions, "
            f"about {cost.input_tokens} tokens read and at most {cost.output_tokens} written: {most}. Canaries, hedges "
            f"and retries of its own come on top. {self._second(cost)}"
        )

    def _second(self, cost: Cost) -> str:
        """Return the cost of the second judge, as if its share were drawn exactly; empty if there is none."""
        experiment = self.function.callee.compiled.experiment
        other = as_second(experiment)
        if other is None or other.judge is None or experiment.judge is None or experiment.judge.second is None:
            return ""
        second, dollars = experiment.judge.second, cost.dollars(other.judge)
        most = "its prices are not known" if dollars is None else f"about {money(dollars * second.share)}"
        return f"A second judge, {second.model}, judges about {second.share:.3g} of the samples too: {most}. "
