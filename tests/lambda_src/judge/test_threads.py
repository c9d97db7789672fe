"""Rounds over real threads: none calls on after its round, and none leaks. No claim depends on the machine's speed."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from reward_runtime.errors import JudgeRefusedError
from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import CallFailure, NoVerdict, Prompt, Reply
from reward_runtime.judge.settings import JudgeSettings

from tests.lambda_src.judge.virtual import ask, asks

SETTINGS = JudgeSettings("m", requests_per_minute=600_000, concurrency=4)
LONG = 30.0
"""Seconds that no test waits for unless it fails."""
SHORT = 2.0
"""Seconds of a round that its calls outlast; enough to send the first ones on a busy machine."""


class Judge:
    """A transport whose answers can be held back."""

    def __init__(self, answer: Callable[[str], None] = lambda name: None) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.opened = 0
        self.released = threading.Event()
        self.begun = threading.Semaphore(0)

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        self.asked.append(prompt.user)
        self.begun.release()
        self.answer(prompt.user)
        return Reply("good", 1.0, "", 30, 5)

    def open(self, connections: int) -> None:
        self.opened += connections

    def hold(self, name: str) -> None:
        assert self.released.wait(LONG)


@pytest.fixture
def judge() -> Iterator[Judge]:
    judge = Judge()
    yield judge
    judge.released.set()


def run(
    dispatcher: Dispatcher, count: int = 16, seconds: float = LONG, stats: JudgeStats | None = None
) -> list[float | NoVerdict]:
    return dispatcher.dispatch(asks(count), time.monotonic() + seconds, stats or JudgeStats())


def judging_threads() -> int:
    return sum(thread.name.startswith("judge") for thread in threading.enumerate())


def test_connections_are_opened_ahead_one_for_each_call_at_once(judge: Judge) -> None:
    Dispatcher.over(judge, SETTINGS)
    assert judge.opened == 4


def test_each_question_is_asked_once_whatever_the_threads(judge: Judge) -> None:
    assert run(Dispatcher.over(judge, SETTINGS)) == [1.0] * 16
    assert sorted(judge.asked) == sorted(f"q{i}" for i in range(16))


def test_after_a_refusal_no_thread_calls_on_and_the_next_invocation_is_unharmed(judge: Judge) -> None:
    def refuse_one(name: str) -> None:
        if name == "q1" and not judge.released.is_set():
            raise CallFailure("operator", "AccessDeniedException", "judge: mend the policy")
        judge.hold(name)

    judge.answer = refuse_one
    dispatcher = Dispatcher.over(judge, SETTINGS)
    with pytest.raises(JudgeRefusedError):
        run(dispatcher)
    assert set(judge.asked) <= {"q0", "q1", "q2", "q3"}

    judge.released.set()
    again, kept = JudgeStats(), JudgeStats()
    assert run(dispatcher, stats=again) == [1.0] * 16
    assert run(dispatcher, stats=kept) == [1.0] * 16
    assert (again.calls, kept.calls) == (16, 0)


def test_at_the_end_of_the_time_a_round_returns_though_its_calls_hang(judge: Judge) -> None:
    judge.answer = judge.hold
    dispatcher = Dispatcher.over(judge, SETTINGS)
    assert (
        run(dispatcher, seconds=SHORT)
        == [NoVerdict("deadline", "no_reply")] * 4 + [NoVerdict("deadline", "unsent")] * 12
    )
    assert len(judge.asked) <= 4


def test_a_round_does_not_wait_for_the_threads_that_hang_since_the_last_one(judge: Judge) -> None:
    judge.answer = judge.hold
    dispatcher = Dispatcher.over(judge, SETTINGS)
    run(dispatcher, 4, seconds=SHORT)
    judge.answer = lambda name: None
    assert run(dispatcher, 8) == [1.0] * 8


def test_rounds_add_no_threads_to_those_of_the_first(judge: Judge) -> None:
    before = judging_threads()
    dispatcher = Dispatcher.over(judge, SETTINGS)
    for batch in range(20):
        dispatcher.dispatch([ask(f"{batch}-{i}") for i in range(8)], time.monotonic() + LONG, JudgeStats())
    assert judging_threads() - before <= 2 * SETTINGS.concurrency


def test_a_late_answer_of_one_round_is_none_of_the_next_one_s(judge: Judge) -> None:
    held = threading.Event()

    def hold_first(name: str) -> None:
        if name == "q0" and not held.is_set():
            held.set()
            judge.hold(name)
            raise CallFailure("operator", "AccessDeniedException", "too late to matter")

    judge.answer = hold_first
    dispatcher = Dispatcher.over(judge, SETTINGS)
    assert run(dispatcher, 1, seconds=SHORT) == [NoVerdict("deadline", "no_reply")]
    judge.released.set()
    assert run(dispatcher, 4) == [1.0] * 4


def test_two_rounds_at_once_share_one_environment_without_harm(judge: Judge) -> None:
    dispatcher = Dispatcher.over(judge, SETTINGS)

    counts = [JudgeStats() for _ in range(4)]

    def one(batch: int) -> list[float | NoVerdict]:
        questions = [ask(f"{batch}-{i}") for i in range(50)]
        return dispatcher.dispatch(questions, time.monotonic() + LONG, counts[batch])

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(one, range(4))) == [[1.0] * 50] * 4
    # A call that a busy machine delays may be sent twice.
    assert sum(stats.calls - stats.hedges - stats.retries for stats in counts) == 200
    assert len(set(judge.asked)) == 200


def test_an_error_that_is_no_failure_of_a_call_is_not_swallowed_by_a_thread(judge: Judge) -> None:
    def break_down(name: str) -> None:
        raise ZeroDivisionError

    judge.answer = break_down
    with pytest.raises(ZeroDivisionError):
        run(Dispatcher.over(judge, SETTINGS))
