"""The process that does symbolic mathematics ends what takes too long, and its own death is never a score."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from reward_runtime.deadline import invocation
from reward_runtime.errors import DeadlineError, WorkerError
from reward_runtime.symbolic import Expressions
from reward_runtime.symbolic_check import CPU_SECONDS, Verdict
from reward_runtime.symbolic_guard import refusal
from reward_runtime.symbolic_worker import SymbolicWorker

SLOW = r"\tan(\cos(\tan(\sin(\cos(\tan(\sin(\cos(\tan(x)))))))))"
"""Beside ``GOLD`` some 5 s of CPU where nothing ends it, forty times the limit."""
GOLD = r"\sin(x)+\cos(x)"
CHECKS_A_BATCH = 64
BATCH_CPU_SECONDS = 10.0
OUT_OF_TIME = SimpleNamespace(get_remaining_time_in_millis=lambda: 0)


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


def slow_check(worker: SymbolicWorker) -> tuple[Verdict, float]:
    worker.check("x", "x")
    before = cpu_seconds(worker.process)
    found = worker.check(GOLD, SLOW)
    return found, cpu_seconds(worker.process) - before


def test_no_guard_keeps_the_slow_expression_from_the_process() -> None:
    assert refusal(SLOW) == ""


def test_a_slow_check_runs_to_its_cpu_limit_and_is_too_complex(worker: SymbolicWorker) -> None:
    found, taken = slow_check(worker)
    assert found is Verdict.TOO_COMPLEX
    # The kernel counts in whole ticks.
    assert taken >= CPU_SECONDS / 2


def test_a_slow_check_is_ended_soon_after_its_cpu_limit(worker: SymbolicWorker) -> None:
    """The best of several: beside its own work, a process is charged for the pages that it shares with its parent."""
    assert min(slow_check(worker)[1] for _ in range(8)) < 2 * CPU_SECONDS


def test_a_batch_of_slow_checks_has_less_than_ten_cpu_seconds() -> None:
    assert CHECKS_A_BATCH * CPU_SECONDS < BATCH_CPU_SECONDS


def test_a_check_after_a_slow_one_is_unharmed(worker: SymbolicWorker) -> None:
    slow_check(worker)
    assert worker.check("x+1", "1+x") is Verdict.EQUIVALENT


def test_a_killed_process_is_an_error_and_the_next_check_has_another(worker: SymbolicWorker) -> None:
    worker.check("x", "x")
    killed = worker.process
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(WorkerError, match="got no verdict, expected one"):
        worker.check("x+2", "2+x")
    assert worker.check("x+2", "2+x") is Verdict.EQUIVALENT
    assert worker.process != killed


def test_a_check_killed_from_outside_is_an_error_and_no_verdict(worker: SymbolicWorker) -> None:
    """As the kernel does where memory runs out. A reference against itself has a second of CPU to be met in."""
    worker.check("x", "x")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(worker.check, SLOW + "+" + GOLD, SLOW + "+" + GOLD)
        while not (checking := children(worker.process)) and not asked.done():
            time.sleep(0.001)
        os.kill(checking[0], signal.SIGKILL)
        with pytest.raises(WorkerError, match="got no verdict, expected one"):
            asked.result()


def test_no_score_comes_of_a_killed_process() -> None:
    expressions = Expressions()
    os.kill(expressions.worker.process, signal.SIGKILL)
    with pytest.raises(WorkerError):
        expressions.compare("x+3", "3+x")
    assert expressions.compare("x+3", "3+x").reason == "equivalent"


def test_a_closed_process_starts_anew(worker: SymbolicWorker) -> None:
    worker.close()
    assert worker.process == 0
    assert worker.check("x+4", "4+x") is Verdict.EQUIVALENT


def test_no_time_left_is_no_verdict(worker: SymbolicWorker) -> None:
    with invocation(OUT_OF_TIME), pytest.raises(DeadlineError):
        worker.check("x+5", "5+x")


def test_a_verdict_once_found_costs_no_time_on_a_retry() -> None:
    expressions = Expressions()
    expressions.compare("x+6", "6+x")
    with invocation(OUT_OF_TIME):
        assert expressions.compare("x+6", "6+x").value == 1


def test_the_process_holds_its_two_pipes_and_nothing_else_of_its_parent(worker: SymbolicWorker) -> None:
    worker.check("x", "x")
    opened = {str(file.readlink()) for file in Path(f"/proc/{worker.process}/fd").iterdir()}
    assert sorted(name.partition(":")[0] for name in opened) == ["/dev/null", "pipe", "pipe"]
