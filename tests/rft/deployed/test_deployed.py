"""A deployed function as a source of scores: failures are not scores, calls are repeated, and AWS is asked first."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from compiler.judge.second import SecondJudge
from rft.deployed.function import Failure, Function
from rft.deployed.question import Question
from rft.deployed.scoring import DeployedScoring
from rft.failures import CallError, CheckFailed
from rft.invoke.callee import Callee
from rft.lifecycle.place import Place
from rft.score.cost import Cost
from rft.score.fault import Fault
from rft.score.scoring import Scored
from rft.score.source.samples import file_samples
from tests.rft.invoke.function import ARN, pipeline
from tests.rft.invoke.function import Function as Handled
from tests.shipped import shipped

Rft = Callable[..., CompletedProcess[str]]
Answer = dict[str, Any] | Exception


class Lambda:
    """Pays 1.0, fails batches that hold a word, and gives the planned answers first."""

    def __init__(self, *planned: Answer, poison: str = "poison", kind: str = "ScorerError") -> None:
        self.planned, self.poison, self.kind = list(planned), poison, kind
        self.batches: list[int] = []

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        rows = json.loads(Payload)
        self.batches.append(len(rows))
        if self.planned:
            first = self.planned.pop(0)
            if isinstance(first, Exception):
                raise first
            return opened(first)
        if self.poison in Payload.decode():
            return opened(failed(self.kind))
        return opened(replied([scored(row["id"]) for row in rows]))


def scored(row_id: object, reward: float = 1.0, **flags: float) -> dict[str, Any]:
    metrics = [{"name": "correct", "value": 1.0, "type": "Reward"}]
    metrics += [{"name": name, "value": value, "type": "Metric"} for name, value in flags.items()]
    return {"id": row_id, "aggregate_reward_score": reward, "metrics_list": metrics}


def replied(body: object) -> dict[str, Any]:
    return {"Payload": json.dumps(body).encode()}


def opened(answer: dict[str, Any]) -> dict[str, Any]:
    return {**answer, "Payload": io.BytesIO(answer["Payload"])}


def failed(kind: str) -> dict[str, Any]:
    return {"FunctionError": "Unhandled"} | replied({"errorType": kind, "errorMessage": "it says so"})


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {}}, "Invoke")  # type: ignore[typeddict-item]


def function(client: Lambda, pauses: list[float] | None = None, place: str = "local") -> Function:
    callee = Callee(shipped("sentiment"), Place(place, "000000000000", "us-east-1", lambda _: client), ARN)
    return Function(callee, client, pause=[].append if pauses is None else pauses.append)


def rows(count: int, bad: int = -1) -> list[dict[str, Any]]:
    return [{"id": f"r{at}", "said": "poison" if at == bad else "fine"} for at in range(count)]


def test_one_sample_that_fails_its_batch_is_found_and_the_others_are_paid() -> None:
    client = Lambda()
    paid = function(client).pay(rows(130, bad=70))
    assert [at for at, each in enumerate(paid) if isinstance(each, Failure)] == [70]
    assert client.batches[:3] == [64, 64, 32]
    assert max(client.batches) == 64
    assert len(client.batches) < 20


@pytest.mark.parametrize(
    "passing",
    [
        failed("JudgeError"),
        failed("DeadlineError"),
        refused("TooManyRequestsException"),
        refused("ServiceException"),
        EndpointConnectionError(endpoint_url="http://127.0.0.1:9"),
    ],
)
def test_what_fails_for_a_moment_is_sent_again_whole(passing: Answer) -> None:
    pauses: list[float] = []
    client = Lambda(passing, passing)
    paid = function(client, pauses).pay(rows(3))
    assert not any(isinstance(each, Failure) for each in paid)
    assert (client.batches, pauses) == ([3, 3, 3], [1.0, 2.0])


def test_four_tries_are_all() -> None:
    with pytest.raises(CheckFailed, match="TooManyRequestsException"):
        function(Lambda(*[refused("TooManyRequestsException")] * 4)).pay(rows(1))


class Outage(Lambda):
    """Fails every batch from one call on, as if its judge were down; or fails those that hold a poisoned row."""

    def __init__(self, starts_with: int, kind: str = "JudgeError", poison: str = "r") -> None:
        super().__init__(poison="", kind=kind)
        self.starts_with, self.rows = starts_with, poison

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.poison = self.rows if len(self.batches) >= self.starts_with else "nothing"
        return super().invoke(FunctionName, Payload)


@pytest.mark.parametrize("kind", ["JudgeError", "DeadlineError", "InfrastructureError"])
def test_a_judge_that_goes_down_costs_seven_calls_and_what_was_paid_is_kept(kind: str) -> None:
    client, pauses = Outage(2, kind), list[float]()
    there = function(client, pauses)
    paid = there.pay(rows(1000))
    assert [at for at, each in enumerate(paid) if not isinstance(each, Failure)] == list(range(128))
    assert {each.kind for each in paid if isinstance(each, Failure)} == {"NotSent"}
    assert client.batches == [64, 64, 64, 64, 64, 64, 1, 1, 1]
    assert sum(pauses) == 7
    assert "so ended 4 calls with 64 samples, and calls with one sample for 3 of them" in there.stopped
    assert there.pay(rows(64)) == paid[-64:]
    assert len(client.batches) == 9


def test_a_judge_that_is_down_from_the_start_ends_the_run() -> None:
    client = Outage(0)
    with pytest.raises(CheckFailed, match="its judge or its service is down"):
        function(client).pay(rows(1000))
    assert client.batches == [64, 64, 64, 64, 1, 1, 1]


@pytest.mark.parametrize("bad", [0, 31, 32, 63])
def test_one_sample_of_which_the_judge_says_nothing_is_no_outage(bad: int) -> None:
    paid = function(Lambda(kind="JudgeError")).pay(rows(200, bad))
    assert [at for at, each in enumerate(paid) if isinstance(each, Failure)] == [bad]


def test_a_lambda_that_refuses_on_the_way_leaves_what_was_paid() -> None:
    client = Lambda(replied([scored(f"r{at}") for at in range(64)]), refused("ExpiredTokenException"))
    paid = function(client).pay(rows(300))
    assert sum(isinstance(each, Failure) for each in paid) == 236
    assert client.batches == [64, 64]


def test_neutral_values_alone_for_three_batches_are_a_judge_that_is_down() -> None:
    neutral = [replied([scored(f"r{at}", 0.5, fallback=1.0) for at in range(n, n + 64)]) for n in (0, 64, 128)]
    with pytest.raises(CheckFailed, match="gave no verdict on any sample of 3 batches in a row"):
        function(Lambda(*neutral)).pay(rows(300))


@pytest.mark.parametrize(
    ("client", "says"),
    [
        (Lambda(refused("AccessDeniedException")), "lambda:InvokeFunction"),
        (Lambda(failed("JudgeRefusedError")), "JudgeRefusedError"),
        (Lambda(poison="r"), "so on each of the first 8 samples"),
        (Lambda(replied([scored("r1"), scored("r0")])), "with their ids, in order"),
        (Lambda(replied([scored("r0")])), "got 1 rows, expected the 2"),
        (Lambda(replied([scored("r0", float("nan")), scored("r1")])), "NaN"),
        (Lambda(replied("no")), "expected a list of scores"),
    ],
)
def test_what_is_no_samples_fault_ends_the_run(client: Lambda, says: str) -> None:
    many = rows(64 if client.poison == "r" else 2)
    with pytest.raises(CheckFailed, match=says):
        function(client).pay(many)
    assert len(client.batches) < 30


def test_a_row_that_lambda_cannot_take_is_a_failure_of_its_own() -> None:
    client = Lambda()
    huge = {"id": "huge", "said": "x" * 6_300_000}
    paid = function(client).pay([*rows(3), huge])
    assert [type(each) is Failure for each in paid] == [False, False, False, True]
    assert client.batches == [2, 1]


def test_a_neutral_value_is_a_fault_and_flags_are_outcomes(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("".join(json.dumps({"id": f"r{at}", "prompt": "?", "completion": "x"}) + "\n" for at in range(4)))
    reply = [
        scored("r0"),
        scored("r1", -1.0, no_answer=1.0, fallback=0.0),
        scored("r2", -1.0, unscorable=1.0),
        scored("r3", 0.0, fallback=1.0),
    ]
    found = list(DeployedScoring(function(Lambda(replied(reply)))).results(file_samples(file, lambda _: None)))
    assert [each.score.outcome for each in found if isinstance(each, Scored)] == ["scored", "no_answer", "unscorable"]
    assert isinstance(found[3], Fault)


@pytest.fixture
def deployed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """``sentiment`` behind a function of this process, in AWS or on the local target as the caller says."""
    calls: list[int] = []

    def counted(event: Any) -> Any:
        calls.append(len(event))
        return pipeline(event)

    def of(_named: str, _stage: object, in_aws: bool, _locally: bool) -> Callee:
        place = Place("aws" if in_aws else "local", "000000000000", "us-east-1", lambda _: None)
        return Callee(shipped("sentiment"), place, ARN)

    monkeypatch.setattr(Callee, "client", lambda _: Handled(counted))
    monkeypatch.setattr("rft.invoke.callee.find_callee", of)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return calls


def test_a_deployed_function_scores_as_this_process_does(deployed: list[int], rft: Rft, tmp_path: Path) -> None:
    here = json.loads(rft("score", "sentiment", "--json").stdout)
    page = tmp_path / "page.html"
    done = rft("score", "sentiment", "--local", "--json", "--report", str(page))
    there = json.loads(done.stdout)
    assert deployed == [64, 12]
    assert there["function_arn"] == ARN
    assert there["asked"]["invocations"] == 2
    told = ("id", "at", "group", "outcome", "reward", "dimensions")
    assert [[each[key] for key in told] for each in there["samples"]] == [
        [each[key] for key in told] for each in here["samples"]
    ]
    assert there["spread"] == here["spread"]
    assert "It does not tell receipts, reason codes" in page.read_text()
    shown = rft("score", ARN, "--show", "2").stdout
    assert f"Scored by the deployed function {ARN}." in shown
    assert "It is of revision 00000000, and the files here make " in shown


def test_what_is_missing_after_an_outage_is_counted_and_what_was_scored_is_kept(
    deployed: list[int], rft: Rft, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    working, kept = Callee.client, tmp_path / "kept.db"

    class Refusing(Handled):
        def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
            if deployed:
                raise refused("ExpiredTokenException")
            deployed.append(len(json.loads(Payload)))
            return super().invoke(FunctionName, Payload)

    monkeypatch.setattr(Callee, "client", lambda _: Refusing(pipeline))
    done = rft("score", "sentiment", "--local", "--json", "--resume", str(kept))
    samples = json.loads(done.stdout)["samples"]
    assert (done.returncode, sum("fault" in each for each in samples)) == (1, 12)
    assert "score: 12 of 76 samples have no score, because function: arn:aws" in done.stderr
    assert "run this again, and what was scored is kept" in done.stderr
    monkeypatch.setattr(Callee, "client", working)
    again = rft("score", "sentiment", "--local", "--json", "--resume", str(kept))
    assert (again.returncode, deployed) == (0, [64, 12])


def test_a_function_in_aws_is_called_after_the_question_alone(deployed: list[int], rft: Rft) -> None:
    refused = rft("score", "sentiment", "--aws")
    assert (refused.returncode, refused.stdout, deployed) == (2, "", [])
    assert "--aws sends 76 samples in 2 calls to arn:aws" in refused.stderr
    assert "Lambda: at most under 0.01 USD. No model judges." in refused.stderr
    assert "nothing was called; add --yes" in refused.stderr
    assert rft("score", "sentiment", "--aws", "--yes", "--count", "70").returncode == 0
    assert deployed == [64, 6]


def test_the_question_tells_of_a_second_judge_and_its_part_of_the_cost() -> None:
    compiled = shipped("similarity")
    judge = compiled.experiment.judge
    assert judge is not None
    second = SecondJudge(
        model="us.amazon.nova-premier-v1:0",
        share=0.5,
        input_usd_per_million_tokens=10.0,
        output_usd_per_million_tokens=20.0,
    )

    def says(**changed: object) -> str:
        experiment = compiled.experiment.model_copy(update={"judge": judge.model_copy(update=changed)})
        there = Callee(replace(compiled, experiment=experiment), Place("aws", "1", "us-east-1", lambda _: None), ARN)
        return Question.about(Function(there, None), 100, Cost(100, 100, 1_000_000, 1_000_000)).says()

    assert "A second judge, us.amazon.nova-premier-v1:0, judges about 0.5 of the samples too: about 15.00 USD." in says(
        second=second
    )
    assert "second judge" not in says()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("score", "sentiment", "--stage", "dev"), "--stage: got 'dev' without --local or --aws"),
        (("score", "sentiment", "--local", "--by-model"), "--by-model: got a deployed function beside it"),
        (("calibrate", "similarity", "--judge", "deployed"), "--judge deployed: expected --local or --aws"),
        (("calibrate", "similarity", "--local", "--keep"), "--keep: got a deployed function"),
        (("compare", "sentiment", "sentiment"), "compare: got 'sentiment' on both sides, expected two"),
        (("compare", "sentiment", "elsewhere:sentiment"), "expected local or aws"),
        (("compare", "sentiment", "arn:aws:lambda:us-east-1:1:function:x"), "expected arn:aws:lambda:REGION"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    arguments: tuple[str, ...], says: str, deployed: list[int], rft: Rft
) -> None:
    done = rft(*arguments)
    assert (done.returncode, deployed) == (CallError.exit_code, [])
    assert says in done.stderr
