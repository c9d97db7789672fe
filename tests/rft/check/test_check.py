"""`rft check`: each thing that a function does wrong is found by name, and a right one passes."""

from dataclasses import replace
from itertools import count
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from reward_runtime import names
from reward_runtime.pipeline import Pipeline

from rft.check import subject as subject_module
from rft.check.configuration import configuration_findings, role_finding
from rft.check.contract import contract_findings
from rft.check.load import at_once, events_of, load_findings
from rft.check.reply_rules import ReplyRules
from rft.check.subject import Subject
from rft.check.traces import trace_findings
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.answer import call
from rft.invoke.rows import read_rows
from rft.lifecycle.place import Place
from rft.road import Road
from tests.rft.invoke.function import ARN, Function, Handler, pipeline
from tests.shipped import shipped

PLACE = Place("local", "000000000000", "us-east-1", lambda service: pytest.fail(f"{service} was called"))


def subject(handler: Handler, place: Place = PLACE, experiment: str = "sentiment", low: float = -1) -> Subject:
    rows = read_rows(experiment)
    return Subject(shipped(experiment), place, ARN, rows, Function(handler), ReplyRules("list", low, 1))


def found(handler: Handler, road: Road = Road.TRAINING) -> dict[str, Finding]:
    asked = subject(handler)
    findings = [*contract_findings(asked, road, faults=True), *load_findings(asked, road, load=False)]
    return {finding.what: finding for finding in findings}


def as_training(answer: Handler) -> Handler:
    """Answer rows with a response by ``answer``, and everything else as the kit does."""

    def handler(event: Any) -> Any:
        rows = event if isinstance(event, list) else []
        responds = [row for row in rows if isinstance(row, dict) and row.get("id") and len(row["messages"]) > 1]
        return answer(pipeline(event)) if len(responds) == len(rows) == 64 else pipeline(event)

    return handler


@pytest.mark.parametrize("road", [Road.TRAINING, Road.HYPERPOD, Road.BEDROCK, Road.SERVERLESS, Road.EVALUATION])
def test_a_right_function_passes_on_every_road(road: Road) -> None:
    findings = found(pipeline, road)
    assert findings.pop("load").says.endswith("--load makes them")
    assert {finding.state for finding in findings.values()} == {"good"}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda reply: reply[1:], "expected the 64 that were sent, in order"),
        (lambda reply: reply[::-1], "expected the 64 that were sent, in order"),
        (lambda reply: [{**each, "aggregate_reward_score": float("nan")} for each in reply], "not strict JSON"),
        (lambda reply: {"statusCode": 200}, "expected a list of scores"),
        (lambda reply: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_wrong_reply_is_bad(answer: Handler, says: str) -> None:
    finding = found(as_training(answer))["rows as training sends them"]
    assert (finding.state, says in finding.says) == ("bad", True), finding


def test_scores_that_are_all_alike_are_worth_a_look() -> None:
    alike = as_training(lambda reply: [{**each, "aggregate_reward_score": 0.5} for each in reply])
    finding = found(alike)["rows as training sends them"]
    assert finding.state == "warning"


def test_a_function_that_refuses_raw_rows_starts_no_job() -> None:
    def handler(event: Any) -> Any:
        if isinstance(event, list) and all(isinstance(row, dict) and "id" not in row for row in event):
            raise ValueError("no id")
        return pipeline(event)

    finding = found(handler)["dry run of raw rows"]
    assert (finding.state, finding.says.endswith("the SageMaker SDK would start no job")) == ("bad", True)


def test_a_score_for_an_event_that_is_wrong_is_a_failure_that_became_a_score() -> None:
    def handler(event: Any) -> Any:
        try:
            return pipeline(event)
        except Exception:  # noqa: BLE001 - the fault of AWS's published handler
            return [{"id": "?", "aggregate_reward_score": 0.0, "metrics_list": []}]

    finding = found(handler)["events that are wrong"]
    assert (finding.state, "a batch without ids was answered" in finding.says) == ("bad", True)


def test_wrong_events_are_sent_only_if_they_are_asked_for() -> None:
    """Each is a failed call, of which the alarms of the account hear."""
    failed: list[object] = []

    def handler(event: Any) -> Any:
        try:
            return pipeline(event)
        except Exception:
            failed.append(event)
            raise

    findings = {each.what: each for each in contract_findings(subject(handler), Road.TRAINING, faults=False)}
    assert findings["events that are wrong"].state == "unseen"
    assert not failed


def test_one_warm_function_passes_time_after_time() -> None:
    warm = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})
    asked = subject(lambda event: warm(event, {}))
    for _ in range(6):
        assert {each.state for each in contract_findings(asked, Road.TRAINING, faults=True)} == {"good"}


@pytest.mark.parametrize(("seconds", "state"), [(29.0, "good"), (40.0, "warning"), (55.0, "bad")])
def test_the_time_of_a_call_is_held_against_the_timeout(
    seconds: float, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject_module, "call", lambda *told: replace(call(*told), millis=seconds * 1000))
    first, _ = load_findings(subject(pipeline), Road.TRAINING, load=False)
    assert (first.state, f"{seconds:.2f} s at most, of 60 s" in first.says) == (state, True)


def test_load_is_the_jobs_batch_at_its_concurrency() -> None:
    asked = subject(pipeline)
    job = asked.compiled.experiment.job
    events = events_of(asked, Road.TRAINING, at_once(asked, Road.TRAINING, load=True))
    assert (len(events), {len(each.event) for each in events}) == (job.concurrency, {job.batch_size})
    ids = [row["id"] for each in events for row in each.event]
    assert len(set(ids)) == len(ids)
    assert {len(each.event) for each in events_of(asked, Road.HYPERPOD, 5)} == {1}
    assert at_once(asked, Road.HYPERPOD, load=True) == 64


def test_a_call_that_fails_among_many_is_bad() -> None:
    calls = count()

    def handler(event: Any) -> Any:
        return pipeline(event) if next(calls) % 4 else 1 / 0

    (finding,) = load_findings(subject(handler), Road.TRAINING, load=True)
    assert (finding.state, "of 12 failed: function: it failed" in finding.says) == ("bad", True)


@pytest.mark.parametrize(("decision", "state"), [("allowed", "good"), ("implicitDeny", "bad"), ("explicitDeny", "bad")])
def test_the_role_is_asked_about_by_iams_own_simulation(decision: str, state: str) -> None:
    iam: Any = boto3.client("iam", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    role = "arn:aws:iam::000000000000:role/Job"
    answer = {"EvaluationResults": [{"EvalActionName": "lambda:InvokeFunction", "EvalDecision": decision}]}
    sent = {"PolicySourceArn": role, "ActionNames": ["lambda:InvokeFunction"], "ResourceArns": [ARN]}
    with Stubber(iam) as stubber:
        stubber.add_response("simulate_principal_policy", answer, sent)
        asked = replace(subject(pipeline), place=Place("aws", "000000000000", "us-east-1", lambda _: iam))
        assert role_finding(asked, role).state == state


def test_a_caller_who_may_not_simulate_is_told_so() -> None:
    iam: Any = boto3.client("iam", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    with Stubber(iam) as stubber:
        stubber.add_client_error("simulate_principal_policy", "AccessDenied")
        asked = replace(subject(pipeline), place=Place("aws", "000000000000", "us-east-1", lambda _: iam))
        finding = role_finding(asked, "arn:aws:iam::000000000000:role/Job")
    assert (finding.state, "iam:SimulatePrincipalPolicy" in finding.says) == ("unseen", True)


@pytest.mark.parametrize(
    ("code", "state"), [("NoSuchEntity", "bad"), ("InvalidInput", "bad"), ("AccessDenied", "unseen")]
)
def test_a_role_that_is_not_there_is_bad(code: str, state: str) -> None:
    iam: Any = boto3.client("iam", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    with Stubber(iam) as stubber:
        stubber.add_client_error("simulate_principal_policy", code)
        asked = replace(subject(pipeline), place=Place("aws", "000000000000", "us-east-1", lambda _: iam))
        assert role_finding(asked, "arn:aws:iam::000000000000:role/Gone").state == state


def test_a_function_that_is_gone_ends_the_check_and_one_that_may_not_be_read_does_not() -> None:
    client: Any = boto3.client("lambda", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    asked = replace(subject(pipeline), place=Place("aws", "000000000000", "us-east-1", lambda _: client))
    with Stubber(client) as stubber:
        stubber.add_client_error("get_function_configuration", "ResourceNotFoundException")
        with pytest.raises(CheckFailed, match="there is no arn:aws:lambda"):
            list(configuration_findings(asked))
        stubber.add_client_error("get_function_configuration", "AccessDeniedException")
        (finding,) = configuration_findings(asked)
    assert (finding.state, "lambda:GetFunctionConfiguration" in finding.says) == ("unseen", True)


def test_a_function_that_is_throttled_throughout_gives_a_table_of_bad_findings() -> None:
    """No finding is lost because a later call is refused."""

    class Throttled(Function):
        def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
            raise ClientError({"Error": {"Code": "TooManyRequestsException", "Message": "Rate"}}, "Invoke")

    asked = replace(subject(pipeline), client=Throttled(pipeline))
    findings = [
        *contract_findings(asked, Road.TRAINING, faults=True),
        *load_findings(asked, Road.TRAINING, load=True),
        *trace_findings(asked, Road.TRAINING),
    ]
    assert {each.state for each in findings} == {"bad", "unseen"}
    assert all("Lambda throttles it" in each.says for each in findings)


def test_a_share_of_prompts_that_holds_none_of_the_rewards_own_is_not_waited_for() -> None:
    """The call would leave no line, and two minutes of waiting would blame the log."""
    asked = subject(pipeline)
    experiment = asked.compiled.experiment.model_copy(update={"log_share": 1e-9})
    rare = replace(asked, compiled=replace(asked.compiled, experiment=experiment))
    (finding,) = trace_findings(rare, Road.TRAINING)
    assert (finding.state, "none of the reward's own prompts" in finding.says) == ("unseen", True)
