"""The table of one form: requests that must be allowed, and near misses and others that must be denied."""

from collections.abc import Iterator

from tests.stacks.iam.evaluators import ACCOUNT, Request
from tests.stacks.iam.forms import FORMS, Form

__all__ = ["allowed_rows", "denied_rows"]

OTHER_ACCOUNT, OTHER_REGION = "999900001111", "sa-east-1"
VIA, REQUESTED = "bedrock:InferenceProfileArn", "aws:RequestedRegion"


def allowed_rows(name: str) -> list[Request]:
    """Return the form's own requests, and every reward function's: to its log."""
    form = FORMS[name]
    log = logs(form, f"/nova-reward/{name}:log-stream:2026/11/24/a1")
    always = [Request("logs:CreateLogStream", log, {}), Request("logs:PutLogEvents", log, {})]
    return [*form.allowed, *always]


def denied_rows(name: str) -> list[Request]:
    """Return near misses of the allowed requests, requests of other forms, and requests no reward function makes."""
    form, allowed = FORMS[name], allowed_rows(name)
    others = [request for other in FORMS.values() for request in other.allowed]
    beside = [miss for request in allowed for miss in near_misses(request, form)]
    rows = [*beside, *others, *never(name)]
    return [row for row in rows if row not in allowed]


def near_misses(request: Request, form: Form) -> Iterator[Request]:
    """Yield the request with one thing changed at a time."""
    action, arn, context = request
    service = action.partition(":")[0]
    if arn != "*":
        parts = arn.split(":", 5)
        for place, other in ((1, "aws-iso"), (3, OTHER_REGION), (4, OTHER_ACCOUNT)):
            yield request._replace(resource=":".join([*parts[:place], other, *parts[place + 1 :]]))
        # The name of a log stream is free.
        if service != "logs":
            yield request._replace(resource=f"{arn}0")
            yield request._replace(resource=arn[:-1])
            yield request._replace(resource=f"{arn[:-1]}9")
    for other in SIBLINGS.get(service, ()):
        yield request._replace(action=other)
    if VIA in context:
        profile = context[VIA]
        yield request._replace(context={REQUESTED: context[REQUESTED]})
        for via in (profile.replace(ACCOUNT, OTHER_ACCOUNT), f"{profile}0", profile.replace(NAMED[0], NAMED[1])):
            yield request._replace(context={**context, VIA: via}) if via != profile else request
    if any(each.context.get(REQUESTED) == "unspecified" for each in form.allowed) and REQUESTED in context:
        for region in (OTHER_REGION, "unspecified", "us-east-1"):
            yield request._replace(context={**context, REQUESTED: region})


NAMED = ("inference-profile/us.", "inference-profile/eu.")
SIBLINGS = {
    "bedrock": (
        "bedrock:InvokeModelWithResponseStream",
        "bedrock:GetInferenceProfile",
        "bedrock:DeleteInferenceProfile",
        "bedrock:GetFoundationModel",
    ),
    "sagemaker": ("sagemaker:InvokeEndpointAsync", "sagemaker:DeleteEndpoint", "sagemaker:DescribeEndpoint"),
    "logs": ("logs:DeleteLogStream", "logs:GetLogEvents", "logs:DeleteLogGroup", "logs:PutRetentionPolicy"),
    "xray": ("xray:GetTraceSummaries", "xray:PutEncryptionConfig"),
}


def never(name: str) -> list[Request]:
    """Return requests that no reward function needs, on resources of its own account and region."""
    form, group = FORMS[name], f"/nova-reward/{name}"

    def mine(service: str, resource: str) -> str:
        return logs(form, "").replace(":logs:", f":{service}:").removesuffix("log-group:") + resource

    asked = (
        ("bedrock:InvokeModel", f"arn:aws:bedrock:{form.region}::foundation-model/amazon.nova-micro-v1:0"),
        ("bedrock:CreateModelCustomizationJob", mine("bedrock", "custom-model/own")),
        ("bedrock:CreateInferenceProfile", mine("bedrock", "application-inference-profile/new")),
        ("bedrock:ApplyGuardrail", mine("bedrock", "guardrail/abc")),
        ("sagemaker:CreateTrainingJob", mine("sagemaker", "training-job/a")),
        ("sagemaker:InvokeEndpoint", mine("sagemaker", "endpoint/another")),
        ("s3:GetObject", "arn:aws:s3:::training-data/rows.jsonl"),
        ("s3:PutObject", "arn:aws:s3:::training-data/rows.jsonl"),
        ("sts:AssumeRole", f"arn:aws:iam::{ACCOUNT}:role/admin"),
        ("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/reward"),
        ("iam:PutRolePolicy", f"arn:aws:iam::{ACCOUNT}:role/reward"),
        ("lambda:InvokeFunction", mine("lambda", "function:SageMaker-reward-sentiment-0123abcd")),
        ("lambda:UpdateFunctionConfiguration", mine("lambda", "function:SageMaker-reward-sentiment-0123abcd")),
        ("secretsmanager:GetSecretValue", mine("secretsmanager", "secret:token-abc123")),
        ("ssm:GetParameter", mine("ssm", "parameter/token")),
        ("kms:Decrypt", mine("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")),
        ("dynamodb:PutItem", mine("dynamodb", "table/verdicts")),
        ("ec2:CreateNetworkInterface", mine("ec2", "network-interface/*")),
        ("logs:CreateLogGroup", logs(form, group)),
        ("logs:PutLogEvents", logs(form, f"{group}-other:log-stream:a")),
        ("logs:CreateLogStream", logs(form, "/aws/lambda/another:log-stream:a")),
    )
    return [Request(action, resource, {REQUESTED: form.region}) for action, resource in asked]


def logs(form: Form, group: str) -> str:
    partition = {"cn": "aws-cn", "us": "aws"}[form.region[:2]] if "gov" not in form.region else "aws-us-gov"
    return f"arn:{partition}:logs:{form.region}:{ACCOUNT}:log-group:{group}"
