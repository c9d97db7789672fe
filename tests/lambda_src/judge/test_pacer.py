"""The pace of one environment, and of many at one quota. All in virtual time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.asking.pacer import Bucket, Pacer

from tests.lambda_src.judge.fleet import Fleet
from tests.lambda_src.judge.virtual import THROTTLED, Step, Trial, always, asks, half


def drained(pacer: Pacer, now: float = 0.0) -> int:
    """How many calls go at once."""
    count = 0
    while not pacer.take(now):
        count += 1
    return count


def interval(pacer: Pacer, now: float) -> float:
    """Seconds from one call to the next."""
    drained(pacer, now)
    now += pacer.take(now)
    assert pacer.take(now) == 0
    return pacer.take(now)


def test_two_seconds_of_the_share_may_be_sent_at_once_and_the_rest_at_its_rate() -> None:
    pacer = Pacer(600, chance=lambda: 1.0)
    assert drained(pacer) == 20
    assert pacer.take(0.0) == pytest.approx(0.1)
    assert pacer.take(0.1) == 0
    assert drained(pacer, 60.0) == 20


def test_environments_of_a_small_share_do_not_send_their_first_calls_together() -> None:
    """400 of 3 a minute: one call each at once would be 20 seconds of the account's quota."""
    waits = [Pacer(3, chance=lambda i=i: i / 400).take(0.0) for i in range(400)]
    assert min(waits) < 0.1
    assert max(waits) == pytest.approx(20)
    for second in range(0, 20, 2):
        assert 38 <= sum(second <= wait < second + 2 for wait in waits) <= 42


def test_a_change_of_rate_is_felt_at_once_as_no_time_is_booked_ahead() -> None:
    """Waiters with booked times went on at 1.17 a second for 54.9 s, although the rate had changed."""
    pacer = Pacer(60, chance=half)
    drained(pacer)
    for _ in range(64):
        assert pacer.take(0.0) == pytest.approx(0.5)
    pacer.throttled(0.0)
    assert pacer.take(0.0) == 0.0
    assert pacer.take(0.0) == pytest.approx(1 / 0.8)
    pacer.succeeded(1.0)
    assert interval(pacer, 1.0) == pytest.approx(1 / 0.9)


def test_the_longer_no_429_comes_the_faster_the_pace_rises() -> None:
    """At a tenth of the share a second, one that had fallen behind ended 10 s after the others had."""
    pacer = Pacer(60, chance=half)
    drained(pacer)
    for second in range(1, 5):
        pacer.succeeded(float(second))
    pace = 1 + 0.1 + 0.25 + 0.4 + 0.55
    assert interval(pacer, 4.0) == pytest.approx(1 / pace)
    pacer.throttled(5.0)
    pacer.succeeded(6.0)
    assert interval(pacer, 6.0) == pytest.approx(1 / (pace * 0.6 + 0.1))


def test_a_429_costs_more_above_the_promise_than_below_it() -> None:
    """The excess was left by others. Below the share, an environment that gives way falls behind all others."""
    pacer = Pacer(60, chance=lambda: 0.0)
    pacer.throttled(0.0)
    assert interval(pacer, 0.0) == pytest.approx(1 / 0.8)
    for second in range(1, 4):
        pacer.succeeded(float(second))
    pacer.throttled(4.0)
    assert interval(pacer, 4.0) == pytest.approx(1 / ((0.8 + 0.1 + 0.25 + 0.4) * 0.6))


def test_a_round_speeds_up_where_the_share_was_understated() -> None:
    """64 calls at 1.17 a second are 54.9 s, and 53 after the burst."""
    assert Trial.of(always("good"), requests_per_minute=70).run(asks(64)).seconds < 32


def test_a_round_slows_down_at_the_first_429() -> None:
    trial = Trial.of(lambda name, before, now: Step("good" if now else THROTTLED, 0.05), requests_per_minute=600)
    trial.run(asks(64))
    early = [at for at, _, _ in trial.line.sent if 0.2 < at <= 1.0]
    assert len(early) <= 9


def test_the_429s_of_one_second_are_one_cut() -> None:
    pacer = Pacer(600, chance=lambda: 0.0)
    drained(pacer)
    for millis in range(0, 1000, 10):
        pacer.throttled(millis / 1000)
    assert interval(pacer, 0.99) == pytest.approx(0.1 / 0.8)


def test_environments_that_were_throttled_together_do_not_come_back_together() -> None:
    draws = iter([0.9, 0.0, 0.9, 0.9])
    waits: list[float] = []
    for _ in range(2):
        pacer = Pacer(3, chance=lambda: next(draws))
        assert pacer.take(2.0) == 0
        pacer.throttled(2.0)
        waits.append(pacer.take(2.0))
    assert waits[0] - waits[1] > 20


def test_the_pace_does_not_rise_while_the_quota_is_not_the_limit() -> None:
    pacer = Pacer(600, chance=half)
    for second in range(100):
        assert pacer.take(float(second)) == 0
        pacer.succeeded(second + 0.5)
    assert interval(pacer, 100.0) == pytest.approx(0.1)


def test_a_long_wait_for_one_call_does_not_let_the_pace_rise_by_its_length() -> None:
    """At 3 a minute each wait is 20 s; growth by the second would triple the pace of every environment unheard."""
    pacer = Pacer(3, chance=lambda: 0.0)
    assert pacer.take(0.0) == pytest.approx(20)
    assert pacer.take(20.0) == 0
    pacer.succeeded(21.0)
    assert interval(pacer, 21.0) == pytest.approx(20 / 1.1)


def test_what_others_left_unused_is_theirs_again_after_a_pause() -> None:
    pacer = Pacer(60, chance=half)
    now = 0.0
    while now < 60:
        now += pacer.take(now)
        pacer.succeeded(now)
    assert interval(pacer, now) < 0.2
    assert interval(pacer, now + 100) == pytest.approx(1.0)


def test_a_pause_does_not_undo_what_was_learnt_of_a_smaller_share() -> None:
    pacer = Pacer(60, chance=lambda: 0.0)
    for second in range(10):
        pacer.throttled(float(second))
    assert interval(pacer, 1000.0) == pytest.approx(1 / 0.8**10)


def test_the_quota_counts_as_the_limit_until_ten_seconds_after_it_made_somebody_wait() -> None:
    pacer = Pacer(60, chance=half)
    assert not pacer.binds(0.0)
    drained(pacer)
    assert pacer.binds(0.0)
    assert pacer.binds(9.9)
    assert not pacer.binds(10.1)
    pacer.throttled(20.0)
    assert pacer.binds(29.9)


def test_a_call_of_more_tokens_than_a_burst_goes_once_the_bucket_is_full_and_is_paid_off_after() -> None:
    bucket = Bucket(10.0, 20.0, 0.0, 0.0)
    assert bucket.wait(50) == pytest.approx(2.0)
    bucket.fill(2.0)
    bucket.take(50)
    assert bucket.wait(1) == pytest.approx(3.1)


def test_tokens_that_a_call_did_not_use_are_given_back() -> None:
    pacer = Pacer(6000, 6000, chance=half)
    assert pacer.take(0.0, 200) == 0
    assert pacer.take(0.0, 100) == pytest.approx(1.0)
    pacer.settle(-100)
    assert pacer.take(0.0, 100) == 0


@given(st.floats(1, 6000), st.lists(st.floats(0, 5), max_size=60), st.floats(0, 1))
def test_no_stretch_of_time_sees_more_than_its_share_and_a_burst(
    share: float, gaps: list[float], chance: float
) -> None:
    pacer = Pacer(share, chance=lambda: chance)
    now, sent = 0.0, list[float]()
    for gap in gaps:
        now += gap
        sent += [now] * (not pacer.take(now))
    burst = max(1.0, share / 30)
    for i, since in enumerate(sent):
        assert len(sent) - i <= burst + (now - since) * share / 60 + 1e-3


@given(
    st.floats(1, 6000),
    st.just(0.0) | st.floats(1, 4000),
    st.lists(st.sampled_from(["take", "good", "429"]), max_size=60),
)
def test_whoever_waits_as_long_as_he_is_told_is_let_through(share: float, tokens: float, steps: list[str]) -> None:
    pacer = Pacer(share, tokens, chance=half)
    now = 0.0
    for step in steps:
        now += 0.1
        if step == "good":
            pacer.succeeded(now)
        elif step == "429":
            pacer.throttled(now)
        else:
            wait = pacer.take(now, 35.0)
            now += wait
            assert not wait or pacer.take(now, 35.0) == 0


@pytest.mark.parametrize(("factor", "seconds", "requests"), [(1.0, 1.1, 1.3), (0.7, 1.1, 1.3), (2.0, 1.1, 1.65)])
def test_12_environments_of_64_score_all_near_the_limit_also_by_a_wrong_share(
    factor: float, seconds: float, requests: float
) -> None:
    """1,200 requests a minute. botocore's own retries lost 535 of these 768."""
    fleet = Fleet(12, 100 * factor, 1200, 50, seed=1)
    for starts in (0.0, 100.0):
        step = fleet.step(64, starts)
        assert step.scored == 768
        assert step.seconds <= seconds * ((768 - 50) / 20 + step.slowest)
        assert step.requests <= requests * 768


@pytest.mark.parametrize(("factor", "seconds", "requests"), [(1.0, 24, 1.05), (0.7, 32, 1.05), (2.0, 30, 1.7)])
def test_400_environments_of_one_score_all_at_first_without_a_429_where_the_share_is_right(
    factor: float, seconds: float, requests: float
) -> None:
    step = Fleet(400, 3 * factor, 1200, 50, seed=1).step(1)
    assert step.scored == 400
    assert step.seconds <= seconds
    assert step.requests <= requests * 400


def test_400_environments_that_all_rested_score_all_inside_a_minute() -> None:
    """Each may send its one call at once then; the quota admits an eighth of them."""
    fleet = Fleet(400, 3, 1200, 50, seed=1)
    fleet.step(1)
    step = fleet.step(1, 120.0)
    assert (step.scored, step.requests < 2 * 400, step.seconds < 35) == (400, True, True)
