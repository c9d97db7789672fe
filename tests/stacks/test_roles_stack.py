"""The roles of jobs: who may assume them, and their exact reach."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from stacks.permissions.comparison import broadening
from stacks.permissions.trimmed import trimmed
from tests.stacks.conftest import ROLES
from tests.stacks.synthesis import Synthesised, read_assembly
from tests.stacks.test_deploy_stack import joined

KINDS = ("Bedrock", "Training", "Serverless", "Scorer")


@pytest.fixture
def stack(assembly: Path) -> Synthesised:
    return read_assembly(assembly, "NovaRewards-roles-dev-sentiment")


def roles(stack: Synthesised) -> dict[str, Any]:
    found = stack.template["Resources"].items()
    return {name.partition("Role")[0]: each["Properties"] for name, each in found if each["Type"] == "AWS::IAM::Role"}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def allowed(role: Any) -> dict[str, set[str]]:
    """Action -> the resources on which the role allows it."""
    (policy,) = role["Policies"]
    found: dict[str, set[str]] = {}
    for statement in policy["PolicyDocument"]["Statement"]:
        assert statement["Effect"] == "Allow"
        for action in listed(statement["Action"]):
            found.setdefault(action, set()).update(joined(each) for each in listed(statement["Resource"]))
    return found


def test_only_the_service_assumes_a_role_and_only_for_jobs_of_this_account(stack: Synthesised) -> None:
    origin = {
        "Bedrock": "arn:<Partition>:bedrock:us-east-1:<AccountId>:model-customization-job/*",
        "Training": "arn:<Partition>:sagemaker:us-east-1:<AccountId>:*",
        "Serverless": "arn:<Partition>:sagemaker:us-east-1:<AccountId>:*",
        "Scorer": "arn:<Partition>:sagemaker:us-east-1:<AccountId>:*",
    }
    assert roles(stack).keys() == origin.keys()
    for kind, role in roles(stack).items():
        (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
        service = "bedrock" if kind == "Bedrock" else "sagemaker"
        assert trust["Principal"] == {"Service": f"{service}.amazonaws.com"}
        assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
        assert joined(trust["Condition"]["ArnLike"]["aws:SourceArn"]) == origin[kind]


def test_each_calls_the_functions_of_its_experiment_by_the_invoke_policy_alone(stack: Synthesised) -> None:
    for role in roles(stack).values():
        (policy,) = role["ManagedPolicyArns"]
        assert joined(policy) == "arn:<Partition>:iam::<AccountId>:policy/nova-reward-us-east-1-dev-sentiment-invoke"
        assert "lambda:InvokeFunction" not in allowed(role)


def test_each_reads_and_writes_the_places_of_its_file_in_buckets_of_this_account(stack: Synthesised) -> None:
    s3 = "arn:<Partition>:s3:::"
    for role in roles(stack).values():
        found = allowed(role)
        assert found["s3:PutObject"] == {f"{s3}rows/out/*"}
        assert found["s3:GetObject"] == {
            f"{s3}rows/train/*",
            f"{s3}held-out/validation.jsonl",
            f"{s3}rows/out/*",
        }
        assert found["s3:ListBucket"] == {f"{s3}rows", f"{s3}held-out"}
        assert found["kms:Decrypt"] == set(ROLES["kms_key_arns"])
        for statement in role["Policies"][0]["PolicyDocument"]["Statement"]:
            if any(each.startswith("s3:") for each in listed(statement["Action"])):
                assert statement["Condition"] == {"StringEquals": {"aws:ResourceAccount": {"Ref": "AWS::AccountId"}}}


def test_a_star_stands_only_for_actions_that_take_no_resource(stack: Synthesised) -> None:
    starred = {kind: {name for name, on in allowed(role).items() if "*" in on} for kind, role in roles(stack).items()}
    metrics = "cloudwatch:PutMetricData"
    assert starred == {
        "Bedrock": set(),
        "Training": {"ecr:GetAuthorizationToken", metrics},
        "Serverless": {metrics},
        "Scorer": {metrics},
    }


def test_a_custom_scorers_role_starts_its_job_and_passes_itself_to_sagemaker_alone(stack: Synthesised) -> None:
    jobs = {name for name, on in allowed(roles(stack)["Scorer"]).items() if any("training-job/" in each for each in on)}
    assert jobs == {
        f"sagemaker:{name}" for name in ("CreateTrainingJob", "DescribeTrainingJob", "StopTrainingJob", "AddTags")
    }
    found = stack.template["Resources"]
    (policy,) = [each["Properties"] for each in found.values() if each["Type"] == "AWS::IAM::Policy"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    (own,) = policy["Roles"]
    assert (own["Ref"].partition("Role")[0], statement["Action"]) == ("Scorer", "iam:PassRole")
    assert statement["Resource"] == {"Fn::GetAtt": [own["Ref"], "Arn"]}
    assert statement["Condition"] == {"StringEquals": {"iam:PassedToService": "sagemaker.amazonaws.com"}}
    for kind in ("Bedrock", "Training", "Serverless"):
        assert "sagemaker:CreateTrainingJob" not in allowed(roles(stack)[kind])


def test_a_serverless_job_reads_this_experiments_evaluators_and_no_others(stack: Synthesised) -> None:
    contents = allowed(roles(stack)["Serverless"])["sagemaker:DescribeHubContent"]
    assert contents == {
        "arn:<Partition>:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/*",
        "arn:<Partition>:sagemaker:us-east-1:<AccountId>:hub-content/*/JsonDoc/dev-sentiment-????????/*",
    }


def test_the_stack_says_which_role_is_for_which_kind(stack: Synthesised) -> None:
    assert stack.template["Outputs"].keys() == {f"{kind}RoleArn" for kind in KINDS}


def any_job(role: Any) -> None:
    del role["AssumeRolePolicyDocument"]["Statement"][0]["Condition"]


def any_bucket(role: Any) -> None:
    role["Policies"][0]["PolicyDocument"]["Statement"][0]["Resource"] = "*"


@pytest.mark.parametrize("change", [any_job, pytest.param(any_bucket, marks=pytest.mark.long)])
def test_the_ratchet_notices_a_wider_role(stack: Synthesised, change: Callable[[Any], None]) -> None:
    before = trimmed(stack.template)
    after = copy.deepcopy(before)
    change(next(each for each in after["Resources"].values() if each["Type"] == "AWS::IAM::Role")["Properties"])
    assert broadening(before, after) is not None
