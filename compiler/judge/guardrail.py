"""``Guardrail``: the ``guardrail:`` block of a judge, and the guardrail of its calls as a ``GuardrailTarget``."""

import re
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from compiler.errors import CompileError
from compiler.experiment.block import Block
from compiler.experiment.region import Region
from compiler.judge.known_models import SHOWN_AS as KNOWN
from compiler.judge.known_models import known_models
from compiler.judge.partition import partition_of

__all__ = ["GUARDRAIL_ARN", "GUARDRAIL_ID", "Guardrail", "GuardrailTarget", "guardrail_target"]

GUARDRAIL_ARN: Final = re.compile(
    r"arn:(?P<partition>aws|aws-cn|aws-us-gov):bedrock:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12})"
    r":guardrail/(?P<id>[a-z0-9]+)"
)
GUARDRAIL_ID: Final = re.compile("[a-z0-9]+")


def _is_named(text: str) -> str:
    if not GUARDRAIL_ID.fullmatch(text) and not GUARDRAIL_ARN.fullmatch(text):
        raise ValueError(
            "a guardrail's id (small letters and digits) or its ARN (arn:aws:bedrock:REGION:ACCOUNT:guardrail/ID); "
            "copy it from `aws bedrock list-guardrails`; its version stands in 'version'"
        )
    return text


def _is_fixed(version: object) -> object:
    if isinstance(version, str):
        raise ValueError(
            "a version's number, because a draft changes under a deployed reward; make a version (`aws bedrock "
            "create-guardrail-version`) and write its number without quotes"
        )
    return version


Version = Annotated[int, Field(ge=1, le=99_999_999), BeforeValidator(_is_fixed)]


class Guardrail(Block):
    """The Bedrock guardrail that looks at the judge's prompts and verdicts."""

    id: Annotated[str, AfterValidator(_is_named)] = Field(max_length=2048, examples=["gr0abc123xyz"])
    """Id of the guardrail, or its ARN if it belongs to another account (Converse, guardrailIdentifier)."""
    version: Version = Field(examples=[1])
    """Version of the guardrail, which each call names (Converse, guardrailVersion). A draft is refused."""
    profile: str | None = Field(
        default=None, pattern=r"^[a-z0-9-]+\.guardrail\.v[0-9:]+$", max_length=30, examples=["us.guardrail.v1:0"]
    )
    """Guardrail profile, if the guardrail uses cross-region inference. It needs a permission of its own."""
    destination_regions: list[Region] = Field(
        default_factory=list[Region], max_length=40, examples=[["us-east-1", "us-west-2"]]
    )
    """Regions that the profile sends calls to. Without it, the ones in compiler/judge/models.json."""


@dataclass(frozen=True)
class GuardrailTarget:
    """The guardrail of the calls. The permission is made from it."""

    id: str
    region: str
    account: str = ""
    """The owner's account; empty for the function's own."""
    profile: str = ""
    regions: tuple[str, ...] = ()
    """Regions in which the profile may run, including the called one; sorted."""

    def arns(self, account: str) -> tuple[str, ...]:
        """Return the ARNs of the guardrail and of its profile in every region. ``account`` is the function's."""
        head, owner = f"arn:{partition_of(self.region)}:bedrock", self.account or account
        guardrail = f"{head}:{self.region}:{owner}:guardrail/{self.id}"
        return (guardrail, *(f"{head}:{region}:{owner}:guardrail-profile/{self.profile}" for region in self.regions))


def guardrail_target(guardrail: Guardrail | None, region: str, shown_as: str) -> GuardrailTarget | None:
    """Return the guardrail of calls to ``region``, or ``None`` without one. ``shown_as`` names the field in errors.

    Raises:
        CompileError: the guardrail cannot be used from there, or its profile's regions are unknown.
    """
    if guardrail is None:
        return None
    arn = GUARDRAIL_ARN.fullmatch(guardrail.id)
    if arn and (arn["partition"], arn["region"]) != (partition_of(region), region):
        raise CompileError(
            f"{shown_as}.id: got a guardrail of {arn['region']}, expected one of {region}, which the judge is called "
            "in; a guardrail works in its own region: name one of that region, or set judge.region"
        )
    regions = _regions(guardrail, region, shown_as)
    owner = arn["account"] if arn else ""
    return GuardrailTarget(arn["id"] if arn else guardrail.id, region, owner, guardrail.profile or "", regions)


def _regions(guardrail: Guardrail, region: str, shown_as: str) -> tuple[str, ...]:
    given = guardrail.destination_regions
    if guardrail.profile is None:
        if given:
            raise CompileError(
                f"{shown_as}.destination_regions: got {', '.join(given)}, expected them only with a profile; add "
                "'profile: us.guardrail.v1:0' or remove them"
            )
        return ()
    known = known_models().guardrail_profiles.get(guardrail.profile, {}).get(region, "").split()
    if not given and not known:
        raise CompileError(
            f"{shown_as}.profile: got {guardrail.profile!r} in {region}, whose destination regions are not in {KNOWN}; "
            f"set {shown_as.rpartition(' ')[2]}.destination_regions to the ones that the Bedrock User Guide lists for "
            "it (Supported Regions for cross-Region guardrail inference)"
        )
    return tuple(sorted({region, *(given or known)}))
