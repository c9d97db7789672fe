"""Programs of a batch are run together, each once, and a sandbox that fails never becomes a score."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from reward_runtime import deadline
from reward_runtime.answers.code import function as module
from reward_runtime.answers.code.cases import Cases, read_cases
from reward_runtime.answers.code.client import CallFailed
from reward_runtime.answers.code.function import PROGRAMS_A_CALL, SandboxFunction
from reward_runtime.answers.code.runs import ProgramRuns
from reward_runtime.errors import DeadlineError, InfrastructureError, OperatorError, RewardError

CASES = read_cases({"hidden": [{"call": "f", "args": [1], "returns": "the secret result"}], "visible": []})
Job = Mapping[str, Any]


class Runner:
    """A sandbox in which every function returns its program."""

    def __init__(self) -> None:
        self.asked: list[list[Job]] = []

    def run(self, jobs: Sequence[Job]) -> list[list[dict[str, object]]]:
        self.asked.append(list(jobs))
        return [[{"outcome": "done", "value": job["program"]} for _ in job["cases"]] for job in jobs]


def made() -> tuple[ProgramRuns, Runner]:
    runner = Runner()
    return ProgramRuns(lambda: runner), runner


def test_a_lone_program_is_run_at_once_and_once() -> None:
    test, runner = made()
    assert test.report("the secret result", CASES).share == 1
    assert test.report("the secret result", CASES).share == 1
    assert test.report("another", CASES).share == 0
    assert len(runner.asked) == 2


def test_the_programs_of_a_batch_are_run_together_each_once() -> None:
    test, runner = made()
    programs = ["a", "b", "a", "the secret result"]
    assert test.batch(lambda program: test.report(program, CASES).share, programs) == [0, 0, 0, 1]
    assert [[job["program"] for job in call] for call in runner.asked] == [["a", "b", "the secret result"]]


def test_a_scorer_that_runs_a_second_program_gets_it_in_a_second_round() -> None:
    test, runner = made()

    def score(program: str) -> float:
        return test.report(program, CASES).share or test.report("the secret result", CASES).share

    assert test.batch(score, ["a", "b"]) == [1, 1]
    assert [len(call) for call in runner.asked] == [2, 1]


def test_a_batch_without_programs_makes_no_sandbox() -> None:
    def none() -> Any:
        raise AssertionError

    assert ProgramRuns(none).batch(len, ["a", "bc"]) == [1, 2]


def test_a_scorer_that_never_ends_asking_is_the_operators_fault() -> None:
    test, _ = made()
    number = iter(range(1000))
    with pytest.raises(OperatorError, match="got new programs for a sample in 16 rounds"):
        test.batch(lambda _: test.report(str(next(number)), CASES).share, ["a"])


def test_no_expected_result_leaves_this_process() -> None:
    test, runner = made()
    test.batch(lambda program: test.report(program, CASES).share, ["a", "b"])
    assert "secret" not in json.dumps(runner.asked)


def test_a_failed_batch_leaves_nothing_behind() -> None:
    class Broken(Runner):
        def run(self, jobs: Sequence[Job]) -> list[list[dict[str, object]]]:
            if not self.asked:
                self.asked.append(list(jobs))
                raise InfrastructureError("no")
            return super().run(jobs)

    runner = Broken()
    test = ProgramRuns(lambda: runner)
    with pytest.raises(InfrastructureError, match="no"):
        test.batch(lambda program: test.report(program, CASES).share, ["a"])
    assert test.report("the secret result", CASES).share == 1


class Client:
    """Lambda's side of a call: it treats the first calls as told, and answers the later ones."""

    def __init__(self, *failures: CallFailed | bytes) -> None:
        self.failures = list(failures)
        self.calls: list[list[Job]] = []

    def invoke(self, payload: bytes) -> bytes:
        jobs = json.loads(payload)["jobs"]
        self.calls.append(jobs)
        if self.failures:
            failure = self.failures.pop(0)
            if isinstance(failure, bytes):
                return failure
            raise failure
        results = [[{"outcome": "done", "value": job["program"]} for _ in job["cases"]] for job in jobs]
        return json.dumps({"results": json.dumps(results)}).encode()


def called(monkeypatch: pytest.MonkeyPatch, client: Client, jobs: int = 1) -> Any:
    monkeypatch.setattr(module, "LambdaClient", lambda *_: client)
    monkeypatch.setattr(module, "_PAUSE_SECONDS", (0.0, 0.0))
    given = [{"program": str(at), "cases": [{"stdin": ""}]} for at in range(jobs)]
    return SandboxFunction("x-sandbox").run(given)


def test_programs_go_out_a_few_a_call_and_come_back_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    results = called(monkeypatch, client, 3 * PROGRAMS_A_CALL + 1)
    assert [runs[0]["value"] for runs in results] == [str(at) for at in range(3 * PROGRAMS_A_CALL + 1)]
    assert sorted(len(call) for call in client.calls) == [1, *[PROGRAMS_A_CALL] * 3]


@pytest.mark.parametrize(
    "failure",
    [
        CallFailed("throttled"),
        b"",
        b"null",
        b"{}",
        b'{"results": "[]"}',
        b'{"results": "[[]]"}',
        b'{"results": "[[1]]"}',
        b'{"results": "[{}]"}',
        b'{"results": [[{}]]}',
        b'{"errorMessage": "x"}',
    ],
)
def test_a_call_without_results_is_tried_again_and_never_a_score(
    monkeypatch: pytest.MonkeyPatch, failure: CallFailed | bytes
) -> None:
    assert called(monkeypatch, Client(failure, failure))[0][0]["value"] == "0"
    with pytest.raises(InfrastructureError, match="3 tries failed"):
        called(monkeypatch, Client(failure, failure, failure))


def test_a_call_that_would_always_fail_is_the_operators_and_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(CallFailed("no access", final=True))
    with pytest.raises(OperatorError, match="no access"):
        called(monkeypatch, client)
    assert len(client.calls) == 1


class Context:
    """Of an invocation that has no time left beyond the margin."""

    def get_remaining_time_in_millis(self) -> int:
        return 0


def test_an_invocation_without_time_fails_before_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    with deadline.invocation(Context()), pytest.raises(DeadlineError, match="before the invocation ended"):
        called(monkeypatch, client)
    assert client.calls == []


def test_without_a_sandbox_a_deployed_function_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    from reward_runtime.answers.code import connect

    monkeypatch.delenv("REWARD_SANDBOX", raising=False)
    monkeypatch.setattr(connect, "_PACKAGE", "sandbox_that_is_not_there.local")
    with pytest.raises(RewardError, match="REWARD_SANDBOX: got none, expected the name of the function"):
        connect.connect()


def test_the_same_program_under_other_cases_is_another_report() -> None:
    test, runner = made()
    other: Cases = read_cases({"hidden": [{"call": "f", "args": [1], "returns": "x"}]})
    assert (test.report("x", CASES).share, test.report("x", other).share) == (0, 1)
    assert len(runner.asked) == 2
