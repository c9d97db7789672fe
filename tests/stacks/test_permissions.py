"""The exact permission statements of function and caller, and nothing more."""

from typing import Any

from tests.stacks.synthesis import Synthesised

LOGS = {
    "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
    "Effect": "Allow",
    "Resource": "arn:${AWS::Partition}:logs:us-east-1:${AWS::AccountId}:log-group:/nova-reward/sentiment:*",
}
NOVA = "amazon.nova-2-lite-v1:0"
TRACING = {
    "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    "Effect": "Allow",
    "Resource": "*",
}


def test_the_role_may_write_its_log_and_nothing_else(stack: Synthesised) -> None:
    found = inline(stack)
    (logs,) = found["Logs"]
    assert found == {"Logs": [logs]}
    assert {**logs, "Resource": flat(logs["Resource"])} == LOGS


def test_tracing_brings_its_own_statement(opted_in: Synthesised) -> None:
    assert inline(opted_in)["Tracing"] == [TRACING]


def test_a_judge_brings_its_own_statements_and_nothing_else(judged: Synthesised) -> None:
    policies = inline(judged)
    assert policies.keys() == {"Logs", "Judge"}
    assert [(each["Action"], flat(each["Resource"])) for each in policies["Judge"]] == [
        ("bedrock:InvokeModel", f"arn:aws:bedrock:us-east-1:${{AWS::AccountId}}:inference-profile/global.{NOVA}"),
        ("bedrock:InvokeModel", f"arn:aws:bedrock:us-east-1::foundation-model/{NOVA}"),
        ("bedrock:InvokeModel", f"arn:aws:bedrock:::foundation-model/{NOVA}"),
    ]
    regions = [each["Condition"]["StringEquals"]["aws:RequestedRegion"] for each in policies["Judge"]]
    assert regions == ["us-east-1", "us-east-1", "unspecified"]


def test_every_permission_of_the_function_is_inline_in_its_role(
    stack: Synthesised, opted_in: Synthesised, judged: Synthesised
) -> None:
    for synthesised in (stack, opted_in, judged):
        assert synthesised.resources("AWS::IAM::Policy") == []
        assert "ManagedPolicyArns" not in synthesised.one("AWS::IAM::Role")


def test_only_lambda_assumes_the_role(stack: Synthesised) -> None:
    (statement,) = stack.one("AWS::IAM::Role")["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_callers_may_invoke_every_revision_of_this_experiment_only(stack: Synthesised) -> None:
    policy = stack.one("AWS::IAM::ManagedPolicy")
    (statement,) = policy["PolicyDocument"]["Statement"]
    function = "function:SageMaker-reward-sentiment-????????"
    pattern = "arn:${AWS::Partition}:lambda:us-east-1:${AWS::AccountId}:" + function
    assert (statement["Effect"], statement["Action"]) == ("Allow", "lambda:InvokeFunction")
    assert [flat(resource) for resource in statement["Resource"]] == [pattern, f"{pattern}:*"]


def test_insights_may_write_to_its_own_log_group_only(opted_in: Synthesised) -> None:
    (statement,) = inline(opted_in)["Insights"]
    group = "arn:${AWS::Partition}:logs:us-east-1:${AWS::AccountId}:log-group:/aws/lambda-insights:*"
    assert flat(statement["Resource"]) == group


def test_interfaces_are_made_in_the_chosen_subnets_and_groups_only(opted_in: Synthesised) -> None:
    create = next(s for s in inline(opted_in)["Network"] if s["Action"] == "ec2:CreateNetworkInterface")
    ec2 = "arn:${AWS::Partition}:ec2:us-east-1:${AWS::AccountId}:"
    names = (
        "network-interface/*",
        "security-group/sg-0123456c",
        "subnet/subnet-0123456a",
        "subnet/subnet-0123456b",
    )
    assert sorted(flat(resource) for resource in create["Resource"]) == [ec2 + name for name in names]


def test_the_functions_own_code_may_not_touch_interfaces(opted_in: Synthesised) -> None:
    (deny,) = [statement for statement in inline(opted_in)["Network"] if statement["Effect"] == "Deny"]
    allowed = [statement for statement in inline(opted_in)["Network"] if statement["Effect"] == "Allow"]
    own = flat(deny["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"])
    assert own.endswith(":function:" + opted_in.one("AWS::Lambda::Function")["FunctionName"])
    assert set(deny["Action"]) == {action for statement in allowed for action in actions(statement)}


def inline(synthesised: Synthesised) -> dict[str, list[dict[str, Any]]]:
    policies = synthesised.one("AWS::IAM::Role")["Policies"]
    return {policy["PolicyName"]: policy["PolicyDocument"]["Statement"] for policy in policies}


def actions(statement: dict[str, Any]) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else action


def flat(value: Any) -> str:
    """Return a joined ARN as text, with references as ``${Name}``."""
    if isinstance(value, str):
        return value
    parts = value["Fn::Join"][1]
    return "".join(part if isinstance(part, str) else f"${{{part['Ref']}}}" for part in parts)
