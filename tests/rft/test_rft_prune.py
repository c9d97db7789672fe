"""Prune removes old revisions of one experiment: never the current one, and nothing of another experiment."""

import io
import json
import zipfile
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest

from compiler.compiled import CompiledExperiment
from rft.failures import CheckFailed
from rft.local.clients import client
from rft.local.target import LocalTarget
from rft.prune.leftovers import Leftover, select
from tests.shipped import shipped

PREFIX = "SageMaker-reward-sentiment-"
ROLE = "reward-us-east-1-sentiment-"
ARN = "arn:aws:lambda:us-east-1:000000000000:function:" + PREFIX


@pytest.fixture(scope="module")
def compiled() -> CompiledExperiment:
    return shipped("sentiment")


def test_the_current_revision_is_kept_and_the_old_one_goes_with_its_role(
    compiled: CompiledExperiment,
) -> None:
    functions = [PREFIX + "0000000a", PREFIX + "0000000b"]
    roles = [ROLE + "0000000a", ROLE + "0000000b"]
    found = select(compiled, functions, roles, ARN + "0000000b")
    assert found == [Leftover("0000000a", PREFIX + "0000000a", ROLE + "0000000a")]


def test_everything_goes_when_the_stack_is_gone(compiled: CompiledExperiment) -> None:
    found = select(compiled, [PREFIX + "0000000a"], [ROLE + "0000000b"], None)
    assert found == [
        Leftover("0000000a", PREFIX + "0000000a", None),
        Leftover("0000000b", None, ROLE + "0000000b"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        PREFIX + "0000000",
        PREFIX + "0000000aa",
        PREFIX + "0000000A",
        PREFIX + "mine-now",
        PREFIX + "strict-0000000a",
        "SageMaker-reward-sentiment2-0000000a",
        "SageMaker-reward-other-0000000a",
        "sagemaker-reward-sentiment-0000000a",
        "x" + PREFIX + "0000000a",
        PREFIX + "0000000a\n",
    ],
)
def test_a_name_that_only_resembles_the_pattern_is_left_alone(compiled: CompiledExperiment, name: str) -> None:
    assert select(compiled, [name], [], None) == []


def test_a_role_of_another_region_is_left_alone(compiled: CompiledExperiment) -> None:
    assert select(compiled, [], ["reward-eu-west-1-sentiment-0000000a"], None) == []


def test_a_current_function_of_another_name_stops_prune(compiled: CompiledExperiment) -> None:
    with pytest.raises(CheckFailed, match="expected one named SageMaker-reward-sentiment-"):
        select(compiled, [PREFIX + "0000000a"], [], "arn:aws:lambda:us-east-1:000000000000:function:mine")


@pytest.fixture
def make_revision(local_target: LocalTarget) -> Callable[[str, str], None]:
    def make(function: str, role: str) -> None:
        iam: Any = client(local_target, "iam", "us-east-1")
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "*"}
        trust: dict[str, Any] = {"Version": "2012-10-17", "Statement": [statement]}
        inline: dict[str, Any] = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}],
        }
        arn = iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName=role, PolicyName="inline", PolicyDocument=json.dumps(inline))
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as package:
            package.writestr("handler.py", "def lambda_handler(event, context): return []")
        client(local_target, "lambda", "us-east-1").create_function(
            FunctionName=function,
            Role=arn,
            Runtime="python3.13",
            Handler="handler.lambda_handler",
            Code={"ZipFile": archive.getvalue()},
        )

    return make


def test_prune_shows_then_deletes_on_the_target(
    rft: Callable[..., CompletedProcess[str]], local_target: LocalTarget, make_revision: Callable[[str, str], None]
) -> None:
    make_revision(PREFIX + "0000000a", ROLE + "0000000a")
    make_revision(PREFIX + "strict-0000000a", ROLE + "strict-0000000a")
    expected = [{"revision": "0000000a", "function": PREFIX + "0000000a", "role": ROLE + "0000000a"}]
    for arguments, deleted in ((["--json"], False), (["--json", "--yes"], True)):
        done = rft("prune", "sentiment", *arguments)
        assert done.returncode == 0, done.stderr
        shown = json.loads(done.stdout)
        assert (shown["target"], shown["deleted"], shown["leftovers"]) == ("local", deleted, expected)
    again = rft("prune", "sentiment")
    assert (again.returncode, "nothing to prune: sentiment was never deployed" in again.stdout) == (0, True)
    functions = client(local_target, "lambda", "us-east-1").list_functions()["Functions"]
    assert PREFIX + "strict-0000000a" in [function["FunctionName"] for function in functions]
    roles = [role["RoleName"] for role in client(local_target, "iam", "us-east-1").list_roles()["Roles"]]
    assert ROLE + "0000000a" not in roles
    assert ROLE + "strict-0000000a" in roles
