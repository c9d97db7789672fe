"""`rft invoke` and `rft event`: rows of any platform in, scores or a friendly error out."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from rft.failures import CallError, CheckFailed
from rft.invoke import callee, verb
from rft.invoke.answer import MOST_BYTES, call
from rft.invoke.callee import Callee, find_callee
from rft.invoke.event_shapes import SHAPES
from rft.invoke.file_rows import rows_of_file
from rft.invoke.invocation import failure, invoke, parse_reply
from rft.invoke.raw import read_event
from rft.invoke.roads import shape_of
from rft.invoke.rows import read_rows
from rft.lifecycle.place import Place
from rft.road import Road
from tests.rft.invoke.function import ARN, Function, pipeline
from tests.shipped import shipped

Rft = Callable[..., CompletedProcess[str]]
ASK = {"role": "user", "content": "Is it good?"}
SAY = {"role": "assistant", "content": r"\boxed{positive}"}
PLACE = Place("local", "000000000000", "us-east-1", lambda service: pytest.fail(f"{service} was called"))


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> None:
    """``sentiment`` behind a function of this process."""
    monkeypatch.setattr(Callee, "client", lambda _: Function(pipeline))
    monkeypatch.setattr(verb, "find_callee", lambda *_: Callee(shipped("sentiment"), PLACE, ARN))


@pytest.mark.parametrize("road", Road)
def test_the_event_of_each_road_is_answered_as_it_is(road: Road, deployed: None, rft: Rft, tmp_path: Path) -> None:
    written = rft("event", road.value, "sentiment", "--count", "2").stdout
    assert json.loads(written) == shape_of(road).build(read_rows("sentiment", 2))[0]
    file = tmp_path / "event.json"
    file.write_text(written)
    answered = rft("invoke", "sentiment", "--local", "--event", str(file))
    assert answered.returncode == 0
    assert json.loads(answered.stdout) == pipeline(json.loads(written))


def test_a_failed_event_prints_the_functions_words_and_says_them_in_a_sentence(
    deployed: None, rft: Rft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"process_type": "preprocessing", "data": {}}')))
    done = rft("invoke", "sentiment", "--event", "-")
    assert (done.returncode, json.loads(done.stdout)["errorType"]) == (1, "EventError")
    assert done.stderr.startswith("error: function: it failed (Unhandled): EventError: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "got nothing"),
        (b" \n", "got nothing"),
        (b"[1", "not JSON: "),
        (b'{"a": 1}\n{"a": 2}', "give them as FILE"),
        (b"\xff\xfe[]", "not UTF-8 at byte 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b"9" * 5_000, "too many digits"),
        (b'"' + b"x" * MOST_BYTES + b'"', f"expected at most {MOST_BYTES}"),
    ],
)
def test_an_event_that_lambda_would_not_take_is_refused_before_anything_is_called(
    content: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / "event.json").write_bytes(content)
    with pytest.raises(CallError, match=says):
        read_event(str(tmp_path / "event.json"))


def test_an_event_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for named, why in ((tmp_path / "none.json", "no such file"), (tmp_path, "is a directory")):
        with pytest.raises(CallError, match=why):
            read_event(str(named))


@pytest.mark.parametrize("options", [["rows.jsonl"], ["--count", "3"]])
def test_an_event_goes_alone(options: list[str], rft: Rft) -> None:
    done = rft("invoke", "sentiment", *options, "--event", "event.json")
    assert (done.returncode, "expected the event alone" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    "line",
    [
        {"id": "a", "messages": [ASK, SAY], "reference_answer": "positive"},
        {"id": 7, "messages": [ASK, SAY], "metadata": {"reference_answer": "positive"}},
        {"messages": [ASK, {**SAY, "role": "nova_assistant"}], "reference_answer": "positive"},
        {"prompt": [ASK], "response": SAY["content"], "reward_model": {"ground_truth": "positive"}},
        {"query": "?", "model_response": SAY["content"], "response": "positive"},
        [{"id": "b", "messages": [ASK, SAY], "extra_info": {"reference_answer": "positive"}}],
        {"input": [{"id": "c", "messages": [ASK, SAY], "reference_answer": "positive"}]},
    ],
)
def test_a_sample_of_any_platform_earns_the_same_on_every_road(line: Any, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(line) + "\n\n" + json.dumps(line) + "\n")
    rows = rows_of_file(file, None)
    for shape in SHAPES.values():
        scored = invoke(Function(pipeline), ARN, shape, rows, batch=1)
        assert [score.dimensions["correct"] for score in scored.scores] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("lines", "count", "says"),
    [
        ('{"id": "a", "messages": [{"role": "user", "content": "?"}]}', None, "rows.jsonl:1: got a row without a resp"),
        ("{", None, "rows.jsonl:1: not JSON"),
        ("7", None, "rows.jsonl:1: event: got int"),
        ("", None, "got 0 samples, expected at least one"),
        (json.dumps({"id": "a", "messages": [ASK, SAY]}), 2, "got 1 samples, expected 2"),
    ],
)
def test_a_file_that_cannot_be_sent_is_refused_by_its_line(
    lines: str, count: int | None, says: str, tmp_path: Path
) -> None:
    (tmp_path / "rows.jsonl").write_text(lines)
    with pytest.raises(CallError, match=says):
        rows_of_file(tmp_path / "rows.jsonl", count)


def test_samples_go_in_batches_of_the_jobs_size(rows: list[Any]) -> None:
    seen: list[int] = []

    def handler(event: Any) -> Any:
        seen.append(len(event))
        return pipeline(event)

    invoke(Function(handler), ARN, SHAPES["training-job"], rows * 5, batch=4)
    assert seen == [4, 4, 2]


class Refusing:
    """A client whose calls end with an error."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def invoke(self, **_: object) -> None:
        raise self.error


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "Rate Exceeded."}}, "Invoke")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (refused("TooManyRequestsException"), "Rate Exceeded; Lambda throttles it"),
        (refused("ResourceNotFoundException"), "there is no such function"),
        (refused("AccessDeniedException"), "lacks lambda:InvokeFunction"),
        (refused("RequestTooLargeException"), "send fewer samples"),
        (refused("ResourceConflictException"), "being made or changed"),
        (refused("ExpiredTokenException"), "renew them"),
        (refused("TeapotException"), "TeapotException: Rate Exceeded"),
        (ReadTimeoutError(endpoint_url="https://lambda"), "no answer within"),
        (EndpointConnectionError(endpoint_url="https://lambda"), "it was not reached"),
    ],
)
def test_a_call_that_lambda_does_not_make_says_what_to_do(error: Exception, says: str) -> None:
    with pytest.raises(CheckFailed, match=says):
        call(Refusing(error), ARN, b"[]")


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        ({"errorMessage": "2026-11-28T01:00:00Z 1-2 Task timed out after 3.00 seconds"}, "timeout_seconds"),
        ({"errorType": "Sandbox.Timedout", "errorMessage": "RequestId: 1 Error: Task timed out"}, "timeout_seconds"),
        ({"errorType": "Runtime.ExitError", "errorMessage": "signal: killed"}, "memory_mb"),
        ({"errorType": "ScorerError", "errorMessage": "the scorer raised"}, "rft score"),
        ({"errorType": "JudgeError", "errorMessage": "no verdict"}, "JudgeError: no verdict"),
        ("gone", "gone"),
    ],
)
def test_a_call_that_the_function_fails_says_what_to_do(reply: object, says: str) -> None:
    assert says in failure("Unhandled", reply)


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("arn:aws:iam::000000000000:role/x", "expected arn:aws:lambda"),
        ("arn:aws:lambda:us-east-1:111122223333:function:SageMaker-reward-sentiment-00000000", "expected --aws"),
        ("arn:aws:lambda:us-east-1:000000000000:function:mine", "function named 'mine'"),
        ("arn:aws:lambda:us-east-1:000000000000:function:SageMaker-reward-nope-00000000", "with an experiment of"),
    ],
)
def test_an_arn_that_names_no_revision_of_an_experiment_is_refused(named: str, says: str) -> None:
    with pytest.raises(CallError, match=says):
        find_callee(named, None, in_aws=False)


@pytest.mark.parametrize(
    ("label", "experiment"), [("sentiment", "sentiment"), ("dev-tool-plan", "tool-plan"), ("tool-plan", "tool-plan")]
)
def test_an_arn_names_experiment_and_stage(label: str, experiment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callee, "local_place", lambda _: PLACE)
    arn = f"arn:aws:lambda:us-east-1:000000000000:function:SageMaker-reward-{label}-0123abcd"
    found = find_callee(arn, None, in_aws=False)
    assert (found.arn, found.compiled.label, found.compiled.experiment.name) == (arn, label, experiment)


def test_an_arn_of_another_account_is_refused_before_anything_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callee, "remote_place", lambda region: replace(PLACE, name="aws", region=region))
    arn = "arn:aws:lambda:us-east-1:{}:function:SageMaker-reward-sentiment-0123abcd"
    with pytest.raises(CallError, match="of the account 111122223333, expected one of 000000000000"):
        find_callee(arn.format("111122223333"), None, in_aws=True)
    assert find_callee(arn.format("000000000000"), None, in_aws=True).place.account == "000000000000"


@pytest.mark.parametrize("given", ["/rows.jsonl", "./rows", "rows.jsonl", "event.json"])
def test_an_event_of_a_file_is_sent_to_invoke(given: str, rft: Rft) -> None:
    done = rft("event", "bedrock", given)
    assert (done.returncode, done.stdout) == (2, "")
    assert "`rft invoke EXPERIMENT FILE` sends the samples of a file" in done.stderr


def test_the_samples_of_a_reply_are_those_that_were_sent() -> None:
    with pytest.raises(CheckFailed, match="got 63 ids, expected the 64"):
        invoke(Function(lambda event: pipeline(event)[1:]), ARN, SHAPES["training-job"], read_rows("sentiment"))
    assert parse_reply(None, b"[]") == []
