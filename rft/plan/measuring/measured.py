"""``Measured``: lengths and costs of a reward's samples, from its own data and on this machine."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Final

from compiler.compiled import CompiledExperiment
from reward_runtime.errors import RewardError
from reward_runtime.reward import AnyReward
from reward_runtime.samples import Sample

from rft.failures import CallError
from rft.plan.measuring.costs import Costs
from rft.plan.workload import Workload
from rft.score.cost import estimate
from rft.score.reward import reward_of
from rft.score.source.samples import Found, own_samples

__all__ = ["Measured", "measured", "own_samples_of"]

MOST_SAMPLES: Final = 64
BYTES_A_TOKEN: Final = 4
UNSEEN_TOKENS: Final = 1000
"""Taken for a judge's call if the reward is not loaded."""


@dataclass(frozen=True)
class Measured:
    """Averages of the reward's own samples."""

    samples: int
    """Samples that were looked at; 0 if the reward has no data, and then all but the rubric is a guess."""
    prompt_tokens: int = 256
    response_tokens: int = 1024
    costs: Costs = field(default_factory=Costs)
    reads_prompt: bool = False
    """Whether the judge reads the prompt."""
    reads_response: bool = False
    """Whether it reads the whole response, and not its answer alone."""

    def costs_of(self, workload: Workload) -> Costs:
        """Return the costs of samples as long as the workload's."""
        more = self.reads_prompt * (workload.prompt_tokens - self.prompt_tokens)
        more += self.reads_response * (workload.response_tokens - self.response_tokens)
        longer = workload.response_tokens / max(1, self.response_tokens)
        return replace(
            self.costs,
            read=max(1, self.costs.read + more) if self.costs.read else 0,
            scoring=self.costs.scoring * longer,
        )


def measured(compiled: CompiledExperiment) -> Measured:
    """Return the measurements of the experiment's reward. They take less than a second.

    A reward that runs programs in a sandbox is not run, because its time is that of another function.

    Raises:
        compiler.errors.CompileError: the reward cannot be loaded.
    """
    samples = own_samples_of(compiled.experiment.reward)
    if compiled.experiment.sandbox is not None:
        return _with_lengths(
            Measured(len(samples), costs=Costs(read=UNSEEN_TOKENS, written=UNSEEN_TOKENS // 10)), samples
        )
    reward = reward_of(compiled.experiment)
    judge, costs, found = compiled.experiment.judge, Costs(), Measured(len(samples))
    if judge is not None:
        from rft.plan.measuring.verdicts import reads, written

        found = replace(found, reads_prompt=reads(reward, "question"), reads_response=reads(reward, "response"))
        cost = estimate(reward, samples, judge.max_tokens)
        costs = replace(
            costs, read=cost.input_tokens // max(1, cost.calls), written=min(judge.max_tokens, written(reward))
        )
    if samples:
        costs = replace(costs, scoring=_seconds(reward, samples))
    return _with_lengths(replace(found, costs=costs), samples)


def _with_lengths(found: Measured, samples: Sequence[Sample[object]]) -> Measured:
    if not samples:
        return found
    prompts, responses = [each.prompt for each in samples], [each.response or "" for each in samples]
    return replace(found, prompt_tokens=_tokens(prompts), response_tokens=_tokens(responses))


def own_samples_of(reward: str) -> list[Sample[object]]:
    """Return the first samples of the reward's own data; none if it has no data."""
    try:
        found = [each.sample for each in own_samples(reward, lambda _: None) if isinstance(each, Found)]
    except CallError:
        return []
    return found[:MOST_SAMPLES]


def _tokens(texts: Sequence[str]) -> int:
    return max(1, sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) // (BYTES_A_TOKEN * len(texts)))


def _seconds(reward: AnyReward, samples: Sequence[Sample[object]]) -> float:
    """Return the seconds of processor time that a sample takes, the first look at each left out."""
    rounds: list[float] = []
    for _ in range(4):
        started = time.process_time()
        for sample in samples:
            try:
                reward.start(sample)
            except RewardError:
                continue
        rounds.append((time.process_time() - started) / len(samples))
    return median(rounds[1:])
