"""``Region``: an AWS region that exists, so that a misspelt one is reported before the CDK asks an account for it."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import AfterValidator, Field

from compiler.errors import alternatives

__all__ = ["Region"]

_FILE: Final = Path(__file__).with_name("regions.json")
_KNOWN: Final[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))


def _exists(region: str) -> str:
    if region not in _KNOWN["regions"]:
        newer = f"add a newer one to compiler/experiment/{_FILE.name}"
        raise ValueError(
            f"a region that has Lambda, as of {_KNOWN['date']}; {alternatives(region, _KNOWN['regions'])}; {newer}"
        )
    return region


Region = Annotated[
    str,
    Field(pattern=r"^[a-z]{2,4}(-[a-z]+)+-[0-9]$", max_length=25, examples=["us-east-1"]),
    AfterValidator(_exists),
]
