"""Accepts findings of the checks on one resource, with the reason, which goes into the report.

An id must be written exactly as the finding prints it. Any other id matches nothing.
Acknowledge on the CloudFormation resource, not on the construct around it: ``add_to_policy`` on a role creates a policy
inside the role's construct, and an acknowledgement there would accept that policy too.
"""

from aws_cdk import Acknowledgment, Aws, CfnResource, Validations

__all__ = ["acknowledge", "acknowledge_function", "acknowledge_role", "wildcard_finding"]

UNSCOPED = "X-Ray and describing interfaces take no resource; stacks/checks/rules still refuses anything else on '*'."
GENERATED = "AWS generates these names (network interface, log stream); the rest of the ARN is exact."
RUNTIME = "The runtime is a field of the experiment: a reward scores alike for as long as its revision lives."
UNTRACED = "A trace would show no more than the log's milliseconds, and is charged; the field `tracing` turns it on."
DEAD_LETTERS = "Training jobs invoke synchronously and see the error; a dead-letter queue stays empty."


def acknowledge(resource: CfnResource, reason: str, *finding_ids: str) -> None:
    """Accept the findings with these ids on ``resource``."""
    Validations.of(resource).acknowledge(*(Acknowledgment(id=found, reason=reason) for found in finding_ids))


def acknowledge_role(role: CfnResource, generated: list[str]) -> None:
    """Accept the ``*`` that AWS requires, and the ARNs in ``generated`` that contain a wildcard."""
    acknowledge(role, UNSCOPED, wildcard_finding("*"), "Serverless::Serverless-LambdaStarPermissions")
    for arn in generated:
        acknowledge(role, GENERATED, wildcard_finding(arn))


def acknowledge_function(function: CfnResource, *, traced: bool) -> None:
    """Accept a runtime that is not the newest, and a function without a dead-letter queue or, unless traced, traces."""
    newest = ("AwsSolutions::AwsSolutions-L1", "Serverless::Serverless-LambdaLatestVersion")
    acknowledge(function, RUNTIME, *newest)
    acknowledge(function, DEAD_LETTERS, "Serverless::Serverless-LambdaDLQ")
    if not traced:
        acknowledge(function, UNTRACED, "Serverless::Serverless-LambdaTracing")


def wildcard_finding(arn: str) -> str:
    """Return the id of cdk-nag's finding about ``arn``. It prints pseudo parameters in angle brackets."""
    printed = arn.replace(Aws.PARTITION, "<AWS::Partition>").replace(Aws.ACCOUNT_ID, "<AWS::AccountId>")
    return f"AwsSolutions::AwsSolutions-IAM5[Resource::{printed}]"
