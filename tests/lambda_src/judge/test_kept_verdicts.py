"""Verdicts kept across invocations, and what a call is expected to take of the quota."""

from collections import OrderedDict

from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.judge.asking.dispatch import MOST_VERDICTS, Dispatcher, VerdictCache
from reward_runtime.judge.asking.state import TokenEstimate
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import Prompt, Reply
from reward_runtime.judge.settings import JudgeSettings

from tests.lambda_src.judge.virtual import TOOL, Trial, VirtualLine, always, ask, asks, first


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
