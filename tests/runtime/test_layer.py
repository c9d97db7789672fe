"""A reward with a layer answers under AWS's own runtime as it does in process."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from reward_runtime.pipeline import Pipeline

from compiler.compiled import CompiledExperiment
from rft.invoke.rows import read_rows
from tests.runtime.emulator import Emulator, emulated, packaged


@pytest.fixture(scope="module")
def compiled(task: Path) -> CompiledExperiment:
    return packaged(task, "math")


@pytest.fixture(scope="module")
def function(task: Path, compiled: CompiledExperiment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The mathematics reward over its layer, whose bytecode for this machine's Python is the compiler's."""
    variables = {**compiled.environment, "PYTHONPYCACHEPREFIX": str(compiled.host_bytecode)}
    layers = [layer.python for layer in compiled.layers]
    with emulated(task, tmp_path_factory.mktemp("log") / "log", variables, layers=layers) as running:
        yield running


def row(id: str, reference: str, answer: str) -> dict[str, Any]:
    box = f"<|begin_of_solution|>\\boxed{{{answer}}}<|end_of_solution|>"
    turns = [{"role": "user", "content": "How much?"}, {"role": "assistant", "content": box}]
    return {"id": id, "messages": turns, "reference_answer": reference}


def test_an_answer_that_only_algebra_can_tell_is_told(function: Emulator) -> None:
    right, wrong = function.invoke([row("a", "x^2-1", "(x-1)(x+1)"), row("b", "x^2-1", "(x-1)(x+2)")])
    assert [metric["value"] for metric in right["metrics_list"] if metric["name"] == "correct"] == [1.0]
    assert [metric["value"] for metric in wrong["metrics_list"] if metric["name"] == "correct"] == [0.0]


def test_real_responses_score_as_in_process(function: Emulator, compiled: CompiledExperiment) -> None:
    batch = [
        {**one.fields, "messages": [*one.messages, {"role": "assistant", "content": one.response}]}
        for one in read_rows("math", 24)
    ]
    assert function.invoke(batch) == Pipeline.from_environment(compiled.environment)(batch, SimpleNamespace())


def test_an_answer_of_great_cost_leaves_the_next_invocation_unharmed(function: Emulator) -> None:
    nest = "x"
    for name in ("tan", "cos", "sin") * 3:
        nest = f"\\{name}({nest})"
    (slow,) = function.invoke([row("slow", "\\sin(x)+\\cos(x)", nest)])
    assert slow["aggregate_reward_score"] < 0
    (after,) = function.invoke([row("after", "2\\sqrt{3}", "\\sqrt{12}")])
    assert after["aggregate_reward_score"] == 1.0


def test_without_its_layer_the_function_names_what_it_misses(compiled: CompiledExperiment, tmp_path: Path) -> None:
    packaged(tmp_path, "math")
    with emulated(tmp_path, tmp_path / "log", compiled.environment) as bare:
        assert "No module named 'mpmath'" in str(bare.invoke([row("a", "5", "5")]))
