"""The deployed files alone answer under AWS's own runtime as they do in process."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from reward_runtime.pipeline import Pipeline

from compiler.compiled import CompiledExperiment
from tests.runtime.emulator import Emulator, emulated, packaged
from tests.runtime.rows import RIGHT, WRONG, row


def test_the_function_starts_with_its_packaged_files_alone(function: Emulator) -> None:
    function.invoke([row(RIGHT)])
    started = re.search(r"INIT RTDONE\(status: (\w+)\).*?INIT REPORT\(durationMs: ([\d.]+)\)", function.text, re.DOTALL)
    assert started is not None
    assert started[1] == "success"
    print(f"cold start, runtime client and function: {float(started[2]):.0f} ms")


def test_a_function_with_a_file_missing_is_named_as_unimportable(tmp_path: Path) -> None:
    compiled = packaged(tmp_path)
    (tmp_path / "reward_runtime" / "reply.py").unlink()
    with emulated(tmp_path, tmp_path / "log", compiled.environment) as broken:
        assert "No module named 'reward_runtime.reply'" in str(broken.invoke([row(RIGHT)]))


@pytest.mark.parametrize(
    "event",
    [
        [row(RIGHT)],
        row(RIGHT),
        [row(RIGHT, "a"), row(WRONG, 2), row("no answer", {"b": [3]}), row("肯定的です。", "肯")],
        {"input": [row(WRONG)]},
    ],
    ids=["a list of one", "a lone sample", "several kinds of id", "a wrapped list"],
)
def test_the_reply_is_that_of_the_pipeline_in_process(
    function: Emulator, compiled: CompiledExperiment, event: object
) -> None:
    assert function.invoke(event) == Pipeline.from_environment(compiled.environment)(event, SimpleNamespace())


def test_an_error_has_the_shape_that_lambda_gives_it(function: Emulator) -> None:
    error = function.invoke({"unknown": 1})
    assert set(error) == {"errorType", "errorMessage", "stackTrace", "requestId"}
    assert error["errorType"] == "EventError"
    assert error["errorMessage"].startswith("event: got an object with 1 keys")
    assert "handler.py" in error["stackTrace"][0]


def test_the_request_id_of_an_error_is_the_one_in_the_log(function: Emulator) -> None:
    request_id = function.invoke({"unknown": 1})["requestId"]
    assert [line["error"] for line in function.lines if line.get("request_id") == request_id] == ["EventError"]


def test_an_invocation_writes_one_parseable_line_a_sample_one_for_the_batch_and_its_metrics(function: Emulator) -> None:
    before = len(function.lines)
    function.invoke([row(RIGHT, f"row-{i}") for i in range(5)])
    lines = function.lines[before:]
    assert [line.get("event") or sorted(line)[-1] for line in lines] == [*["sample"] * 5, "batch", "_aws"]


def test_the_request_id_of_a_line_is_the_invocation_s(function: Emulator) -> None:
    function.invoke([row(RIGHT, "asked for")])
    request_id = next(line["request_id"] for line in function.lines if line.get("id") == "asked for")
    assert f"START RequestId: {request_id} " in function.text


def test_an_event_near_lambda_s_limit_is_answered(function: Emulator) -> None:
    long = " ".join(["word"] * 1_180_000) + RIGHT
    assert 5_850_000 < len(long) < 5_950_000
    assert function.invoke([row(long)])[0]["metrics_list"][0] == {"name": "correct", "value": 1.0, "type": "Reward"}


def test_a_reply_over_lambda_s_limit_is_the_kit_s_own_error(function: Emulator) -> None:
    error = function.invoke([row(RIGHT, "é" * 20_000) for _ in range(60)])
    assert error["errorType"] == "ReplyError"
    assert "lower lambda_batch_size" in error["errorMessage"]
