"""One judge for each form of id, and the requests that its role may make, written by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.stacks.iam.evaluators import ACCOUNT, Request

__all__ = ["FORMS", "Form", "invoke"]

NOVA = "amazon.nova-2-lite-v1:0"
US = ("us-east-1", "us-east-2", "us-west-2")
UNSPECIFIED = "unspecified"


@dataclass(frozen=True)
class Form:
    """A judge, and every request about it that its role may make. The form without a judge sends traces instead."""

    judge: Mapping[str, Any] | None
    allowed: tuple[Request, ...]
    region: str = "us-east-1"
    """Region of the experiment."""


def invoke(resource: str, region: str, via: str = "") -> Request:
    """Return a request to Bedrock for a model or a profile, through the profile ``via`` if it is given."""
    context = {"aws:RequestedRegion": region} | ({"bedrock:InferenceProfileArn": via} if via else {})
    return Request("bedrock:InvokeModel", resource, context)


def apply(guardrail: str) -> Request:
    """Return a request to apply a guardrail or its profile, from us-east-1."""
    return Request("bedrock:ApplyGuardrail", guardrail, {"aws:RequestedRegion": "us-east-1"})


def model(region: str, name: str = NOVA, partition: str = "aws") -> str:
    return f"arn:{partition}:bedrock:{region}::foundation-model/{name}"


def owned(kind_and_id: str, region: str = "us-east-1", partition: str = "aws", service: str = "bedrock") -> str:
    return f"arn:{partition}:{service}:{region}:{ACCOUNT}:{kind_and_id}"


def itself(kind: str) -> Form:
    arn = owned(f"{kind}/abc123")
    return Form({"model": arn}, (invoke(arn, "us-east-1"),))


def through(profile: str, regions: tuple[str, ...], partition: str = "aws") -> tuple[Request, ...]:
    """Return requests for the profile, and through it for the model in every region."""
    home = profile.split(":")[3]
    models = (invoke(model(region, partition=partition), region, profile) for region in regions)
    return (invoke(profile, home), *models)


def everywhere(profile: str) -> tuple[Request, ...]:
    """Return requests for a global profile, and through it for the model in the own region and in none."""
    return (*through(profile, ("us-east-1",)), invoke(model(""), UNSPECIFIED, profile))


GEOGRAPHIC = owned(f"inference-profile/us.{NOVA}")
CALIFORNIA = owned(f"inference-profile/us.{NOVA}", "us-west-1")
GLOBAL = owned(f"inference-profile/global.{NOVA}")
APPLICATION = owned("application-inference-profile/abc123")
GOVERNMENT = owned(f"inference-profile/us-gov.{NOVA}", "us-gov-west-1", "aws-us-gov")
ENDPOINT = owned("endpoint/judge", service="sagemaker")
CAPITAL = owned("endpoint/Judge-EP", service="sagemaker")
LOWER = owned("endpoint/judge-ep", service="sagemaker")
COMPONENT = owned("inference-component/Judge-IC", service="sagemaker")
LOWER_COMPONENT = owned("inference-component/judge-ic", service="sagemaker")
CHINA = owned("endpoint/judge", "cn-north-1", "aws-cn", "sagemaker")

GUARDRAIL_PROFILES = tuple(owned("guardrail-profile/us.guardrail.v1:0", region) for region in US)

# The keys are names of experiments.
FORMS: Mapping[str, Form] = {
    "none": Form(
        None, tuple(Request(f"xray:{action}", "*", {}) for action in ("PutTraceSegments", "PutTelemetryRecords"))
    ),
    "model": Form(
        {"model": "amazon.nova-lite-v1:0"}, (invoke(model("us-east-1", "amazon.nova-lite-v1:0"), "us-east-1"),)
    ),
    "geographic": Form({"model": f"us.{NOVA}"}, through(GEOGRAPHIC, US)),
    "geographic-elsewhere": Form(
        {"model": f"us.{NOVA}", "region": "us-west-1"}, through(CALIFORNIA, (*US, "us-west-1"))
    ),
    "geographic-given": Form(
        {"model": f"us-gov.{NOVA}", "destination_regions": ["us-gov-east-1"]},
        through(GOVERNMENT, ("us-gov-east-1", "us-gov-west-1"), "aws-us-gov"),
        "us-gov-west-1",
    ),
    "global": Form({"model": f"global.{NOVA}"}, everywhere(GLOBAL)),
    "application": Form({"model": APPLICATION, "made_from": f"us.{NOVA}"}, through(APPLICATION, US)),
    "application-global": Form({"model": APPLICATION, "made_from": f"global.{NOVA}"}, everywhere(APPLICATION)),
    "provisioned": itself("provisioned-model"),
    "deployment": itself("custom-model-deployment"),
    "imported": itself("imported-model"),
    "endpoint": Form(
        {"endpoint": "judge"}, (Request("sagemaker:InvokeEndpoint", ENDPOINT, {"aws:RequestedRegion": "us-east-1"}),)
    ),
    "endpoint-component": Form(
        {"endpoint": "Judge-EP", "inference_component": "Judge-IC"},
        tuple(
            Request("sagemaker:InvokeEndpoint", arn, {"aws:RequestedRegion": "us-east-1"})
            for arn in (CAPITAL, LOWER, COMPONENT, LOWER_COMPONENT)
        ),
    ),
    "guardrail": Form(
        {"model": "amazon.nova-lite-v1:0", "guardrail": {"id": "gr1abc", "version": 3}},
        (invoke(model("us-east-1", "amazon.nova-lite-v1:0"), "us-east-1"), apply(owned("guardrail/gr1abc"))),
    ),
    "second": Form(
        {
            "model": f"us.{NOVA}",
            "guardrail": {"id": "gr1abc", "version": 3},
            "second": {"model": "amazon.nova-pro-v1:0"},
        },
        (
            *through(GEOGRAPHIC, US),
            invoke(model("us-east-1", "amazon.nova-pro-v1:0"), "us-east-1"),
            apply(owned("guardrail/gr1abc")),
        ),
    ),
    "second-of-endpoint": Form(
        {"endpoint": "judge", "second": {"model": f"us.{NOVA}"}},
        (
            Request("sagemaker:InvokeEndpoint", ENDPOINT, {"aws:RequestedRegion": "us-east-1"}),
            *through(GEOGRAPHIC, US),
        ),
    ),
    "guardrail-elsewhere": Form(
        {
            "model": f"us.{NOVA}",
            "guardrail": {
                "id": "arn:aws:bedrock:us-east-1:222233334444:guardrail/gr1abc",
                "version": 1,
                "profile": "us.guardrail.v1:0",
            },
            "enforced_guardrails": ["gr2", "arn:aws:bedrock:us-east-1:222233334444:guardrail/gr3"],
        },
        (
            *through(GEOGRAPHIC, US),
            *(apply(arn.replace(ACCOUNT, "222233334444")) for arn in (owned("guardrail/gr1abc"), *GUARDRAIL_PROFILES)),
            apply(owned("guardrail/gr2")),
            apply(owned("guardrail/gr3").replace(ACCOUNT, "222233334444")),
        ),
    ),
    "endpoint-china": Form(
        {"endpoint": "judge"},
        (Request("sagemaker:InvokeEndpoint", CHINA, {"aws:RequestedRegion": "cn-north-1"}),),
        "cn-north-1",
    ),
}
