"""The kit as a user lives with it: the real CDK CLI, the real local target, a demo, and the whole road to a job.

The tests are steps of one story on one deployment, in the order of this file, because a deployment takes ten seconds.
"""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from rft.dashboard.body import synthesised_body
from rft.invoke.event_shapes import SHAPES
from rft.local.clients import client
from rft.local.environment import ACCOUNT
from smoke.run import run
from tests.e2e.assembled import hour_in
from tests.e2e.kit import Kit, copy_kit
from tests.e2e.rehearsal import story
from tests.shipped import shipped

pytestmark = pytest.mark.e2e

BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-us-east-1"
OUTPUTS = {"FunctionArn", "InvokePolicyArn", "DashboardName", "LogGroupName", "RewardHash"}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    """A copy of the kit, and its running target."""
    copy = copy_kit(tmp_path_factory.mktemp("kit"))
    copy.rft("local", "up")
    yield copy
    copy.run("local", "down")


@pytest.fixture(scope="module")
def demonstrated(kit: Kit) -> dict[str, Any]:
    """Deploy two experiments with the demo and return its output."""
    return kit.rft("demo", "sentiment")


def revision_of(arn: str) -> str:
    return arn.rsplit("-", 1)[-1]


def test_the_demo_scores_64_samples_in_every_shape(demonstrated: dict[str, Any]) -> None:
    assert set(demonstrated) >= OUTPUTS
    assert ":function:SageMaker-reward-sentiment-" in demonstrated["FunctionArn"]
    assert [each["shape"] for each in demonstrated["passes"]] == list(SHAPES)
    assert all(len(each["samples"]) == 64 for each in demonstrated["passes"])
    assert len({sample["reward"] for sample in demonstrated["passes"][0]["samples"]}) > 1
    assert any('"event": "sample"' in line for line in demonstrated["log_lines"])


def test_the_demo_shows_a_judged_experiment_beside_it_and_names_the_stand_in(demonstrated: dict[str, Any]) -> None:
    shown = demonstrated["judged"]
    assert ":function:SageMaker-reward-similarity-" in shown["FunctionArn"]
    assert shown["judge"] == "stand-in judge"
    (judged,) = shown["passes"]
    assert len(judged["samples"]) == 24
    assert len({sample["dimensions"]["similar"] for sample in judged["samples"]}) > 2
    (line,) = [json.loads(line) for line in shown["log_lines"] if '"event": "judge"' in line]
    assert line["judge"].startswith("stand-in judge for us.amazon.nova")
    assert line["calls"] >= line["asked"] > 20
    assert line["lost"] == 0


@pytest.mark.usefixtures("demonstrated")
def test_lambdas_user_may_read_every_file_of_the_package(kit: Kit) -> None:
    """Deployed under a strict umask, 254 of 254 files were unreadable, and every call failed."""
    bucket = client(kit.target, "s3", "us-east-1")
    seen = 0
    for found in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]:
        if found["Key"].endswith(".zip"):
            package = ZipFile(BytesIO(bucket.get_object(Bucket=BUCKET, Key=found["Key"])["Body"].read()))
            assert {each.external_attr >> 16 & 0o777 for each in package.infolist()} == {0o644}
            seen += 1
    assert seen >= 2


@pytest.mark.usefixtures("demonstrated")
def test_a_demo_leaves_a_target_that_ran_before_it(kit: Kit) -> None:
    assert kit.status["running"] is True


def test_a_deployed_experiment_is_invoked_by_its_arn(kit: Kit, demonstrated: dict[str, Any]) -> None:
    arn = demonstrated["FunctionArn"]
    invoked = kit.rft("invoke", arn, "--road", "evaluation", "--local", "--count", "5")
    assert (invoked["function_arn"], len(invoked["samples"])) == (arn, 5)
    assert "judge" not in invoked


def test_a_deployed_function_scores_as_the_files_here_do(kit: Kit, demonstrated: dict[str, Any]) -> None:
    arn = demonstrated["FunctionArn"]
    there = kit.rft("score", arn, "--local", "--count", "20")
    assert (there["function_arn"], there["asked"]["invocations"]) == (arn, 1)
    here = kit.rft("score", there["experiment"], "--count", "20")
    told = ("id", "outcome", "reward", "dimensions")
    assert [[each[key] for key in told] for each in there["samples"]] == [
        [each[key] for key in told] for each in here["samples"]
    ]


@pytest.mark.usefixtures("demonstrated")
def test_an_invoked_judged_experiment_names_the_stand_in(kit: Kit) -> None:
    assert "Judged by the stand-in judge" in kit.run("invoke", "similarity", "--count", "1").out
    assert kit.rft("logs", "similarity", "outcomes")["judge"] == "stand-in judge"
    assert "judge" not in kit.rft("logs", "sentiment", "outcomes")


@pytest.mark.long
def test_a_region_that_is_new_to_the_target_is_bootstrapped_by_the_deployment(kit: Kit) -> None:
    file = kit.root / "experiments" / "elsewhere.yaml"
    told = (kit.root / "experiments" / "sentiment.yaml").read_text(encoding="utf-8")
    file.write_text(f"{told}region: eu-central-1\n", encoding="utf-8")
    try:
        outputs = kit.rft("local", "deploy", "elsewhere")
    finally:
        file.unlink()
    assert ":lambda:eu-central-1:" in outputs["FunctionArn"]
    assert all("evidence/elsewhere/attack.json" in warning for warning in outputs["warnings"])


@pytest.mark.usefixtures("demonstrated")
def test_the_logs_of_an_experiment_are_read(kit: Kit) -> None:
    logs = kit.rft("local", "logs", "sentiment", "--lines", "7")
    assert (logs["log_group"], len(logs["lines"])) == ("/nova-reward/sentiment", 7)


def test_a_first_revision_leaves_nothing_to_prune(kit: Kit, demonstrated: dict[str, Any]) -> None:
    pruned = kit.rft("prune", "sentiment", "--yes")
    assert (pruned["current"], pruned["revisions"]) == (revision_of(demonstrated["FunctionArn"]), [])


def test_the_body_that_the_dashboard_verb_synthesises_is_the_deployed_one(
    kit: Kit, demonstrated: dict[str, Any]
) -> None:
    compiled = shipped("sentiment")
    metrics = client(kit.target, "cloudwatch", compiled.experiment.region)
    (name,) = [
        each["DashboardName"]
        for each in metrics.list_dashboards()["DashboardEntries"]
        if "sentiment" in each["DashboardName"]
    ]
    deployed = json.loads(metrics.get_dashboard(DashboardName=name)["DashboardBody"])
    assert synthesised_body(compiled) == deployed


def test_a_user_goes_the_whole_road_and_back(kit: Kit) -> None:
    """The steps of `make smoke-aws`, and between them those that no account is needed for: data, a job, its calls."""
    steps = list(story())
    outcomes = run(hour_in(kit), steps, print)
    assert [each.name for each in outcomes if not each.is_good] == []
    assert len(outcomes) == len(steps) + 1
