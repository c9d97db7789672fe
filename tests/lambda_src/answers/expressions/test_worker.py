"""``SymbolicWorker``: its process ends a check that takes too long, and its own death is never a score."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from reward_runtime.answers.expressions.check import CPU_SECONDS, Verdict
from reward_runtime.answers.expressions.expressions import Expressions
from reward_runtime.answers.expressions.guard import refusal
from reward_runtime.answers.expressions.worker import SymbolicWorker
from reward_runtime.deadline import MARGIN_SECONDS, invocation
from reward_runtime.errors import DeadlineError, WorkerError

SLOW = r"\tan(\cos(\tan(\sin(\cos(\tan(\sin(\cos(\tan(x)))))))))"
"""Beside ``GOLD`` some 5 s of CPU if nothing ends it, five times the limit."""
GOLD = r"\sin(x)+\cos(x)"
SAMPLES_A_BATCH = 64
OUT_OF_TIME = SimpleNamespace(get_remaining_time_in_millis=lambda: 0)
TENTH_OF_A_SECOND = SimpleNamespace(get_remaining_time_in_millis=lambda: 1000 * (MARGIN_SECONDS + 0.1))


@pytest.fixture(scope="module")
def worker() -> Iterator[SymbolicWorker]:
    worker = SymbolicWorker()
    yield worker
    worker.close()


def cpu_seconds(process: int) -> float:
    """CPU that a process and its children that have ended took (proc(5), stat, fields 14 to 17)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.fixture(scope="module")
def slow(worker: SymbolicWorker) -> tuple[Verdict, float]:
    """One slow check: its verdict, and the CPU seconds that it took."""
    worker.check("x", "x")
    before = cpu_seconds(worker.process)
    found = worker.check(GOLD, SLOW)
    return found, cpu_seconds(worker.process) - before


def test_no_guard_keeps_the_slow_expression_from_the_process() -> None:
    assert refusal(SLOW) == ""


def test_a_slow_check_runs_to_its_cpu_limit_and_is_out_of_time(slow: tuple[Verdict, float]) -> None:
    found, taken = slow
    assert found is Verdict.OUT_OF_TIME
    # The kernel counts in whole ticks.
    assert taken >= CPU_SECONDS / 2


def test_a_slow_check_is_ended_soon_after_its_cpu_limit(slow: tuple[Verdict, float]) -> None:
    """Beside its own work, a process is charged for the pages that it shares with its parent."""
    assert slow[1] < 2 * CPU_SECONDS


@pytest.mark.parametrize(
    ("gold", "answer"),
    [
        ("x^3+3x^2+3x+1", "(x+1)^3"),
        ("x^6+6x^5+15x^4+20x^3+15x^2+6x+1", "(x+1)^6"),
        (r"\tan(\frac{2\pi}{3})", r"-\sqrt{3}"),
        (r"2\sin(x)\cos(x)", r"\sin(2x)"),
        (r"\cos^2(x)-\sin^2(x)", r"\cos(2x)"),
        (r"\frac{\sqrt{6}+\sqrt{2}}{4}", r"\sin(\frac{5\pi}{12})"),
    ],
)
def test_no_timer_ends_a_right_answer(worker: SymbolicWorker, gold: str, answer: str) -> None:
    """With 0.14 CPU seconds a check, these were wrong always or by chance."""
    assert worker.check(gold, answer) is Verdict.EQUIVALENT
    assert worker.check(answer, gold) is Verdict.EQUIVALENT


def test_power_towers_never_reach_the_process() -> None:
    """They cost a batch nothing; an answer that the guards let through may cost ``CPU_SECONDS``, or the invocation."""
    expressions = Expressions()
    expressions.worker.close()
    towers = [f"{base}^{{9^{{9^{{9}}}}}}" for base in range(2, 2 + SAMPLES_A_BATCH)]
    assert {expressions.compare(tower, "x^2+1").reason for tower in towers} == {"too_complex"}
    assert expressions.worker.process == 0


def test_the_invocations_end_ends_a_slow_check_without_a_verdict(worker: SymbolicWorker) -> None:
    """A batch may hold more slow answers than it has time for: that is no score, and harms no later check."""
    worker.check("x", "x")
    with invocation(TENTH_OF_A_SECOND), pytest.raises(DeadlineError, match="before the invocation ends"):
        worker.check(GOLD, SLOW)
    assert worker.check("x+7", "7+x") is Verdict.EQUIVALENT


def test_a_check_after_a_slow_one_is_unharmed(worker: SymbolicWorker, slow: tuple[Verdict, float]) -> None:
    assert slow[0] is Verdict.OUT_OF_TIME
    assert worker.check("x+1", "1+x") is Verdict.EQUIVALENT


def test_a_killed_process_is_an_error_and_the_next_check_has_another(worker: SymbolicWorker) -> None:
    worker.check("x", "x")
    killed = worker.process
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(WorkerError, match="got no verdict, expected one"):
        worker.check("x+2", "2+x")
    assert worker.check("x+2", "2+x") is Verdict.EQUIVALENT
    assert worker.process != killed


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGSEGV])
def test_a_check_that_is_killed_or_crashes_is_an_error_and_no_verdict(
    worker: SymbolicWorker, by: signal.Signals
) -> None:
    """The kernel kills when memory runs out. A crash was taken for an answer that is too complex."""
    worker.check("x", "x")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(worker.check, GOLD, SLOW)
        while not (checking := children(worker.process)) and not asked.done():
            time.sleep(0.001)
        os.kill(checking[0], by)
        with pytest.raises(WorkerError, match="got no verdict, expected one"):
            asked.result()


def test_no_score_comes_of_a_killed_process() -> None:
    expressions = Expressions()
    os.kill(expressions.worker.process, signal.SIGKILL)
    with pytest.raises(WorkerError):
        expressions.compare("3+x", "x+3")
    assert expressions.compare("3+x", "x+3").reason == "equivalent"


def test_a_closed_process_starts_anew(worker: SymbolicWorker) -> None:
    worker.close()
    assert worker.process == 0
    assert worker.check("x+4", "4+x") is Verdict.EQUIVALENT


def test_no_time_left_is_no_verdict(worker: SymbolicWorker) -> None:
    with invocation(OUT_OF_TIME), pytest.raises(DeadlineError):
        worker.check("x+5", "5+x")


def test_a_verdict_once_found_costs_no_time_on_a_retry() -> None:
    expressions = Expressions()
    expressions.compare("6+x", "x+6")
    with invocation(OUT_OF_TIME):
        assert expressions.compare("6+x", "x+6").value == 1


class Saying:
    """A worker that gives its verdicts in turn, and keeps the pairs that it was asked about."""

    def __init__(self, *verdicts: Verdict) -> None:
        self.verdicts = list(verdicts)
        self.asked: list[tuple[str, str]] = []

    def check(self, gold: str, answer: str) -> Verdict:
        self.asked.append((gold, answer))
        return self.verdicts.pop(0)


def asking(saying: Saying) -> Expressions:
    expressions = Expressions()
    expressions.worker.close()
    expressions.worker = cast("SymbolicWorker", saying)
    return expressions


def test_the_reference_is_the_first_of_the_pair_that_is_checked() -> None:
    """The library takes the first for the truth."""
    saying = Saying(Verdict.EQUIVALENT)

    assert asking(saying).compare("7+x", "x+7").reason == "equivalent"
    assert saying.asked == [("x+7", "7+x")]


def graded_twice(first: Verdict) -> list[str]:
    expressions = asking(Saying(first, Verdict.EQUIVALENT))
    return [expressions.compare("8+x", "x+8").reason for _ in range(2)]


def test_a_verdict_of_the_clock_is_not_kept() -> None:
    """One bad second of the machine would bind every later sample with the same answer."""
    assert graded_twice(Verdict.OUT_OF_TIME) == ["too_complex", "equivalent"]


def test_a_verdict_of_the_parsers_limits_is_kept() -> None:
    assert graded_twice(Verdict.TOO_COMPLEX) == ["too_complex", "too_complex"]


def test_the_process_holds_its_two_pipes_and_nothing_else_of_its_parent(worker: SymbolicWorker) -> None:
    worker.check("x", "x")
    opened = {str(file.readlink()) for file in Path(f"/proc/{worker.process}/fd").iterdir()}
    assert sorted(name.partition(":")[0] for name in opened) == ["/dev/null", "pipe", "pipe"]
