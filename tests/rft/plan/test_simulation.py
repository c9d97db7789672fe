"""A simulated job obeys its limits: no call is lost, no quota is beaten, and more of anything free is never slower."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from reward_runtime.judge.settings import JudgeSettings

from compiler.experiment.experiment import Experiment
from rft.plan.case import Case
from rft.plan.forecast import Forecast, forecast
from rft.plan.simulation.fleet import Fleet
from rft.plan.simulation.setup import Quota
from rft.plan.workload import Singles, Workload

FREE = 10_000_000
"""Calls a minute that no simulated job reaches."""


def case(workload: Workload, per_minute: int = FREE, *, hedge: bool = False, **own: object) -> Case:
    judge = {"model": "us.amazon.nova-lite-v1:0", "requests_per_minute": per_minute, "hedge": hedge, "canary_share": 0}
    fields = {"name": "one", "reward": "r", "description": "d", "judge": judge, **own}
    return Case(Experiment.model_validate(fields), 1, workload)


def job(size: int, concurrency: int) -> dict[str, int]:
    return {"batch_size": size, "concurrency": concurrency}


WORKLOADS = some.builds(
    Workload,
    prompts=some.integers(1, 12),
    rollouts=some.integers(1, 8),
    steps=some.integers(1, 3),
    equal_share=some.sampled_from([0.0, 0.3, 0.9]),
    singles=some.sampled_from([None, None, Singles()]),
)


@given(WORKLOADS, some.integers(1, 70), some.integers(1, 20), some.sampled_from([60, 600, FREE]), some.booleans())
def test_every_sample_is_scored_or_its_batch_is_counted_as_lost(
    workload: Workload, size: int, concurrency: int, per_minute: int, hedge: bool
) -> None:
    made = case(workload, per_minute, hedge=hedge, job=job(size, concurrency), timeout_seconds=20)
    step = Fleet(made.setup()).step(made.step(0))
    work = made.step(0)
    assert sum(each.samples for each in work) == workload.samples
    assert len(step.invocations) == len(work) + sum(step.faults.values()) - step.lost
    assert step.asked <= step.calls - step.throttled <= step.calls
    assert step.seconds >= max(step.invocations)
    asked = {question.key for each in work for question in each.questions}
    assert step.lost or step.asked >= len(asked) * bool(asked)


@settings(max_examples=20)
@given(some.integers(2, 40), some.integers(1, 12), some.integers(30, 3000))
def test_no_job_is_faster_than_its_quota(samples: int, concurrency: int, per_minute: int) -> None:
    made = case(Workload(samples, 4, 1), per_minute, job=job(16, concurrency), timeout_seconds=900)
    made = replace(made, quota=Quota(per_minute, 0, burst=10))
    step = Fleet(made.setup()).step(made.step(0))
    answered = step.calls - step.throttled
    assert step.seconds >= (answered - 10) * 60 / per_minute - 1e-6


@settings(max_examples=25)
@given(WORKLOADS, some.integers(1, 16), some.integers(1, 6))
def test_more_invocations_at_once_are_never_slower_without_a_quota(
    workload: Workload, concurrency: int, more: int
) -> None:
    few, many = (
        forecast(case(workload, job=job(8, at_once), timeout_seconds=900))
        for at_once in (concurrency, concurrency + more)
    )
    # One environment more starts cold while another one could have gone on.
    assert many.step_seconds <= few.step_seconds * 1.02 + 0.7


@settings(max_examples=20)
@given(WORKLOADS, some.integers(1, 16), some.sampled_from([120, 1200, FREE]))
def test_dollars_are_never_negative_and_add_up(workload: Workload, concurrency: int, per_minute: int) -> None:
    cost = forecast(case(workload, per_minute, job=job(16, concurrency)), 10.0).dollars
    parts = [cost.function, cost.judge or 0, cost.logs, cost.traces, cost.watching]
    assert min(parts) >= 0
    assert cost.total == pytest.approx(sum(parts))
    assert (cost.most_judge or 0) >= (cost.judge or 0)


@settings(max_examples=20)
@given(some.integers(1, 100), some.integers(1, 3), some.integers(0, 6), some.sampled_from([30, 120, 900, FREE]))
def test_no_environment_is_faster_than_the_sums_that_synth_warns_by(
    size: int, questions: int, seed: int, per_minute: int
) -> None:
    made = case(Workload(size, 1, 1), per_minute, job=job(size, 1), timeout_seconds=900)
    made = replace(made, questions=questions, seed=seed)
    judged = made.judged
    assert judged is not None
    setup = replace(made.setup(), latency=lambda _name, _earlier: judged.judge.latency_p50_seconds)
    step = Fleet(setup).step(made.step(0))
    at_once = (made.admitted.burst - 1) * 60 / per_minute
    assert step.lost or step.seconds >= max(judged.typical_seconds, judged.quota_seconds - at_once)


def test_equal_cases_give_equal_forecasts_and_another_seed_another_one() -> None:
    made = case(Workload(16, 8, 2), 1200, hedge=True, job=job(64, 4))
    first, again, other = (forecast(each) for each in (made, made, replace(made, seed=1)))
    assert first == again
    assert first.step_seconds != other.step_seconds


def test_an_environment_serves_one_invocation_at_a_time_and_is_used_again() -> None:
    made = case(Workload(32, 8, 2), job=job(16, 4))
    fleet = Fleet(made.setup())
    fleet.step(made.step(0))
    fleet.step(made.step(1))
    assert fleet.environments == 4


@pytest.mark.parametrize(("per_minute", "works"), [(1200, True), (300, False)])
def test_a_quota_that_nobody_can_keep_is_told(per_minute: int, works: bool) -> None:
    made = case(Workload(48, 8, 1), per_minute, job=job(64, 12))
    assert forecast(made).works is works


def test_a_share_above_the_account_is_learned_from_refusals() -> None:
    made = replace(case(Workload(32, 8, 2), 2400, job=job(32, 8)), quota=Quota(1200, 0, 20))
    told: Forecast = forecast(made)
    assert told.throttled > 0
    assert told.works


def test_the_engine_is_the_deployed_one() -> None:
    judge = case(Workload(), 1200, job=job(64, 12)).setup().judge
    assert judge == JudgeSettings("us.amazon.nova-lite-v1:0", requests_per_minute=100.0, hedge=False, canary_share=0.0)
