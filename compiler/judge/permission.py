"""The exact permission to call one judge: Target -> statements, as data. No name in it holds a wildcard."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.judge.target import Target

__all__ = ["Statement", "judge_statements"]

INVOKE = "bedrock:InvokeModel"
"""What Converse is authorised as (Service Authorization Reference, Amazon Bedrock); streaming is another action."""
VIA = "bedrock:InferenceProfileArn"
REQUESTED = "aws:RequestedRegion"
NOWHERE = "unspecified"
"""The requested region where a global profile is sent on (Bedrock User Guide, global cross-Region inference)."""


@dataclass(frozen=True)
class Statement:
    """One ``Allow`` of an IAM policy."""

    action: str
    resources: tuple[str, ...]
    equals: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys that must have exactly these values (``StringEquals``)."""


def judge_statements(target: Target, account: str) -> tuple[Statement, ...]:
    """Return what the function's role needs to call the judge, and nothing else.

    A model that is reached through a profile is allowed through that profile alone: calls to it stay denied.
    A foundation model belongs to no account, so the field of its ARN is empty.

    Args:
        target: where the calls go.
        account: twelve digits, or a placeholder that becomes them when the stack is deployed.
    """
    bedrock, own = f"arn:{target.partition}:bedrock", f"{target.region}:{account}"
    if target.form == "endpoint":
        endpoint = f"arn:{target.partition}:sagemaker:{own}:endpoint/{target.text}"
        return (Statement("sagemaker:InvokeEndpoint", (endpoint,)),)
    if target.form == "own":
        return (Statement(INVOKE, (target.text,)),)
    models = tuple(f"{bedrock}:{region}::foundation-model/{target.model}" for region in target.regions)
    if target.form == "model":
        return (Statement(INVOKE, models),)
    profile = target.text if target.form == "application" else f"{bedrock}:{own}:inference-profile/{target.text}"
    here = {REQUESTED: target.region} if target.anywhere else {}
    statements = (Statement(INVOKE, (profile,), here), Statement(INVOKE, models, {**here, VIA: profile}))
    if not target.anywhere:
        return statements
    anywhere = f"{bedrock}:::foundation-model/{target.model}"
    return (*statements, Statement(INVOKE, (anywhere,), {REQUESTED: NOWHERE, VIA: profile}))
