"""A stack that allows more than its committed baseline is refused, until the baseline is renewed on purpose."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compiler.compile import experiment_names
from compiler.naming import roles_stack_name
from compiler.network.file import read_networks
from compiler.roles.file import read_roles
from stacks.network.network_stack import network_stack_name
from stacks.permissions.__main__ import main
from stacks.permissions.baseline import FOLDER, accept, complaint
from stacks.permissions.comparison import broadening
from stacks.permissions.trimmed import trimmed
from stacks.pipeline.deploy_stack import STACK_NAME as DEPLOY
from tests.shipped import shipped
from tests.stacks.synthesis import FLAGS, read_assembly

JUDGED = f"NovaReward-judged-{shipped('sentiment').revision}"
TITLE = "NovaReward-judged-revision"
OPTED_IN = f"NovaReward-opt-ins-{shipped('sentiment').revision}"
Template = dict[str, Any]


@pytest.mark.parametrize("name", experiment_names())
def test_no_experiment_allows_more_than_its_baseline(assembly: Path, name: str) -> None:
    for stack in read_assembly(assembly, f"NovaReward-{name}").stacks:
        assert complaint(assembly, stack) is None


def test_no_stack_that_this_repository_opts_into_allows_more_than_its_baseline(assembly: Path) -> None:
    assert [found for stack in opted_into() if (found := complaint(assembly, stack)) is not None] == []


def opted_into() -> set[str]:
    """Return the stacks of networks/ and roles/, and of the repository in cdk.json; the kit as shipped has none."""
    networks = {network_stack_name(each) for each in read_networks() if each.has_stack}
    roles = {roles_stack_name(each.name) for each in read_roles()}
    return networks | roles | ({DEPLOY} if "deployFrom" in FLAGS else set())


def test_there_is_a_baseline_for_each_experiment_and_for_nothing_that_is_gone() -> None:
    """A stack of alarms, queries and a dashboard grants nothing and needs none."""
    expected = {f"NovaReward-{name}-{part}" for name in experiment_names() for part in ("base", "revision")}
    assert {file.stem for file in FOLDER.iterdir()} == expected | opted_into()


@pytest.fixture
def judged(assembly: Path, tmp_path: Path) -> tuple[Path, Path]:
    """An assembly of the judged stack alone, and a folder with its baseline."""
    copied, folder = tmp_path / "assembly", tmp_path / "baseline"
    copied.mkdir()
    manifest = json.loads((assembly / "manifest.json").read_text())
    artifacts = {JUDGED: manifest["artifacts"][JUDGED]}
    (copied / "manifest.json").write_text(json.dumps({**manifest, "artifacts": artifacts}))
    shutil.copy(assembly / f"{JUDGED}.template.json", copied)
    assert accept(copied, folder) == [TITLE]
    return copied, folder


def edited(judged: tuple[Path, Path], change: Callable[[Template], None]) -> str | None:
    """Apply ``change`` to the properties of the judged stack's role, and return the complaint."""
    assembly, folder = judged
    file = assembly / f"{JUDGED}.template.json"
    template = json.loads(file.read_text())
    (role,) = [each for each in template["Resources"].values() if each["Type"] == "AWS::IAM::Role"]
    change(role["Properties"])
    file.write_text(json.dumps(template))
    return complaint(assembly, JUDGED, folder)


def statement(role: Template) -> Template:
    """Return the statement about the model in the experiment's own region."""
    (judge,) = [policy for policy in role["Policies"] if policy["PolicyName"] == "Judge"]
    return judge["PolicyDocument"]["Statement"][1]


def any_model(role: Template) -> None:
    statement(role)["Resource"] = "arn:aws:bedrock:us-east-1::foundation-model/*"


def any_way(role: Template) -> None:
    del statement(role)["Condition"]


def streams_too(role: Template) -> None:
    statement(role)["Action"] = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]


def another_principal(role: Template) -> None:
    role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]["Service"] = "ec2.amazonaws.com"


def managed(role: Template) -> None:
    role["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]


def elsewhere(role: Template) -> None:
    statement(role)["Condition"]["StringEquals"]["aws:RequestedRegion"] = "us-west-2"


MORE = [any_model, any_way, another_principal, managed]
MORE_OF_A_STATEMENT = [pytest.param(change, marks=pytest.mark.long) for change in (streams_too, elsewhere)]
"""Each repeats a call of the CDK command line, of two seconds, that the first two make already."""


@pytest.mark.parametrize("change", [*MORE, *MORE_OF_A_STATEMENT])
def test_what_allows_more_or_something_else_is_refused_until_it_is_accepted(
    judged: tuple[Path, Path], change: Callable[[Template], None]
) -> None:
    found = edited(judged, change)
    assert found is not None
    assert found.startswith(f"{JUDGED}: permissions: got more than {TITLE}.json allows, expected no more; if that is")
    accept(*judged)
    assert complaint(judged[0], JUDGED, judged[1]) is None


def no_judge(role: Template) -> None:
    role["Policies"] = [policy for policy in role["Policies"] if policy["PolicyName"] != "Judge"]


def rename(role: Template) -> None:
    role["RoleName"] = "another"


@pytest.mark.parametrize("change", [no_judge, rename])
def test_what_allows_less_or_the_same_is_let_through(
    judged: tuple[Path, Path], change: Callable[[Template], None]
) -> None:
    assert edited(judged, change) is None


def test_a_deny_that_is_gone_is_refused(assembly: Path) -> None:
    template = trimmed(json.loads((assembly / f"{OPTED_IN}.template.json").read_text()))
    without = copy.deepcopy(template)
    (role,) = [each for each in without["Resources"].values() if each["Type"] == "AWS::IAM::Role"]
    (network,) = [policy for policy in role["Properties"]["Policies"] if policy["PolicyName"] == "Network"]
    statements = network["PolicyDocument"]["Statement"]
    network["PolicyDocument"]["Statement"] = [each for each in statements if each["Effect"] == "Allow"]
    assert broadening(template, without) is not None
    assert broadening(without, template) is None


def test_a_new_stack_has_to_be_accepted_and_a_gone_one_is_forgotten(judged: tuple[Path, Path]) -> None:
    assembly, folder = judged
    (folder / f"{TITLE}.json").rename(folder / "NovaReward-gone.json")
    found = complaint(assembly, JUDGED, folder)
    assert found is not None
    assert "got a stack without a baseline" in found
    accept(assembly, folder)
    assert [file.name for file in folder.iterdir()] == [f"{TITLE}.json"]


def test_one_experiment_is_accepted_without_a_change_to_the_others(judged: tuple[Path, Path]) -> None:
    assembly, folder = judged
    (folder / f"{TITLE}.json").rename(folder / "NovaReward-other.json")
    accept(assembly, folder, alone=True)
    assert sorted(file.name for file in folder.iterdir()) == sorted(["NovaReward-other.json", f"{TITLE}.json"])


def test_another_revision_of_a_reward_has_the_same_permissions(assembly: Path) -> None:
    template = json.loads((assembly / f"{OPTED_IN}.template.json").read_text())
    revision = template["Outputs"]["RewardHash"]["Value"][:8]
    assert revision not in json.dumps(trimmed(template))
    again = json.loads(json.dumps(copy.deepcopy(template)).replace(revision, "0123abcd"))
    assert trimmed(again) == trimmed(template)


def test_an_unknown_argument_is_the_callers_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--acept"]) == 2
    assert capsys.readouterr().err == "permissions: got '--acept', expected nothing or --accept [EXPERIMENT]\n"
