"""The needs of a job: each missing thing is named before anything is sent."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from subprocess import CompletedProcess
from typing import Any

import pytest

from compiler.network.network import Network
from rft.job.settings import read_settings
from rft.job.surroundings.cost import expected_cost
from rft.job.surroundings.storage import storage_findings
from rft.job.surroundings.way import way_findings
from rft.road import Road
from tests.rft.job.recorded import ACCOUNT, Answer, Jobs, Recorded, refusing
from tests.rft.job.test_strict import order
from tests.rft.job.test_submit import account as account  # the fixture
from tests.rft.job.test_submit import making, submitted

Rft = Callable[..., CompletedProcess[str]]
DENIED = {"EvaluationResults": [{"EvalDecision": "implicitDeny"}]}


def found(**answers: Answer) -> dict[str, tuple[str, str]]:
    findings = storage_findings(order(Road.TRAINING), Jobs().recorded(**answers).place)
    return {each.what: (each.state, each.says) for each in findings}


def test_places_that_are_there_and_open_are_good() -> None:
    assert {each: state for each, (state, _) in found().items()} == {
        "--data": "good",
        "--validation": "good",
        "--output": "good",
    }


def strangers(given: Any) -> Mapping[str, Any]:
    """Another account's bucket, open to everybody."""
    return refusing("403", "Forbidden")(given) if "ExpectedBucketOwner" in given else {"BucketRegion": "us-east-1"}


@pytest.mark.parametrize(
    ("answers", "state", "says"),
    [
        ({"HeadBucket": refusing("404", "Not Found")}, "bad", "no bucket rows; make it in us-east-1, or correct"),
        ({"HeadBucket": refusing("301", "Moved")}, "bad", "the bucket rows is in another region than us-east-1"),
        ({"HeadBucket": {"BucketRegion": "eu-west-1"}}, "bad", "the bucket rows is in eu-west-1, expected us-east-1"),
        ({"HeadBucket": refusing("403", "Forbidden")}, "unseen", "rows is there; it is another account's, or your"),
        ({"HeadBucket": refusing("503", "Slow Down")}, "unseen", "rows: 503: S3 does not say whether it is there"),
        ({"HeadBucket": refusing("403", region="eu-west-1")}, "bad", "the bucket rows is in eu-west-1, expected us-"),
        ({"HeadBucket": strangers}, "bad", "rows is open to you and not of 111122223333, the account of the job"),
        ({"ListObjectsV2": {"KeyCount": 0}}, "bad", "s3://rows/train.jsonl: nothing is there; upload the rows"),
        ({"SimulatePrincipalPolicy": DENIED}, "bad", "implicitDeny of s3:GetObject on arn:aws:s3:::rows/train.jsonl"),
        ({"SimulatePrincipalPolicy": refusing("AccessDenied")}, "unseen", "you need iam:SimulatePrincipalPolicy"),
    ],
)
def test_a_place_that_a_job_cannot_read_is_named(answers: dict[str, Answer], state: str, says: str) -> None:
    got = found(**answers)["--data"]
    assert got[0] == state
    assert says in got[1]


def test_a_strangers_bucket_of_that_name_is_never_read() -> None:
    account = Jobs().recorded()
    list(storage_findings(order(Road.TRAINING), account.place))
    asked = [given for name, given in account.calls if name in ("HeadBucket", "ListObjectsV2")]
    assert {given["ExpectedBucketOwner"] for given in asked} == {ACCOUNT}


def test_the_role_must_write_below_the_output() -> None:
    account = Jobs().recorded()
    list(storage_findings(replace(order(Road.TRAINING), output="s3://rows/out/"), account.place))
    asked = account.made("SimulatePrincipalPolicy")[-1]
    assert (asked["ActionNames"], asked["ResourceArns"]) == (["s3:PutObject"], ["arn:aws:s3:::rows/out/x"])


def test_nothing_is_sent_if_a_place_is_bad(rft: Rft, account: Recorded) -> None:
    account.answers["ListObjectsV2"] = {"KeyCount": 0}
    done = submitted(rft, "training", "--yes")
    assert (done.returncode, making(account)) == (1, [])
    assert "job: nothing was sent:\n--data: s3://rows/t.jsonl: nothing is there" in done.stderr


NETWORK: dict[str, Any] = {"name": "n", "vpc_id": "vpc-0123456f", "subnet_ids": ["subnet-0123456a"]}


@pytest.mark.parametrize(
    ("road", "region", "groups", "states"),
    [
        (Road.HYPERPOD, "us-east-1", ["sg-0123456e"], ["good"]),
        (Road.HYPERPOD, "us-east-1", [], ["warning"]),
        (Road.HYPERPOD, "us-west-2", ["sg-0123456e"], ["warning"]),
        (Road.TRAINING, "us-east-1", [], []),
    ],
)
def test_a_cluster_needs_a_way_to_lambda(road: Road, region: str, groups: list[str], states: list[str]) -> None:
    network = Network.model_validate({**NETWORK, "cluster_security_group_ids": groups})
    assert [each.state for each in way_findings(road, region, [network])] == states


def test_the_role_of_the_opt_in_stack_is_taken_if_none_is_given(rft: Rft, account: Recorded) -> None:
    stacks = account.answers["DescribeStacks"]
    role = f"arn:aws:iam::{ACCOUNT}:role/NovaRewards-roles-sentiment-TrainingRole"
    outputs = {"Outputs": [{"OutputKey": "TrainingRoleArn", "OutputValue": role}]}
    account.answers["DescribeStacks"] = lambda given: {"Stacks": [outputs]} if given.get("StackName") else stacks  # type: ignore[return-value]
    places = ("--data", "s3://rows/t.jsonl", "--output", "s3://rows/out")
    done = rft("job", "training", "sentiment", "--aws", *places)
    assert done.returncode == 0, done.stderr
    assert f'"RoleArn": "{role}"' in done.stdout
    assert f"Under {role} the job reads s3://rows/t.jsonl" in done.stdout
    assert account.made("DescribeStacks")[-1] == {"StackName": "NovaRewards-roles-sentiment"}
    outputs["Outputs"][0]["OutputKey"] = "ScorerRoleArn"
    done = rft("job", "evaluation", "sentiment", "--aws", "--way", "custom-scorer", *places)
    assert f"Under {role} the job reads s3://rows/t.jsonl" in done.stdout
    done = rft("job", "bedrock", "sentiment", "--aws", *places)
    assert done.returncode == 2
    assert "--role: got none, and no stack NovaRewards-roles-sentiment with a role for bedrock jobs" in done.stderr


def test_the_cost_is_that_of_the_plan_with_what_it_assumes() -> None:
    said = expected_cost("sentiment", Road.TRAINING, read_settings(Road.TRAINING, ["max_steps=10"], {}, ""))
    assert "scoring 1280 samples takes about" in said[0]
    assert "USD" in said[1]
    assert said[-1] == "64 prompts a step, 2 responses to each; `rft plan` takes other figures"
    said = expected_cost("sentiment", Road.BEDROCK, read_settings(Road.BEDROCK, [], {}, ""))
    assert said[-1].startswith("64 prompts a step, 4 responses to each, 100 steps are assumed")
