"""The knowledge of an environment from replies: latencies, the budget of hedges, and the tokens of a call."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.asking.state import HedgeBudget, Latencies, TokenEstimate
from reward_runtime.judge.asking.usage import OVERHEAD_TOKENS, believable
from reward_runtime.judge.call import Prompt, Reply

from tests.lambda_src.judge.virtual import TOOL


def known(seconds: list[float]) -> Latencies:
    latencies = Latencies()
    for one in seconds:
        latencies.add(one)
    return latencies


def test_the_95th_percentile_is_unknown_below_twenty_replies() -> None:
    assert known([1.0] * 19).p95() == math.inf
    assert known([1.0] * 20).p95() == 1.0


def test_calls_under_way_count_as_slower_than_all_replies() -> None:
    """The first 20 replies of 64 are the fast ones: their own 95th percentile would call all others slow."""
    latencies = known([i / 10 for i in range(1, 61)])
    assert latencies.p95() == 5.7
    assert latencies.p95(under_way=4) == math.inf
    assert latencies.p95(under_way=3) == 6.0


@given(st.lists(st.floats(0.001, 60), min_size=20, max_size=300))
def test_a_time_out_is_four_times_the_95th_percentile_and_at_least_three_seconds(seconds: list[float]) -> None:
    latencies = known(seconds)
    assert sum(one <= latencies.p95() for one in seconds[-256:]) >= 0.95 * len(seconds[-256:])
    assert latencies.timeout() == max(3.0, 4 * latencies.p95())


def test_a_time_out_is_fifteen_seconds_at_first() -> None:
    assert Latencies().timeout() == 15.0


@given(st.lists(st.booleans(), max_size=400))
def test_hedges_never_exceed_a_twentieth_of_the_calls(hedges: list[bool]) -> None:
    budget, calls, spent = HedgeBudget(), 0, 0
    for hedge in hedges:
        if hedge:
            spent += budget.spend()
        else:
            budget.earn()
            calls += 1
        assert spent <= calls / 20 + 1e-6


def test_sixty_quiet_calls_pay_three_hedges() -> None:
    budget = HedgeBudget()
    for _ in range(60):
        budget.earn()
    assert [budget.spend() for _ in range(4)] == [True, True, True, False]


def prompt(characters: int) -> Prompt:
    return Prompt("", "x" * characters, TOOL, 400)


def test_a_call_is_expected_to_use_all_it_may_until_a_reply_says_otherwise() -> None:
    estimate = TokenEstimate()
    assert estimate.of(prompt(400)) == 500
    estimate.learn(prompt(400), Reply("tool_use", None, "", 100, 20))
    assert estimate.of(prompt(400)) == 120


def test_one_long_verdict_is_not_taken_for_the_rule() -> None:
    estimate = TokenEstimate()
    for used in (20, 1000):
        estimate.learn(prompt(400), Reply("tool_use", None, "", 100, used))
    assert 120 < estimate.of(prompt(400)) < 180


def test_the_estimate_learns_a_tokenizer_that_needs_more() -> None:
    """Such as of a language that it was not made for."""
    estimate = TokenEstimate()
    for _ in range(100):
        estimate.learn(prompt(400), Reply("tool_use", None, "", 400, 20))
    assert 390 < estimate.of(prompt(400)) < 425


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**5))
def test_an_estimate_is_a_number_whatever_a_reply_claims(given_tokens: int, used: int, characters: int) -> None:
    estimate = TokenEstimate()
    estimate.learn(prompt(characters), Reply("tool_use", None, "", given_tokens, used))
    assert estimate.of(prompt(characters)) >= 0


@pytest.mark.parametrize("claimed", [10**400, 10**9, 5000, 30, 0])
def test_a_reply_s_usage_is_believed_as_far_as_its_prompt_explains_it(claimed: int) -> None:
    """One inflated figure would make every later batch look too large for the quota."""
    asked = prompt(1000)
    reply = believable(Reply("tool_use", None, "", claimed, claimed), asked)
    assert reply.input_tokens == min(claimed, 1000 + OVERHEAD_TOKENS)
    assert reply.output_tokens == min(claimed, 4 * asked.max_tokens)
    estimate = TokenEstimate()
    estimate.learn(asked, reply)
    assert estimate.of(asked) < 10_000
