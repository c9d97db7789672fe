"""The result of each question: asked once, again or never; answered or not; kept; and counted."""

import itertools
from collections import OrderedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.errors import JudgeError, JudgeRefusedError
from reward_runtime.judge.asking.dispatch import MOST_VERDICTS, Dispatcher, VerdictCache
from reward_runtime.judge.asking.question import CAP_SECONDS, Question, backoff_seconds
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import CallFailure, NoVerdict, Prompt, Reply
from reward_runtime.judge.settings import JudgeSettings

from tests.lambda_src.judge.virtual import (
    HANGS,
    THROTTLED,
    TOOL,
    UNAVAILABLE,
    Step,
    Trial,
    VirtualLine,
    always,
    ask,
    asks,
    first,
)

REFUSED = CallFailure("operator", "AccessDeniedException", "judge m in r: name another judge")
CLOSED = CallFailure("unavailable", "connection_closed", "closed")


def test_a_batch_takes_as_long_as_its_slowest_call() -> None:
    trial = Trial.of(lambda name, before, now: Step("good", 2.5 if name == "q7" else 0.5), hedge=False)
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds == pytest.approx(2.5)
    assert outcome.stats.calls == 64
    assert max(outcome.stats.latencies_ms) == pytest.approx(2500)
    assert (outcome.stats.input_tokens, outcome.stats.output_tokens) == (64 * 30, 64 * 5)


def test_no_more_calls_are_under_way_than_allowed() -> None:
    outcome = Trial.of(always("good"), concurrency=4).run(asks(10))
    assert outcome.seconds == pytest.approx(1.5)


def test_equal_asks_are_one_call_and_answers_keep_the_order_of_the_asks() -> None:
    trial = Trial.of(lambda name, before, now: Step("good" if name == "same" else UNAVAILABLE))
    outcome = trial.run([ask("same"), ask("other"), ask("same"), ask("same")])
    assert outcome.answers == [1.0, NoVerdict("unavailable", "ServiceUnavailableException"), 1.0, 1.0]
    assert trial.line.names().count("same") == 1
    assert outcome.stats.deduplicated == 2


def test_no_asks_are_no_answers() -> None:
    trial = Trial.of(always("good"))
    assert trial.run([]).answers == []
    assert trial.line.at == 0


def test_a_verdict_is_kept_for_the_next_invocation() -> None:
    trial = Trial.of(always("good"))
    trial.run(asks(3))
    outcome = trial.run(asks(5))
    assert outcome.answers == [1.0] * 5
    assert (outcome.stats.cache_hits, outcome.stats.calls) == (3, 2)


def test_a_platform_s_retry_asks_only_for_the_rest() -> None:
    """The published handler judged every sample again."""
    trial = Trial.of(lambda name, before, now: Step("good") if name != "q2" or before else Step(REFUSED, 0.7))
    with pytest.raises(JudgeRefusedError):
        trial.run(asks(4))
    outcome = trial.run(asks(4))
    assert (outcome.answers, outcome.stats.cache_hits, outcome.stats.calls) == ([1.0] * 4, 3, 1)


@pytest.mark.parametrize(
    "failure",
    [
        UNAVAILABLE,
        CallFailure("unavailable", "ModelErrorException", "424"),
        CallFailure("slow", "ModelTimeoutException", "408"),
        CallFailure("broken", "no_reply_body", "not JSON"),
    ],
)
def test_what_may_pass_is_retried_three_times_with_growing_waits(failure: CallFailure) -> None:
    """408 and 424 too, which botocore itself gives up on."""
    assert Trial.of(first([failure] * 3)).run(asks(1)).answers == [1.0]
    trial = Trial.of(always(failure, 0.1), chance=lambda: 1.0)
    outcome = trial.run(asks(1))
    assert outcome.answers == [NoVerdict(failure.kind, failure.code)]
    assert [at for at, _, _ in trial.line.sent] == pytest.approx([0.0, 0.2, 0.5, 1.0])
    assert (outcome.stats.calls, outcome.stats.retries) == (4, 3)


def test_a_throttled_call_is_retried_for_as_long_as_there_is_time() -> None:
    trial = Trial.of(lambda name, before, now: Step("good" if now > 40 else THROTTLED, 0.01))
    outcome = trial.run(asks(1))
    assert outcome.answers == [1.0]
    assert outcome.stats.throttles == outcome.stats.retries > 10


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_a_wait_lies_between_nothing_and_the_cap(failures: int, chance: float) -> None:
    assert 0 <= backoff_seconds(failures, chance) <= chance * CAP_SECONDS


def test_the_bound_of_a_wait_doubles_from_a_tenth_of_a_second() -> None:
    assert [backoff_seconds(n, 1.0) for n in range(1, 8)] == pytest.approx([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 4.0])


def test_no_wait_between_retries_exceeds_four_seconds() -> None:
    """The published handler's sixth was 64 seconds."""
    trial = Trial.of(always(THROTTLED, 0.01), chance=lambda: 1.0)
    trial.run(asks(1))
    times = [at for at, _, _ in trial.line.sent]
    assert max(after - before for before, after in itertools.pairwise(times)) < 4.1


def test_a_throttled_call_that_runs_out_of_time_says_so() -> None:
    outcome = Trial.of(always(THROTTLED, 0.01)).run(asks(2), seconds=9)
    assert outcome.answers == [NoVerdict("deadline", "ThrottlingException")] * 2
    assert outcome.seconds <= 9


def test_a_model_that_is_being_loaded_is_waited_for_and_slows_nothing_else() -> None:
    unready = CallFailure("throttled", "ModelNotReadyException", "loading")
    trial = Trial.of(lambda name, before, now: Step("good" if now > 20 else unready, 0.01), requests_per_minute=600)
    outcome = trial.run(asks(8))
    assert outcome.answers == [1.0] * 8
    assert outcome.stats.calls <= 8 * 13
    batch = [ask(f"next{i}") for i in range(64)]
    assert trial.run(batch).seconds <= (64 - 20) / 10 + 0.02


def test_a_prompt_that_is_too_long_is_sent_once() -> None:
    outcome = Trial.of(always(CallFailure("broken", "context_window", "too long"))).run(asks(1))
    assert (outcome.answers, outcome.stats.calls) == ([NoVerdict("broken", "context_window")], 1)


def test_a_dead_connection_is_replaced_at_once_and_is_no_retry() -> None:
    """Environments freeze between invocations, and the other side closes open connections."""
    trial = Trial.of(first([CLOSED], 0.01), hedge=False)
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds < 0.1
    assert (outcome.stats.calls, outcome.stats.retries) == (128, 0)


def test_a_call_that_never_reached_the_service_takes_nothing_of_the_quota() -> None:
    outcome = Trial.of(first([CLOSED], 0.01), chance=lambda: 1.0, requests_per_minute=3).run(asks(1))
    assert (outcome.answers, outcome.seconds < 0.1) == ([1.0], True)


def test_a_service_that_closes_every_connection_is_down() -> None:
    outcome = Trial.of(always(CLOSED, 0.01)).run(asks(1))
    assert outcome.answers == [NoVerdict("unavailable", "connection_closed")]
    assert outcome.stats.calls == 6


def test_a_connection_that_ends_in_the_middle_of_the_work_is_a_failure_that_counts() -> None:
    outcome = Trial.of(first([CLOSED], 0.6)).run(asks(1))
    assert (outcome.answers, outcome.stats.retries) == ([1.0], 1)


def test_an_unreadable_reply_is_asked_for_once_more_then_lost() -> None:
    assert Trial.of(first(["odd"])).run(asks(1)).answers == [1.0]
    outcome = Trial.of(always("odd")).run(asks(1))
    assert outcome.answers == [NoVerdict("unreadable", "odd")]
    assert (outcome.stats.calls, outcome.stats.unreadable, outcome.stats.retries) == (2, 2, 0)


def test_a_reply_that_was_cut_off_gets_more_room_the_second_time() -> None:
    trial = Trial.of(first(["max_tokens"]))
    assert trial.run(asks(1)).answers == [1.0]
    assert [prompt.max_tokens for _, _, prompt in trial.line.sent] == [100, 400]


def test_an_operator_s_fault_ends_everything_at_once() -> None:
    """The published handler scored all 64 samples 0.0."""
    trial = Trial.of(lambda name, before, now: Step(REFUSED, 0.1) if name == "q1" else Step("good", 5.0), concurrency=8)
    with pytest.raises(JudgeRefusedError, match="name another judge"):
        trial.run(asks(64))
    assert trial.line.at == pytest.approx(0.1)
    assert len(trial.line.sent) == 8
    assert trial.line.cancelled == 7


def test_an_error_in_reading_is_not_taken_for_an_answer() -> None:
    def broken(_: Reply) -> float:
        raise ZeroDivisionError

    trial = Trial.of(always("good"))
    with pytest.raises(ZeroDivisionError):
        trial.run([Question(b"k", Prompt("Grade.", "k", TOOL, 100), broken), *asks(3)])
    assert trial.line.cancelled == 3


@pytest.mark.parametrize("seconds", [0.0, -3.0])
def test_without_time_nothing_is_sent(seconds: float) -> None:
    trial = Trial.of(always("good"), requests_per_minute=3)
    assert trial.run(asks(2), seconds).answers == [NoVerdict("deadline", "unsent")] * 2
    assert trial.line.sent == []


def test_a_call_is_given_what_is_left_of_the_time_and_not_a_second_more() -> None:
    trial = Trial.of(always("good", HANGS))
    outcome = trial.run(asks(2), seconds=5)
    assert outcome.answers == [NoVerdict("deadline", "no_reply")] * 2
    assert outcome.seconds == pytest.approx(5)
    assert trial.line.timeouts == [5.0, 5.0]


def test_a_reply_that_trickles_in_beyond_every_time_out_is_given_up() -> None:
    trial = Trial.of(lambda name, before, now: Step("good", 0.5 if before else HANGS, deaf=True))
    outcome = trial.run(asks(1))
    assert outcome.answers == [1.0]
    assert outcome.seconds < 17


def test_nothing_more_is_sent_in_the_last_fifth_of_a_second() -> None:
    trial = Trial.of(always("good", 0.5), concurrency=1)
    assert trial.run(asks(4), seconds=1.6).answers == [1.0, 1.0, 1.0, NoVerdict("deadline", "unsent")]


def test_what_the_quota_cannot_let_through_in_time_fails_at_the_start_with_the_figures() -> None:
    trial = Trial.of(always("good"), requests_per_minute=41.7)
    with pytest.raises(JudgeError, match=r"64 calls .* need 91 s at .* 41\.7 requests a minute, and 55 s are left"):
        trial.run(asks(64))
    assert (trial.line.sent, trial.line.at) == ([], 0.0)


def test_a_pace_that_was_cut_may_recover_and_refuses_nothing_that_the_share_allows() -> None:
    trial = Trial.of(lambda name, before, now: Step(THROTTLED if now < 5 else "good", 0.01), requests_per_minute=600)
    trial.run([ask("early")])
    assert trial.run(asks(64), seconds=4.5).answers.count(1.0) > 30


def test_tokens_a_minute_are_a_quota_too() -> None:
    trial = Trial.of(always("good"), tokens_per_minute=2000)
    with pytest.raises(JudgeError, match=r"600000 requests and 2000 tokens a minute"):
        trial.run(asks(64))


def test_each_call_takes_of_the_quota_what_its_reply_says_it_used() -> None:
    """200 tokens at once are five calls of 35, though 102 were expected of the first."""
    trial = Trial.of(always("good", 0.0), tokens_per_minute=6000)
    at_once = [trial.run([ask(f"s{i}")]).seconds < 0.01 for i in range(8)]
    assert at_once.index(False) in (5, 6)


def test_verdicts_are_shorter_than_their_bound_and_the_pace_of_tokens_learns_that() -> None:
    """100 tokens are reserved for each of 64 verdicts; 35 a call are used, and given back."""
    trial = Trial.of(always("good"), tokens_per_minute=6000)
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds < 25
    assert sum(prompt.max_tokens for _, _, prompt in trial.line.sent) == 6400


def test_what_might_just_fit_is_tried() -> None:
    """A share that is understated by 0.7 needs 54.9 s on paper."""
    outcome = Trial.of(always("good"), requests_per_minute=70).run(asks(64), seconds=50)
    assert outcome.answers == [1.0] * 64


FAILURES = [THROTTLED, UNAVAILABLE, CLOSED, CallFailure("broken", "no_reply_body", ""), "odd", "max_tokens", "good"]


@given(
    st.lists(st.tuples(st.sampled_from(FAILURES), st.sampled_from([0.01, 0.6, 3.0, HANGS])), min_size=1, max_size=40),
    st.integers(0, 30),
    st.floats(0, 30),
    st.sampled_from([100.0, 600.0, 60000.0]),
    st.integers(1, 8),
    st.randoms(use_true_random=False),
)
def test_whatever_calls_come_to_each_ask_is_answered_or_lost_in_time(
    outcomes: list[tuple[str | CallFailure, float]],
    count: int,
    seconds: float,
    rpm: float,
    concurrency: int,
    chance: object,
) -> None:
    at = iter(range(10**9))

    def script(name: str, before: int, now: float) -> Step:
        return Step(*outcomes[next(at) % len(outcomes)])

    trial = Trial.of(script, chance=chance.random, requests_per_minute=rpm, concurrency=concurrency)  # type: ignore[attr-defined]
    batch = [ask(f"q{i % 20}") for i in range(count)]
    try:
        outcome = trial.run(batch, seconds)
    except JudgeError:
        assert trial.line.sent == []
        return
    assert outcome.seconds <= seconds + 1e-5
    assert len(outcome.answers) == count
    for i, answer in enumerate(outcome.answers):
        assert answer == outcome.answers[i % 20]
        assert answer == 1.0 or isinstance(answer, NoVerdict)
    stats = outcome.stats
    assert stats.calls == len(trial.line.sent)
    assert stats.deduplicated == count - len(set(batch_keys(batch)))
    assert stats.cache_hits == 0
    assert stats.hedges <= 0.05 * stats.calls + 1


def batch_keys(batch: list[Question[float]]) -> list[bytes]:
    return [each.key for each in batch]


def test_the_counts_are_complete_even_if_the_round_raises() -> None:
    trial, stats = Trial.of(always(REFUSED)), JudgeStats()
    with pytest.raises(JudgeRefusedError):
        trial.dispatcher.dispatch(asks(3), 50.0, stats)
    assert stats.calls == 3


@given(st.integers(1, 5), st.lists(st.tuples(st.booleans(), st.binary(min_size=1, max_size=1)), max_size=60))
def test_the_cache_is_bounded_and_loses_what_was_unused_for_longest(most: int, steps: list[tuple[bool, bytes]]) -> None:
    cache: VerdictCache[int] = VerdictCache(most)
    model: OrderedDict[bytes, int] = OrderedDict()
    for number, (put, key) in enumerate(steps):
        if put:
            cache.put(key, number)
            model[key] = number
            model.move_to_end(key)
            if len(model) > most:
                model.popitem(last=False)
        else:
            assert cache.get(key) == model.get(key)
            if key in model:
                model.move_to_end(key)
        assert len(cache) == len(model) <= most


def test_ten_thousand_questions_leave_no_more_than_the_bound() -> None:
    trial = Trial.of(always("good", 0.001), hedge=False)
    for batch in range(40):
        trial.run([ask(f"{batch}-{i}") for i in range(256)])
    assert len(trial.dispatcher._verdicts) == MOST_VERDICTS  # pyright: ignore[reportPrivateUsage]


def test_losses_are_not_kept() -> None:
    trial = Trial.of(first(["odd", "odd"]))
    assert trial.run(asks(1)).answers != [1.0]
    assert trial.run(asks(1)).answers == [1.0]


def test_another_judge_s_verdicts_are_not_taken_for_this_one_s() -> None:
    line = VirtualLine(always("good"))
    settings = JudgeSettings("m", requests_per_minute=6000)
    one, other = (Dispatcher(line.calls, settings, digest=digest) for digest in (b"one", b"other"))
    other._verdicts = one._verdicts  # pyright: ignore[reportPrivateUsage]
    for dispatcher in (one, other):
        stats = JudgeStats()
        dispatcher.dispatch(asks(1), line.at + 9, stats)
        assert stats.cache_hits == 0
        dispatcher.dispatch(asks(1), line.at + 9, stats)
        assert stats.cache_hits == 1
