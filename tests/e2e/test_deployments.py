"""The kit as a user lives with it: the real CDK CLI, the real local target, a demo, a changed reward, a pruned one.

The tests are steps of one story on one deployment, in the order of this file, because a deployment takes ten seconds.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from rft.dashboard.body import synthesised_body
from rft.invoke.event_shapes import SHAPES
from rft.local.clients import client
from rft.local.environment import ACCOUNT
from smoke.looks import doctor
from smoke.run import run
from smoke.steps import STEPS
from tests.e2e.assembled import hour_in
from tests.e2e.kit import Kit, copy_kit
from tests.shipped import shipped

pytestmark = pytest.mark.e2e

BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-us-east-1"
OUTPUTS = {"Evidence", "FunctionArn", "InvokePolicyArn", "DashboardName", "LogGroupName", "RewardHash"}


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


@dataclass(frozen=True)
class Change:
    """A second revision of ``sentiment``, and the rewards of the same rows before and after its deployment."""

    outputs: dict[str, str]
    before: dict[str, float]
    """By the first revision."""
    after: dict[str, float]
    """By the first revision."""
    by_second: dict[str, float]


@pytest.fixture(scope="module")
def changed(kit: Kit, demonstrated: dict[str, Any]) -> Change:
    before = kit.rewards(demonstrated["FunctionArn"])
    kit.give_form_more_weight()
    outputs = kit.rft("local", "deploy", "sentiment")
    by_second = kit.rewards(outputs["FunctionArn"])
    return Change(outputs, before, kit.rewards(demonstrated["FunctionArn"]), by_second)


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


def test_a_deployed_experiment_is_invoked_by_its_name_or_its_arn(kit: Kit, demonstrated: dict[str, Any]) -> None:
    arn = demonstrated["FunctionArn"]
    for named in (["sentiment"], [arn, "--road", "evaluation"]):
        invoked = kit.rft("invoke", *named, "--local", "--count", "5")
        assert (invoked["function_arn"], len(invoked["samples"])) == (arn, 5)
        assert "judge" not in invoked


def test_a_deployed_experiment_passes_every_check_of_a_road(kit: Kit, demonstrated: dict[str, Any]) -> None:
    checked = kit.rft("check", "sentiment", "--road", "training")
    assert checked["function"] == demonstrated["FunctionArn"]
    told = {each["what"]: each["state"] for each in checked["findings"]}
    # How fast this machine is says nothing of Lambda.
    assert {what for what, state in told.items() if state != "good"} <= {"12 calls of 64 at once", "time", "cold start"}
    drawn = kit.rft(
        *("job", "training", "sentiment", "--local", "--role", "arn:aws:iam::000000000000:role/Job"),
        *("--data", "s3://rows/train.jsonl", "--output", "s3://rows/out"),
    )
    assert drawn["function"] == demonstrated["FunctionArn"]


def test_a_function_that_is_not_there_is_an_error_without_a_traceback(kit: Kit, demonstrated: dict[str, Any]) -> None:
    wrong = kit.run("invoke", demonstrated["FunctionArn"][:-8] + "00000000")
    assert wrong.code == 1
    assert "Traceback" not in wrong.err


@pytest.mark.usefixtures("demonstrated")
def test_an_invoked_judged_experiment_names_the_stand_in(kit: Kit) -> None:
    assert kit.rft("invoke", "similarity", "--count", "1")["judge"] == "stand-in judge"
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


def test_a_changed_reward_is_a_new_function_beside_the_old_one(demonstrated: dict[str, Any], changed: Change) -> None:
    assert len(changed.before) == 64
    assert min(changed.before.values()) == -1.0
    assert max(changed.before.values()) == 1.0
    assert changed.outputs["RewardHash"] != demonstrated["RewardHash"]
    assert changed.outputs["FunctionArn"] != demonstrated["FunctionArn"]
    assert changed.outputs["LogGroupName"] == demonstrated["LogGroupName"]
    assert changed.by_second != changed.before
    assert changed.after == changed.before


def test_log_lines_name_their_revision_and_hold_no_text(
    kit: Kit, demonstrated: dict[str, Any], changed: Change
) -> None:
    lines = kit.rft("local", "logs", "sentiment", "--lines", "1000")["lines"]
    samples = [json.loads(line) for line in lines if '"event": "sample"' in line]
    hashes = (demonstrated["RewardHash"], changed.outputs["RewardHash"])
    assert {each["revision"] for each in samples} == {each[:8] for each in hashes}
    assert not [line for line in lines if "begin_of_solution" in line or "sentiment of this tweet" in line]


def test_an_old_revision_that_is_called_stays_and_one_that_is_not_goes(
    kit: Kit, demonstrated: dict[str, Any], changed: Change
) -> None:
    old, new = (revision_of(each["FunctionArn"]) for each in (demonstrated, changed.outputs))
    (kept,) = kit.rft("prune", "sentiment", "--yes")["revisions"]
    assert kept["revision"] == old
    assert kept["stays_because"][0].startswith("called ")
    kit.rft("invoke", demonstrated["FunctionArn"], "--count", "1")

    kit.rft("prune", "sentiment", "--yes", "--hours", "0")
    functions = client(kit.target, "lambda", "us-east-1").list_functions()["Functions"]
    found = {revision_of(each["FunctionName"]) for each in functions if "-sentiment-" in each["FunctionName"]}
    assert found == {new}


@pytest.mark.usefixtures("demonstrated")
def test_a_user_deploys_forks_fails_mends_reverts_prunes_and_takes_down(kit: Kit) -> None:
    """The hour in the account, by the steps of `make smoke-aws`; the doctor has tests of its own."""
    outcomes = run(hour_in(kit), [step for step in STEPS if step is not doctor], print)
    assert [each.name for each in outcomes if not each.is_good] == []
    assert len(outcomes) == len(STEPS)
