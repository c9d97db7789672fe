"""Slow calls: when a call is sent twice, when it is given up, and the price of both."""

import math
import random
from itertools import pairwise
from typing import Any

import pytest
from reward_runtime.judge.call import CallFailure, NoVerdict

from tests.lambda_src.judge.virtual import HANGS, THROTTLED, UNAVAILABLE, Script, Step, Trial, always, ask, asks


def uneven(hung: frozenset[str] = frozenset(), seed: int = 1) -> Script:
    """Lognormal seconds, median 0.6 and 99th percentile 2.5; the first call of some questions hangs."""
    draw = random.Random(seed)

    def script(name: str, before: int, now: float) -> Step:
        seconds = math.exp(draw.gauss(math.log(0.6), 0.613))
        return Step("good", HANGS if name in hung and not before else seconds)

    return script


def warmed(script: Script, **settings: Any) -> Trial:
    trial = Trial.of(script, **settings)
    for batch in range(4):
        trial.run([ask(f"warm{batch}-{i}") for i in range(64)])
    for _ in range(40):
        # Pay back the hedges that warming may have spent.
        trial.dispatcher._state.hedges.earn()  # pyright: ignore[reportPrivateUsage]
    return trial


def test_a_hung_call_is_sent_again_and_the_first_answer_wins() -> None:
    """botocore's defaults wait 60 s for it; a time-out alone takes 15."""
    trial = warmed(uneven(frozenset({"q3"})))
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds < 6
    assert trial.line.names().count("q3") == 2
    assert 1 <= outcome.stats.hedges <= 5


def odd(script: Script, *outcomes: Step) -> Script:
    """As ``script``, but ``q3`` comes to these at first."""
    return lambda name, before, now: (
        outcomes[before] if name == "q3" and before < len(outcomes) else script(name, before, now)
    )


def test_a_hedge_that_fails_is_sent_again_while_the_first_call_still_hangs() -> None:
    """Once, a failed call was left to the other one; if that one hung, until its timeout 8 s later."""
    trial = warmed(odd(uneven(), Step("good", HANGS), Step(UNAVAILABLE, 0.3)))
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds < 6
    assert trial.line.names().count("q3") == 3


def test_an_unreadable_hedge_is_asked_again_at_once_though_no_hedge_is_left() -> None:
    trial = warmed(always("good", 0.5))
    trial.line.script = odd(always("good", 0.3), Step("good", HANGS), Step("no_verdict", 0.3))
    trial.dispatcher._state.hedges._saved = 0.5  # pyright: ignore[reportPrivateUsage]
    outcome = trial.run(asks(10))
    assert (outcome.answers, outcome.stats.hedges) == ([1.0] * 10, 1)
    assert outcome.seconds < 2


def test_an_unreadable_reply_with_a_hedge_under_way_is_left_to_the_hedge() -> None:
    trial = warmed(always("good", 0.5))
    trial.line.script = odd(always("good", 0.3), Step("no_verdict", 0.6), Step("good", 0.3))
    outcome = trial.run(asks(10))
    assert outcome.answers == [1.0] * 10
    assert trial.line.names().count("q3") == 2


def test_a_cold_environment_hedges_what_hangs_and_not_what_is_merely_not_first() -> None:
    trial = Trial.of(uneven(frozenset({"q3"})))
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.seconds < 6
    assert outcome.stats.hedges <= 3
    assert trial.line.names().count("q3") == 2


def test_a_call_that_hangs_without_hedging_is_given_up_after_four_times_the_usual() -> None:
    outcome = warmed(uneven(frozenset({"q3"})), hedge=False).run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert 5 < outcome.seconds < 12
    assert (outcome.stats.hedges, outcome.stats.retries) == (0, 1)


def test_faultless_batches_hedge_at_most_a_twentieth() -> None:
    trial = Trial.of(uneven())
    counts = [trial.run([ask(f"{batch}-{i}") for i in range(64)]).stats for batch in range(20)]
    assert sum(stats.hedges for stats in counts) <= 0.05 * sum(stats.calls - stats.hedges for stats in counts)


def test_hedging_does_not_wear_away_the_slow_end_of_what_is_usual() -> None:
    """The time of a call that its hedge beat is never known: left out, the percentile sinks from 1.65 s to 1.53."""
    trial = Trial.of(uneven())
    usual: list[float] = []
    for batch in range(60):
        trial.run([ask(f"{batch}-{i}") for i in range(64)])
        usual.append(trial.dispatcher._state.latencies.p95())  # pyright: ignore[reportPrivateUsage]
    assert 1.58 < sum(usual[20:]) / 40 < 1.72


def test_more_slow_calls_than_the_budget_pays_for_are_waited_for() -> None:
    trial = warmed(lambda name, before, now: Step("good", 5.0 if int(name.rpartition("-")[2]) % 6 == 0 else 0.6))
    counts = [trial.run([ask(f"late{batch}-{i}") for i in range(64)]).stats for batch in range(5)]
    calls = sum(stats.calls - stats.hedges for stats in counts)
    assert calls == 5 * 64
    assert 10 <= sum(stats.hedges for stats in counts) <= 10 + 0.05 * calls


def test_what_was_never_sent_goes_before_what_is_slow() -> None:
    trial = warmed(uneven(frozenset({"q0"})), concurrency=4)
    sent = len(trial.line.sent)
    trial.run(asks(40))
    names = trial.line.names()[sent:]
    assert names.count("q0") == 2
    assert len(set(names[: names.index("q0", 1)])) == 40


def test_a_failed_hedge_does_not_lose_a_question_whose_other_call_is_under_way() -> None:
    trial = warmed(uneven())
    fates = [UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, "good", UNAVAILABLE]
    trial.line.script = lambda name, before, now: Step(fates[before], 4.0 if before == 3 else 0.1)
    outcome = trial.run(asks(1))
    assert (outcome.answers, outcome.stats.hedges) == ([1.0], 1)


def test_nothing_is_hedged_where_the_quota_is_the_limit() -> None:
    """A hedge would take the quota that the next question waits for."""
    trial = warmed(uneven(frozenset({"q3"})), requests_per_minute=300)
    outcome = trial.run(asks(64))
    assert outcome.answers == [1.0] * 64
    assert outcome.stats.hedges == 0


def test_nothing_is_hedged_after_a_429() -> None:
    slow = uneven(frozenset({"q3"}))
    trial = warmed(lambda name, n, now: Step(THROTTLED, 0.01) if name == "q9" and not n else slow(name, n, now))
    assert trial.run(asks(64)).stats.hedges == 0


def test_hedges_that_fail_are_repeated_three_times_with_growing_waits_and_lose_nothing() -> None:
    trial = warmed(uneven())
    trial.dispatcher._state.hedges._saved = 10.0  # pyright: ignore[reportPrivateUsage]
    sent = len(trial.line.sent)
    trial.line.script = lambda name, before, now: Step(UNAVAILABLE, 0.1) if before else Step("good", 6.0)
    outcome = trial.run(asks(1))
    assert outcome.answers == [1.0]
    assert outcome.seconds == pytest.approx(6.0)
    hedges = [at for at, _, _ in trial.line.sent[sent + 1 :]]
    assert [after - at for at, after in pairwise(hedges)] == pytest.approx([0.15, 0.2, 0.3], abs=1e-3)


def test_two_unreadable_replies_to_one_question_are_one_that_was_asked_once_more() -> None:
    trial = warmed(uneven())
    trial.line.script = always("odd", 3.0)
    outcome = trial.run(asks(1))
    assert outcome.answers == [NoVerdict("unreadable", "odd")]
    assert outcome.stats.unreadable == 2
    assert outcome.stats.retries == 0


def test_a_judge_that_became_slower_than_its_time_out_is_waited_for_in_the_end() -> None:
    trial = warmed(uneven(), hedge=False)
    trial.line.script = always("good", 20.0)
    for batch in range(2):
        trial.run([ask(f"slow{batch}-{i}") for i in range(16)], seconds=110)
    outcome = trial.run([ask(f"slow2-{i}") for i in range(16)], seconds=110)
    assert outcome.answers == [1.0] * 16
    assert outcome.stats.retries == 0


def test_a_connection_that_cannot_be_opened_says_nothing_about_the_judge_s_speed() -> None:
    trial = Trial.of(always(CallFailure("slow", "connect_timeout", ""), 2.0))
    trial.run(asks(64))
    assert trial.dispatcher._state.latencies.p95() == math.inf  # pyright: ignore[reportPrivateUsage]
