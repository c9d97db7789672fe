"""A process for each processor: order, ends, deaths, and nothing that is left behind."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ENDLESS: dict[str, Any] = {"program": "while True: pass", "cases": [{"stdin": ""}]}


def prints(text: str) -> dict[str, Any]:
    return {"program": f"print({text!r})", "cases": [{"stdin": ""}, {"stdin": ""}]}


@pytest.fixture
def workers(component: Any) -> Iterator[Any]:
    from sandbox.workers import Workers

    made = Workers(2)
    yield made
    made.close()


def stdouts(results: Any) -> list[list[str]]:
    return [[run["stdout"] for run in runs] for runs in results]


def test_each_job_gets_its_own_results_in_order_and_ends_with_its_parent(workers: Any) -> None:
    texts = [str(at) for at in range(7)]
    assert stdouts(workers.run_jobs([prints(text) for text in texts])) == [[f"{text}\n"] * 2 for text in texts]
    assert workers.run_jobs([]) == []
    started = workers._started
    assert [each.poll() for each in started] == [None, None]
    for each in started:
        each.stdin.close()
    assert [each.wait(60) for each in started] == [0, 0]


def test_a_worker_has_no_credentials(workers: Any) -> None:
    given = [Path(f"/proc/{each.pid}/environ").read_bytes() for each in workers._started]
    names = {part.partition(b"=")[0].decode() for each in given for part in each.split(b"\0") if part}
    assert names <= {"PATH", "LD_LIBRARY_PATH"}


def test_a_worker_that_dies_fails_the_call_and_the_next_call_has_new_ones(workers: Any) -> None:
    from sandbox.run import BrokenSandbox

    workers.run_jobs([prints("a")])
    old = [each.pid for each in workers._started]
    os.kill(old[0], 9)
    with pytest.raises(BrokenSandbox, match="a worker ended"):
        workers.run_jobs([prints("a"), prints("b"), prints("c")])
    assert stdouts(workers.run_jobs([prints("a"), prints("b")])) == [["a\n"] * 2, ["b\n"] * 2]
    assert not {each.pid for each in workers._started} & set(old)
    assert not any(Path(f"/proc/{pid}").exists() for pid in old)


def test_the_end_of_the_time_fails_the_call_and_blames_no_program(workers: Any) -> None:
    from sandbox.batch import OutOfTime

    workers.run_jobs([prints("a"), prints("b")])
    with pytest.raises(OutOfTime):
        workers.run_jobs([ENDLESS, ENDLESS, prints("c")], time.monotonic() + 0.3)
    assert stdouts(workers.run_jobs([prints("d")])) == [["d\n"] * 2]


@pytest.mark.parametrize(
    ("memory", "count"), [("128", 1), ("1769", 1), ("3008", 1), ("3538", 2), ("5307", 3), ("10240", 4)]
)
def test_a_function_has_the_processors_that_its_memory_buys(
    component: Any, monkeypatch: pytest.MonkeyPatch, memory: str, count: int
) -> None:
    from sandbox.processors import processors

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(4)), raising=False)
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", memory)
    assert processors() == count


def test_one_processor_needs_no_other_process(component: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox import place

    monkeypatch.setattr(place, "processors", lambda: 1)
    monkeypatch.setattr(place, "Workers", None)
    here = place.place()
    assert stdouts(here.run_jobs([prints("a"), prints("b")])) == [["a\n"] * 2, ["b\n"] * 2]
    here.close()


def test_memory_is_told_by_case_and_bounded(component: Any) -> None:
    from sandbox.batch import run_job
    from sandbox.run import MEMORY_BYTES

    program = "def f(n):\n    return len(bytearray(n))\n"
    cases = [{"call": "f", "args": [{"int": str(size)}], "kwargs": {}} for size in (1, 50 * 2**20, 2**40, 1)]
    runs: Any = run_job(component, {"program": program, "cases": cases})
    small, large, beyond, again = (run["memory_bytes"] for run in runs)
    assert 5 * 2**20 < small < 60 * 2**20
    assert large - small == pytest.approx(50 * 2**20, abs=4 * 2**20)
    assert 0 < beyond <= MEMORY_BYTES
    assert again == pytest.approx(small, abs=2 * 2**20)
