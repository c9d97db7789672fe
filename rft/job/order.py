"""``Order``: a caller's wishes for a job, checked before anything is made."""

import re
from dataclasses import dataclass
from typing import Final

from rft.failures import CallError
from rft.job.settings import Settings

__all__ = ["Order", "check_order"]

_FUNCTION: Final = re.compile(r"arn:(aws[a-z-]*):lambda:([a-z0-9-]+):(\d{12}):function:([A-Za-z0-9_-]{1,64})(:.+)?")
_ROLE: Final = re.compile(r"arn:(aws[a-z-]*):iam::(\d{12}):role/[\w+=,.@/-]+")
_PLACE: Final = re.compile(
    r"s3://(?![0-9.]+(?:/|$))(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[-!_*'().a-zA-Z0-9]+)*/?"
)
"""A bucket and a key of the characters that Bedrock takes (botocore, S3Uri)."""


@dataclass(frozen=True)
class Order:
    """One job to be."""

    experiment: str
    """Its label, stage included."""
    revision: str
    function: str
    """The function's unqualified ARN."""
    region: str
    role: str
    """ARN of the role under which the job runs."""
    data: str
    """S3 place of the training rows, or of the rows to evaluate."""
    output: str
    """S3 place of the job's output."""
    validation: str | None
    name: str
    """Name of the job."""
    model: str
    """As the road names it; a checkpoint's place in S3 is taken by evaluations that run a recipe."""
    settings: Settings
    accept_eula: bool = False
    """Whether the caller accepts the model's licence; serverless jobs ask for it."""

    @property
    def account(self) -> str:
        """The function's account."""
        found = _FUNCTION.fullmatch(self.function)
        return found[3] if found else ""

    @property
    def partition(self) -> str:
        """``aws`` or another partition."""
        found = _FUNCTION.fullmatch(self.function)
        return found[1] if found else "aws"


def check_order(order: Order) -> None:
    """Raise ``CallError`` for an ARN or a place that a job could not use."""
    function = _FUNCTION.fullmatch(order.function)
    if function is None:
        raise CallError(
            f"--arn: got {order.function!r}, expected arn:aws:lambda:REGION:ACCOUNT:function:NAME, as `cdk deploy` "
            "prints it"
        )
    if function[5]:
        raise CallError(
            f"--arn: got the qualifier {function[5]!r}, expected none: the SageMaker SDK takes no version and no "
            "alias, and a revision never changes anyway"
        )
    if "SageMaker" not in function[4]:
        raise CallError(
            f"--arn: got a function named {function[4]!r}, expected 'SageMaker' in its name: HyperPod's recipes and "
            "AWS's managed policies ask for it"
        )
    if function[2] != order.region:
        raise CallError(
            f"--arn: got a function in {function[2]}, expected one in {order.region}, the region of the job"
        )
    role = _ROLE.fullmatch(order.role)
    if role is None:
        raise CallError(f"--role: got {order.role!r}, expected arn:aws:iam::ACCOUNT:role/NAME")
    if (role[1], role[2]) != (function[1], function[3]):
        raise CallError(
            f"--role: got a role in the account {role[2]} of {role[1]}, expected {function[3]} of {function[1]}, the "
            "function's account"
        )
    places = {"--data": order.data, "--output": order.output, "--validation": order.validation}
    if order.model.startswith("s3:"):
        places["--model"] = order.model
    for option, place in places.items():
        if place is not None and not _PLACE.fullmatch(place):
            raise CallError(
                f"{option}: got {place!r}, expected s3://BUCKET/KEY: a bucket of 3 to 63 of a-z, 0-9, . and -, and "
                "a key of letters, digits and - ! _ * ' ( ) ."
            )
