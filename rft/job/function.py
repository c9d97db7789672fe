"""``Function``: the deployed reward that a job calls."""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Function", "function_of"]

_NAME: Final = re.compile(r"SageMaker-reward-(.+)-([0-9a-f]{8})")


@dataclass(frozen=True)
class Function:
    """One revision's function."""

    arn: str
    label: str
    """Its experiment's label; empty if its name is not one of the kit's."""
    revision: str
    found: str
    """The source of the ARN."""


def function_of(arn: str, found: str) -> Function:
    """Return the function of an ARN."""
    named = _NAME.fullmatch(arn.rpartition(":function:")[2])
    return Function(arn, named[1] if named else "", named[2] if named else "given", found)
