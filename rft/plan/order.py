"""``Order``: the options of the verb's caller, and the plan made from them."""

import json
from dataclasses import dataclass, replace
from typing import Final

from compiler.capacity.account import CONTEXT, Quotas, left_for, read_quotas
from compiler.capacity.bill import watching_usd
from compiler.compile import experiment_names
from compiler.compiled import CompiledExperiment
from compiler.experiment.experiment import Experiment
from compiler.experiment.file import read_experiment

from rft.failures import CallError
from rft.output import warn
from rft.plan.brief import single_calls
from rft.plan.case import Case, quota_of
from rft.plan.measuring.measured import measured
from rft.plan.plan import Plan, plan
from rft.plan.workload import Singles, Workload
from rft.repository import ROOT
from rft.road import ROADS, Road
from rft.score.reward import reward_of
from rft.steps import Steps

__all__ = ["Order", "Probing"]

LONGEST_LATENCY: Final = 900.0
"""The experiment's own range."""


@dataclass(frozen=True)
class Probing:
    """How the judge is to be measured."""

    samples: int
    in_aws: bool
    agreed: bool


@dataclass(frozen=True)
class Order:
    """The options; ``None`` if one was not given."""

    prompts: int
    rollouts: int
    steps: int
    prompt_tokens: int | None
    response_tokens: int | None
    road: Road
    singles: Singles
    """Used if the road calls once a sample."""
    latency: tuple[float, float] | None
    quota: int | None
    equal_share: float
    probing: Probing | None
    seed: int

    def check(self, experiment: Experiment) -> None:
        """Raise ``CallError`` for options that cannot be meant."""
        if self.latency is not None:
            p50, p99 = self.latency
            if not 0 < p50 <= p99 <= LONGEST_LATENCY:
                raise CallError(
                    f"--latency: got {p50:g} {p99:g}, expected P50 and P99 in seconds, 0 < P50 <= P99 <= 900"
                )
            if self.probing is not None:
                raise CallError("--latency and --probe: got both, expected one; leave out the one that you do not mean")
        judged = {"--latency": self.latency, "--quota": self.quota, "--probe": self.probing}
        named = [option for option, given in judged.items() if given is not None]
        if named and experiment.judge is None:
            raise CallError(f"{named[0]}: experiments/{experiment.name}.yaml names no judge; leave it out")

    def plan(self, compiled: CompiledExperiment) -> Plan:
        """Return the plan for an experiment."""
        self.check(compiled.experiment)
        everyone = [read_experiment(name) for name in experiment_names()]
        quotas = read_quotas(json.loads((ROOT / "cdk.json").read_text(encoding="utf-8"))["context"].get(CONTEXT))
        case = self._case(compiled, everyone, quotas)
        with Steps().step("simulate the job, as it is and with one thing changed at a time"):
            return plan(case, everyone, quotas, watching_usd(compiled))

    def _case(self, compiled: CompiledExperiment, everyone: list[Experiment], quotas: Quotas) -> Case:
        experiment, found = compiled.experiment, measured(compiled)
        if not found.samples:
            warn(f"data/{experiment.reward}.jsonl: no samples, so lengths and costs are guessed; add rows")
        if experiment.sandbox is not None:
            warn("sandbox: programs run in a function of their own, and their time and dollars are not in this plan")
        load = Workload(
            prompts=self.prompts,
            rollouts=self.rollouts,
            steps=self.steps,
            prompt_tokens=self.prompt_tokens or found.prompt_tokens,
            response_tokens=self.response_tokens or found.response_tokens,
            equal_share=self.equal_share,
            singles=self.singles if ROADS[self.road].one_by_one else None,
        )
        case = Case(experiment, compiled.questions, load, found.costs_of(load), seed=self.seed)
        if experiment.judge is not None:
            left = left_for(experiment, everyone, quotas)
            admits = self.quota or left.requests_per_minute
            case = case if admits is None else replace(case, quota=quota_of(admits, left.tokens_per_minute))
            case = self._timed(case)
        return case if load.singles is None else single_calls(case)

    def _timed(self, case: Case) -> Case:
        """Return the case with the judge's latency as it was given, or else as it was measured."""
        if self.latency is not None:
            p50, p99 = self.latency
            return case.changed(judge={"latency_p50_seconds": p50, "latency_p99_seconds": p99})
        if self.probing is None:
            return case
        from rft.plan.measuring.probe import probe

        asked = self.probing
        with Steps().step("ask the judge"):
            met = probe(case.experiment, reward_of(case.experiment), asked.samples, asked.in_aws, asked.agreed)
        if met.throttled:
            warn(f"--probe: the account turned {met.throttled} calls away, so it has less than the experiment's share")
        if not asked.in_aws:
            warn("--probe: the stand-in judge answered, and its latency is no model's; add --aws to ask the model")
        timed = case.changed(judge={"latency_p50_seconds": met.p50, "latency_p99_seconds": met.p99})
        return replace(timed, costs=replace(case.costs, read=met.read, written=met.written))
