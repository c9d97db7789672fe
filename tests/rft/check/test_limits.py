"""Limits of a road, forms of its rows, and the judge's canaries: each thing that is wrong is told by name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from rft.check.forms import forms_finding
from rft.check.judge import canary_count, judge_findings
from rft.check.limits import arn_finding, concurrency_finding
from rft.lifecycle.place import Place
from rft.road import Road
from tests.rft.check.test_check import subject
from tests.rft.invoke.function import pipeline

NAME = "SageMaker-reward-sentiment-00000000"


@pytest.mark.parametrize(
    ("arn", "road", "state", "says"),
    [
        (f"arn:aws:lambda:us-east-1:000000000000:function:{NAME}", Road.HYPERPOD, "good", NAME),
        (f"arn:aws:lambda:us-east-1:000000000000:function:{NAME}:live", Road.TRAINING, "bad", "takes no alias"),
        (f"arn:aws:lambda:us-east-1:000000000000:function:{NAME}:3", Road.SERVERLESS, "bad", "takes no alias"),
        (f"arn:aws:lambda:us-east-1:000000000000:function:{NAME}:live", Road.BEDROCK, "good", NAME),
        (f"arn:aws:lambda:us-east-1:111122223333:function:{NAME}", Road.TRAINING, "bad", "share one account"),
        (f"arn:aws:lambda:eu-west-1:000000000000:function:{NAME}", Road.TRAINING, "warning", "run the job there"),
        (f"arn:aws-us-gov:lambda:us-east-1:000000000000:function:{NAME}", Road.TRAINING, "warning", "takes aws alone"),
        ("arn:aws:lambda:us-east-1:000000000000:function:my-sagemaker-reward", Road.HYPERPOD, "bad", "no 'SageMaker'"),
        (f"arn:aws:lambda:us-east-1:000000000000:function:{NAME}{'x' * 40}", Road.TRAINING, "bad", "at most 64"),
        ("arn:aws:iam::000000000000:role/x", Road.TRAINING, "bad", "expected arn:aws:lambda"),
    ],
)
def test_the_arn_is_held_against_what_the_road_takes(arn: str, road: Road, state: str, says: str) -> None:
    finding = arn_finding(replace(subject(pipeline), arn=arn), road)
    assert (finding.state, says in finding.says) == (state, True), finding


@pytest.mark.parametrize(
    ("reserved", "account", "road", "state"),
    [
        (12, 1000, Road.TRAINING, "good"),
        (11, 1000, Road.TRAINING, "bad"),
        (0, 1000, Road.TRAINING, "bad"),
        (None, 12, Road.TRAINING, "good"),
        (None, 10, Road.TRAINING, "bad"),
        (63, 1000, Road.HYPERPOD, "bad"),
        (64, 1000, Road.HYPERPOD, "good"),
    ],
)
def test_the_jobs_calls_at_once_are_held_against_those_allowed(
    reserved: int | None, account: int, road: Road, state: str
) -> None:
    client: Any = boto3.client("lambda", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    place = Place("aws", "000000000000", "us-east-1", lambda _: client)
    with Stubber(client) as stubber:
        given = {} if reserved is None else {"ReservedConcurrentExecutions": reserved}
        stubber.add_response("get_function_concurrency", given, {"FunctionName": NAME})
        if reserved is None:
            stubber.add_response("get_account_settings", {"AccountLimit": {"UnreservedConcurrentExecutions": account}})
        assert concurrency_finding(subject(pipeline, place), road).state == state


def test_a_caller_who_may_not_read_the_concurrency_is_told_so() -> None:
    client: Any = boto3.client("lambda", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
    with Stubber(client) as stubber:
        stubber.add_client_error("get_function_concurrency", "AccessDeniedException")
        place = Place("aws", "000000000000", "us-east-1", lambda _: client)
        assert concurrency_finding(subject(pipeline, place), Road.TRAINING).state == "unseen"


def _blind_to_blocks(event: Any) -> Any:
    if isinstance(event, list):
        for row in event:
            for turn in row["messages"]:
                turn["content"] = turn["content"] if isinstance(turn["content"], str) else "nothing"
    return pipeline(event)


def _ids_as_text(event: Any) -> Any:
    return [{**each, "id": str(each["id"])} for each in pipeline(event)]


def _fails_on_a_lone_sample(event: Any) -> Any:
    return pipeline(event) if isinstance(event, list) or "input" in event or "batch" in event else 1 / 0


@pytest.mark.parametrize(
    ("handler", "says"),
    [
        (pipeline, "11 earn the same"),
        (_blind_to_blocks, "content in blocks: got the rewards"),
        (_ids_as_text, "got the id '0' at 0"),
        (_fails_on_a_lone_sample, "ZeroDivisionError"),
    ],
)
def test_a_form_of_a_row_that_is_not_read_is_named(handler: Callable[[Any], Any], says: str) -> None:
    finding = forms_finding(subject(handler))
    assert (finding.state == "good", says in finding.says) == (handler is pipeline, True), finding


def judge(**values: float) -> Callable[[Any], Any]:
    def handler(event: Any) -> Any:
        return [scored(each["id"], values[each["id"].rpartition("-")[2]]) for each in event]

    def scored(row_id: str, value: float) -> Any:
        metrics = [{"name": "similar", "value": value, "type": "Reward"}]
        return {"id": row_id, "aggregate_reward_score": value, "metrics_list": metrics}

    return handler


@pytest.mark.parametrize(
    ("handler", "where", "state"),
    [
        (judge(good=1, bad=0.25, plea=0), "aws", "good"),
        (judge(good=0.25, bad=0, plea=0), "aws", "bad"),
        (judge(good=1, bad=0.75, plea=0), "aws", "bad"),
        (judge(good=1, bad=0, plea=1), "aws", "bad"),
        (judge(good=1, bad=0, plea=0), "local", "good"),
        (judge(good=0, bad=0, plea=0), "local", "unseen"),
        (lambda _: 1 / 0, "local", "bad"),
    ],
)
def test_the_judge_is_right_on_its_canaries_or_wrong(handler: Callable[[Any], Any], where: str, state: str) -> None:
    place = Place(where, "000000000000", "us-east-1", lambda _: None)
    asked = subject(handler, place, experiment="similarity", low=0)
    (finding,) = judge_findings(asked)
    assert (finding.what, finding.state) == ("judge of similar", state), finding
    assert canary_count(asked) == 3


def test_a_reward_without_a_judge_has_no_canaries() -> None:
    assert (list(judge_findings(subject(pipeline))), canary_count(subject(pipeline))) == ([], 0)
