"""Target -> the exact permission to call a judge, as data. No name in it contains a wildcard."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from compiler.judge.enforced_guardrails import enforced_arns
from compiler.judge.target import Target

__all__ = ["Statement", "judge_statements"]

INVOKE = "bedrock:InvokeModel"
"""The action that authorises Converse (Service Authorization Reference, Amazon Bedrock). Streaming has another."""
APPLY = "bedrock:ApplyGuardrail"
"""Converse with a guardrail, whether the request names it or the account enforces it, is authorised by this too."""
VIA = "bedrock:InferenceProfileArn"
REQUESTED = "aws:RequestedRegion"
NOWHERE = "unspecified"
"""The requested region if a global profile forwards a call (Bedrock User Guide, global cross-Region inference)."""


@dataclass(frozen=True)
class Statement:
    """One ``Allow`` of an IAM policy."""

    action: str
    resources: tuple[str, ...]
    equals: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys that must have exactly these values (``StringEquals``)."""


def judge_statements(target: Target, account: str) -> tuple[Statement, ...]:
    """Return the statements that the function's role needs to call the judge, and no more.

    If calls go through a profile, the model is allowed through that profile alone; direct calls stay denied.
    A foundation model belongs to no account, so the account in its ARN is empty.

    Args:
        target: the destination of the calls.
        account: twelve digits, or a placeholder that deployment replaces with them.
    """
    if target.form == "endpoint":
        return (_endpoint(target, account),)
    named = () if target.guardrail is None else target.guardrail.arns(account)
    guardrails = tuple(dict.fromkeys((*named, *enforced_arns(target.enforced, target.region, account))))
    return (*_invocations(target, account), *([Statement(APPLY, guardrails)] if guardrails else []))


def _endpoint(target: Target, account: str) -> Statement:
    """Return the statement for an endpoint and its inference component.

    SageMaker compares names without regard to case, but it writes the ARN of an endpoint in lower case, also when it
    authorises a call. Both spellings mean the same endpoint.
    """
    own = f"arn:{target.partition}:sagemaker:{target.region}:{account}"
    named = [("endpoint", target.text), *([("inference-component", target.component)] if target.component else [])]
    spelt = (f"{own}:{kind}/{name}" for kind, given in named for name in (given.lower(), given))
    return Statement("sagemaker:InvokeEndpoint", tuple(dict.fromkeys(spelt)))


def _invocations(target: Target, account: str) -> tuple[Statement, ...]:
    bedrock, own = f"arn:{target.partition}:bedrock", f"{target.region}:{account}"
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
