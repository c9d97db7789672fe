"""Answers and references that would take long harm nobody: all of a batch is scored at the first try.

The function has AWS's default time in this kit, 60 s. If the machine lets a test set a quota, it has 0.29 of a core,
as Lambda gives a function of 512 MB; elsewhere a whole one.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from benchmarks.cpu_share import NoQuota, cpu_group
from tests.lambda_src.answers.expressions.slow import SLOW
from tests.runtime.emulator import Emulator, emulated, packaged

TIMEOUT = 60
SHARE = 512 / 1769


@pytest.fixture(scope="module")
def function(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    task = tmp_path_factory.mktemp("task")
    compiled = packaged(task, "math")
    variables = {**compiled.environment, "PYTHONPYCACHEPREFIX": str(compiled.host_bytecode)}
    layers = [layer.python for layer in compiled.layers]
    log = tmp_path_factory.mktemp("log") / "log"
    with ExitStack() as stack:
        try:
            group = stack.enter_context(cpu_group(SHARE))
        except NoQuota:
            group = None
        yield stack.enter_context(emulated(task, log, variables, timeout=TIMEOUT, layers=layers, group=group))


def row(id: str, reference: str, answer: str) -> dict[str, Any]:
    box = f"<|begin_of_solution|>\\boxed{{{answer}}}<|end_of_solution|>"
    turns = [{"role": "user", "content": "How much?"}, {"role": "assistant", "content": box}]
    return {"id": id, "messages": turns, "reference_answer": reference}


def scored(function: Emulator, slow: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The reply's rows on slow ones among plain ones, which are all right, each at its first try."""
    plain = [row(f"plain-{place}", f"{place}+x", f"x+{place}") for place in range(16)]
    reply = function.invoke([*slow, *plain])
    assert isinstance(reply, list), reply
    assert [each["aggregate_reward_score"] for each in reply[len(slow) :]] == [1.0] * 16
    assert [line for line in function.lines if line.get("event") == "batch"][-1]["out_of_time"] == 0
    return reply[: len(slow)]


@pytest.mark.long
@pytest.mark.parametrize("name", SLOW)
def test_64_slow_answers_of_one_kind_are_scored(function: Emulator, name: str) -> None:
    reference, answer = SLOW[name]
    assert len(scored(function, [row(f"slow-{place}", reference, answer(place)) for place in range(64)])) == 64


def test_the_slow_answers_of_every_kind_are_scored(function: Emulator) -> None:
    slow = [row(name, reference, answer(7)) for name, (reference, answer) in SLOW.items()]
    assert len(scored(function, slow)) == len(SLOW)


def test_24_equal_slow_answers_are_compared_once_and_all_alike(function: Emulator) -> None:
    reference, answer = SLOW["sum of binomials"]
    rows = scored(function, [row(f"equal-{place}", reference, answer(1)) for place in range(24)])
    assert len({each["aggregate_reward_score"] for each in rows}) == 1


def test_references_of_great_cost_are_the_rows_fault(function: Emulator) -> None:
    references = ["9^{9^{9}}", "e^{e^{e^{e^{e}}}}", "(" * 30 + "x" + ")" * 30]
    rows = scored(function, [row(f"row-{place}", reference, "5") for place, reference in enumerate(references)])
    assert [each["aggregate_reward_score"] for each in rows] == [-1.0] * len(references)
    told = [line for line in function.lines if str(line.get("id", "")).startswith("row-")]
    assert [line["reason"] for line in told] == ["too_complex_reference"] * len(references)
