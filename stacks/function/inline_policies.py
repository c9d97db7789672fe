"""The permissions of a reward function: CompiledExperiment -> the inline policies of its role."""

from aws_cdk import Stack
from aws_cdk.aws_iam import Effect, PolicyDocument, PolicyStatement
from compiler.compiled import CompiledExperiment

from stacks.arn import arn
from stacks.function.judge_access import judge_policy

__all__ = ["generated_names", "inline_policies"]

CREATE_INTERFACE = ["ec2:CreateNetworkInterface"]
DESCRIBE_INTERFACES = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"]
RELEASE_INTERFACE = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:DeleteNetworkInterface",
    "ec2:UnassignPrivateIpAddresses",
]


def inline_policies(stack: Stack, compiled: CompiledExperiment) -> dict[str, PolicyDocument]:
    """Return policy name -> document: always logs, and those that the experiment opts into."""
    policies = {"Logs": logs_policy(stack, compiled.log_group_name)}
    if compiled.experiment.tracing:
        policies["Tracing"] = tracing_policy()
    judge = judge_policy(stack, compiled)
    if judge is not None:
        policies["Judge"] = judge
    if compiled.experiment.sandbox is not None:
        policies["Sandbox"] = sandbox_policy(stack, compiled.sandbox_name)
    if compiled.experiment.lambda_insights:
        policies["Insights"] = insights_policy(stack)
    vpc = compiled.experiment.vpc
    if vpc is not None:
        attached = [arn(stack, "ec2", f"subnet/{subnet}") for subnet in vpc.subnet_ids]
        attached += [arn(stack, "ec2", f"security-group/{group}") for group in vpc.security_group_ids]
        policies["Network"] = network_policy(stack, compiled.function_name, attached)
    return policies


def generated_names(stack: Stack, compiled: CompiledExperiment) -> list[str]:
    """Return the ARNs of the role with a wildcard in the place of names that AWS generates."""
    logs = [arn(stack, "logs", f"log-group:{compiled.log_group_name}:*")]
    insights = [insights_streams(stack)] if compiled.experiment.lambda_insights else []
    network = [any_interface(stack), any_ec2(stack)] if compiled.experiment.vpc is not None else []
    return logs + insights + network


def logs_policy(stack: Stack, log_group: str) -> PolicyDocument:
    """Allow writing to the streams of the experiment's one log group."""
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
    return PolicyDocument(
        statements=[PolicyStatement(actions=actions, resources=[arn(stack, "logs", f"log-group:{log_group}:*")])]
    )


def sandbox_policy(stack: Stack, function_name: str) -> PolicyDocument:
    """Allow invoking the function that runs programs, by its unqualified name alone."""
    target = arn(stack, "lambda", f"function:{function_name}")
    return PolicyDocument(statements=[PolicyStatement(actions=["lambda:InvokeFunction"], resources=[target])])


def tracing_policy() -> PolicyDocument:
    """Allow sending traces. X-Ray has no resources to name (Service Authorization Reference, AWS X-Ray)."""
    actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"]
    return PolicyDocument(statements=[PolicyStatement(actions=actions, resources=["*"])])


def insights_policy(stack: Stack) -> PolicyDocument:
    """Allow the Lambda Insights extension to write to its log group, and to create the group if it is not there."""
    actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    return PolicyDocument(statements=[PolicyStatement(actions=actions, resources=[insights_streams(stack)])])


def network_policy(stack: Stack, function_name: str, attached: list[str]) -> PolicyDocument:
    """Allow Lambda to attach the function to a VPC, and deny the same actions to the function's own code.

    The statements follow "Giving Lambda functions access to resources in an Amazon VPC", AWS Lambda Developer Guide:
    releasing an interface needs every resource id, describing needs ``*``.
    """
    own_code = {"lambda:SourceFunctionArn": arn(stack, "lambda", f"function:{function_name}")}
    every = [*CREATE_INTERFACE, *DESCRIBE_INTERFACES, *RELEASE_INTERFACE]
    denied = PolicyStatement(effect=Effect.DENY, actions=every, resources=["*"], conditions={"ArnEquals": own_code})
    return PolicyDocument(
        statements=[
            PolicyStatement(actions=CREATE_INTERFACE, resources=[any_interface(stack), *attached]),
            PolicyStatement(actions=RELEASE_INTERFACE, resources=[any_ec2(stack)]),
            PolicyStatement(actions=DESCRIBE_INTERFACES, resources=["*"]),
            denied,
        ]
    )


def insights_streams(stack: Stack) -> str:
    """Return the ARN of all streams in the log group of the Lambda Insights extension."""
    return arn(stack, "logs", "log-group:/aws/lambda-insights:*")


def any_interface(stack: Stack) -> str:
    """Return the ARN of all network interfaces, because the one that Lambda creates has no id yet."""
    return arn(stack, "ec2", "network-interface/*")


def any_ec2(stack: Stack) -> str:
    """Return the ARN of all EC2 resources, in the form that the guide uses."""
    return arn(stack, "ec2", "*/*")
