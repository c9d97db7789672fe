"""Guardrails that the account or the organisation enforces: the role must be allowed to apply them; calls name none."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from pydantic import AfterValidator

from compiler.errors import CompileError
from compiler.judge.guardrail import GUARDRAIL_ARN, GUARDRAIL_ID, GuardrailTarget
from compiler.judge.partition import partition_of

__all__ = ["EnforcedGuardrail", "check_enforced", "enforced_arns", "unnamed_guardrails"]

_PROFILE_ARN: Final = re.compile(
    r"arn:(?P<partition>aws|aws-cn|aws-us-gov):bedrock:(?P<region>[a-z0-9-]+):[0-9]{12}"
    r":guardrail-profile/[a-z0-9-]+\.guardrail\.v[0-9:]+"
)


def _is_enforced(text: str) -> str:
    if not any(form.fullmatch(text) for form in (GUARDRAIL_ID, GUARDRAIL_ARN, _PROFILE_ARN)):
        raise ValueError(
            "a guardrail's id, or the ARN of a guardrail or a guardrail profile (arn:aws:bedrock:REGION:ACCOUNT:"
            "guardrail/ID); copy it from `aws bedrock list-enforced-guardrails-configuration` or from the error of a "
            "denied call"
        )
    return text


EnforcedGuardrail = Annotated[str, AfterValidator(_is_enforced)]


def check_enforced(guardrails: Sequence[str], region: str, shown_as: str) -> None:
    """Raise ``CompileError`` for a guardrail that no call to ``region`` can apply. ``shown_as`` names the field."""
    for each in guardrails:
        arn = GUARDRAIL_ARN.fullmatch(each) or _PROFILE_ARN.fullmatch(each)
        if arn is None or (arn.re is _PROFILE_ARN and arn["partition"] == partition_of(region)):
            continue
        if (arn["partition"], arn["region"]) != (partition_of(region), region):
            raise CompileError(
                f"{shown_as}: got {each!r}, expected guardrails of {region}, which the judge is called in; remove it, "
                "or set judge.region"
            )


def enforced_arns(guardrails: Sequence[str], region: str, account: str) -> tuple[str, ...]:
    """Return the ARNs. ``account`` is the function's own, which an id alone belongs to."""
    own = f"arn:{partition_of(region)}:bedrock:{region}:{account}:guardrail"
    return tuple(f"{own}/{each}" if GUARDRAIL_ID.fullmatch(each) else each for each in guardrails)


def unnamed_guardrails(
    enforced: Sequence[Mapping[str, Any]], guardrail: GuardrailTarget | None, named: Sequence[str]
) -> list[str]:
    """Return the enforced guardrails that the role may not apply, so that Bedrock denies every call: ARNs, or ids.

    Args:
        enforced: ``guardrailsConfig`` of Bedrock's ``list_enforced_guardrails_configuration`` in the judge's region.
        guardrail: the guardrail that the calls name.
        named: the experiment's ``enforced_guardrails``.
    """
    shown = [str(each.get("guardrailArn") or each.get("guardrailId") or "") for each in enforced]
    allowed = {_identity(each) for each in named}
    if guardrail is not None:
        allowed.add((guardrail.id, guardrail.account))
    return [each for each in shown if each and not _is_allowed(_identity(each), allowed)]


def _is_allowed(guardrail: tuple[str, str], allowed: set[tuple[str, str]]) -> bool:
    """An id without an account means the function's own, which the doctor does not know."""
    name, account = guardrail
    return any(name == other and (not account or not owner or account == owner) for other, owner in allowed)


def _identity(shown: str) -> tuple[str, str]:
    """Return id and account; the account is empty if the text does not say it."""
    arn = GUARDRAIL_ARN.match(shown)
    return (arn["id"], arn["account"]) if arn else (shown, "")
