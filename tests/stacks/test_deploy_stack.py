"""The roles of a repository's workflows: who may assume them, and their permissions."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App

from compiler.compile import experiment_names
from compiler.errors import CompileError
from compiler.experiment.file import read_experiment
from stacks.permissions.comparison import broadening
from stacks.permissions.trimmed import trimmed
from stacks.pipeline.deploy_stack import STACK_NAME, DeployStack
from stacks.pipeline.repository import Repository, issuer_is_known, read_repository
from tests.stacks.conftest import REPOSITORY
from tests.stacks.synthesis import FLAGS, Synthesised, read_assembly

ISSUER = "token.actions.githubusercontent.com"
ACCOUNT = {"Ref": "AWS::AccountId"}


@pytest.fixture
def deploying(assembly: Path) -> Synthesised:
    return read_assembly(assembly, STACK_NAME)


def roles(stack: Synthesised) -> dict[str, Any]:
    return {each["Properties"]["RoleName"]: each["Properties"] for each in stack.resources("AWS::IAM::Role")}


def statement(document: Any) -> Any:
    (only,) = document["Statement"]
    return only


def joined(value: Any) -> str:
    """Return a template's text with ``Ref`` and ``Fn::Join`` written out."""
    if isinstance(value, str):
        return value
    if "Ref" in value:
        return f"<{value['Ref'].removeprefix('AWS::')}>"
    separator, parts = value["Fn::Join"]
    return separator.join(map(joined, parts))


def test_each_role_trusts_one_kind_of_run_of_one_repository(deploying: Synthesised) -> None:
    subjects = {
        "nova-reward-deploy": f"repo:{REPOSITORY}:ref:refs/heads/main",
        "nova-reward-diff": f"repo:{REPOSITORY}:pull_request",
    }
    assert roles(deploying).keys() == subjects.keys()
    for name, role in roles(deploying).items():
        trust = statement(role["AssumeRolePolicyDocument"])
        assert trust["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert joined(trust["Principal"]["Federated"]) == f"arn:<Partition>:iam::<AccountId>:oidc-provider/{ISSUER}"
        assert trust["Condition"] == {
            "StringEquals": {f"{ISSUER}:aud": "sts.amazonaws.com", f"{ISSUER}:sub": subjects[name]}
        }


def allowed(stack: Synthesised, name: str) -> tuple[Any, set[str]]:
    (policy,) = roles(stack)[name]["Policies"]
    only = statement(policy["PolicyDocument"])
    listed = only["Resource"] if isinstance(only["Resource"], list) else [only["Resource"]]
    return only["Action"], {joined(each) for each in listed}


def test_the_deploying_role_may_only_assume_the_roles_of_the_bootstrap(deploying: Synthesised) -> None:
    regions = {read_experiment(name).region for name in experiment_names()}
    names = {f"{part}-role-<AccountId>-{at}" for part in ("deploy", "file-publishing", "lookup") for at in regions}
    action, resources = allowed(deploying, "nova-reward-deploy")
    assert action == "sts:AssumeRole"
    assert resources == {f"arn:<Partition>:iam::<AccountId>:role/cdk-hnb659fds-{name}" for name in names}


def test_the_diffing_role_may_only_read_templates_of_the_kits_stacks(deploying: Synthesised) -> None:
    actions, resources = allowed(deploying, "nova-reward-diff")
    assert set(actions) == {"cloudformation:DescribeStacks", "cloudformation:GetTemplate"}
    assert all(":stack/NovaReward" in each and "*" not in each.partition(":stack/")[0] for each in resources)


def any_branch(role: Any) -> None:
    condition = statement(role["AssumeRolePolicyDocument"])["Condition"]
    condition["StringLike"] = {f"{ISSUER}:sub": f"repo:{REPOSITORY}:*"}
    del condition["StringEquals"][f"{ISSUER}:sub"]


def any_role(role: Any) -> None:
    statement(role["Policies"][0]["PolicyDocument"])["Resource"] = "*"


@pytest.mark.long
@pytest.mark.parametrize("change", [any_branch, any_role])
def test_the_ratchet_notices_a_wider_role(deploying: Synthesised, change: Callable[[Any], None]) -> None:
    before = trimmed(deploying.template)
    after = copy.deepcopy(before)
    (role,) = [each for name, each in after["Resources"].items() if name.startswith("Deploy")]
    change(role["Properties"])
    assert broadening(before, after) is not None


def test_an_issuer_that_is_there_is_not_made_again_and_a_qualifier_is_kept(tmp_path: Path) -> None:
    app = App(context={**FLAGS, "@aws-cdk/core:bootstrapQualifier": "mlteam"}, outdir=str(tmp_path))
    DeployStack(app, repository=Repository("o@1/r@2"), regions=["eu-west-1"], known_issuer=True)
    app.synth()
    made = read_assembly(tmp_path, STACK_NAME)
    assert made.resources("AWS::IAM::OIDCProvider") == []
    assert ":role/cdk-mlteam-deploy-role-" in json.dumps(made.template)
    assert "repo:o@1/r@2:ref:refs/heads/main" in json.dumps(made.template)


def test_the_issuer_is_made_before_the_roles_that_name_it(deploying: Synthesised) -> None:
    assert deploying.one("AWS::IAM::OIDCProvider")["ClientIdList"] == ["sts.amazonaws.com"]
    assert all(each["DependsOn"] == ["Issuer"] for each in deploying.resources("AWS::IAM::Role"))


@pytest.mark.parametrize("name", ["o/r", "Octo-Org/reward.kit_2", "o@12/r@345", "a/" + "b" * 100])
def test_a_repository_is_named_as_its_tokens_name_it(name: str) -> None:
    assert read_repository(name) == Repository(name)
    assert read_repository(None) is None


@pytest.mark.parametrize(
    "name",
    [
        *("", "o", "o/", "/r", "o/*", "*/r", "o/r:*", "o/r/x", "o?/r", "o/r ", "o/r\n", "-o/r", "o@1/r", "o/r@2"),
        *("o@x/r@2", "https://github.com/o/r", "git@github.com:o/r.git", "repo:o/r", "o/r:ref:refs/heads/x", "${o}/r"),
    ],
)
def test_a_name_that_could_let_others_in_is_refused(name: str) -> None:
    with pytest.raises(CompileError, match=r"^context deployFrom: got .*, expected owner/repo, or owner@ID/repo@ID"):
        read_repository(name)


def test_the_issuer_is_known_or_nothing_is_said_of_it() -> None:
    assert (issuer_is_known("known"), issuer_is_known(None)) == (True, False)
    for value in ("", "true", "Known", "arn:aws:iam::111122223333:oidc-provider/x"):
        with pytest.raises(CompileError, match="expected 'known'"):
            issuer_is_known(value)
