"""Bottleneck and best change follow from the simulation: each limit, made the narrowest, is the one that is named."""

from dataclasses import replace
from typing import Any

import pytest

from compiler.capacity.account import Quotas, left_for
from compiler.experiment.experiment import Experiment
from rft.plan.case import Case, quota_of
from rft.plan.measuring.costs import Costs
from rft.plan.plan import Plan, plan
from rft.plan.workload import Singles, Workload

JUDGE = {"model": "us.amazon.nova-lite-v1:0", "requests_per_minute": 10_000_000}
FEW = Workload(prompts=8, rollouts=8, steps=2)


def planned(workload: Workload = FEW, costs: Costs | None = None, judge: Any = None, **own: Any) -> Plan:
    fields: dict[str, Any] = {"name": "one", "reward": "r", "description": "d", "log_share": 1.0, **own}
    if judge is not None:
        fields["judge"] = {**JUDGE, **judge}
    experiment = Experiment.model_validate(fields)
    return plan(Case(experiment, 1, workload, costs or Costs()), [experiment], Quotas({}), 10.0)


BATCHES = {"batch_size": 8, "concurrency": 8}


@pytest.mark.parametrize(
    ("made", "binds", "helps"),
    [
        (lambda: planned(costs=Costs(scoring=0.05), job=BATCHES), "the function's processor", "memory_mb 1024"),
        (
            lambda: planned(costs=Costs(scoring=0.05), job={"batch_size": 4, "concurrency": 1}, memory_mb=10_240),
            "the number of invocations at once",
            "job.concurrency 2",
        ),
        (
            lambda: planned(judge={"requests_per_minute": 60}, job=BATCHES, timeout_seconds=300),
            "the judge's quota",
            "judge.requests_per_minute 120",
        ),
        (
            lambda: planned(judge={"latency_p50_seconds": 5, "latency_p99_seconds": 6}, job=BATCHES),
            "the judge's latency",
            None,
        ),
        (lambda: planned(replace(FEW, prompts=16, singles=Singles())), "the generation of responses", None),
    ],
    ids=["processor", "concurrency", "quota", "latency", "generation"],
)
def test_the_narrowest_limit_binds_and_widening_it_helps_most(made: Any, binds: str, helps: str | None) -> None:
    told: Plan = made()
    assert told.binds == binds
    if helps is not None:
        assert told.helps is not None
        assert str(told.helps.change).startswith(helps)


def test_what_helps_is_the_best_of_what_was_tried_and_what_is_advised_is_not_slower() -> None:
    told = planned(Workload(4, 6, 2), judge={"requests_per_minute": 240}, job={"batch_size": 8, "concurrency": 3})
    assert told.helps is not None
    assert told.helps.forecast.run_seconds == min(each.forecast.run_seconds for each in told.tried)
    assert told.advised.together.run_seconds <= told.now.run_seconds * 1.05


def test_a_change_that_makes_a_job_work_helps_more_than_one_that_makes_it_fast() -> None:
    told = planned(costs=Costs(scoring=0.5), job={"batch_size": 32, "concurrency": 2}, timeout_seconds=40)
    assert not told.now.works
    assert "100% of the batches fail four times of four" in told.faults[0]
    assert told.helps is not None
    assert told.helps.forecast.works


def test_a_batch_that_lambda_does_not_take_cannot_work() -> None:
    told = planned(replace(FEW, response_tokens=60_000), job={"batch_size": 64, "concurrency": 1})
    assert not told.now.works
    assert told.faults[0].startswith("payload: a batch of 64 samples of 60256 tokens is 14.7 MB")
    assert told.helps is not None
    assert str(told.helps.change) == "job.batch_size 26 instead of 64"


def test_the_warnings_of_synth_are_repeated() -> None:
    told = planned(judge={"requests_per_minute": 12}, job={"batch_size": 64, "concurrency": 12}, reserved_concurrency=2)
    codes = [text.split(":")[0] for text in told.findings]
    assert codes == ["reserved_concurrency", "judge.requests_per_minute"]


def test_other_experiments_leave_less_of_the_accounts_quota() -> None:
    one, other = (
        Experiment.model_validate(
            {"name": name, "reward": "r", "description": "d", "judge": {**JUDGE, "requests_per_minute": share}}
        )
        for name, share in (("one", 500), ("other", 900))
    )
    quotas = Quotas.model_validate({"us-east-1": {"us.amazon.nova-lite-v1:0": {"requests_per_minute": 1200}}})
    assert left_for(one, [one, other], quotas).requests_per_minute == 300
    assert left_for(other, [one, other], quotas).requests_per_minute == 700
    assert left_for(one, [one], Quotas({})).requests_per_minute is None
    case = Case(one, 1, FEW, quota=quota_of(300, None))
    assert case.admitted.requests_per_minute == 300
