"""The sentences about a deployed function that stand above every figure it gave."""

import re
from collections.abc import Iterator
from typing import Final

from rft.invoke.callee import Callee
from rft.local.stand_in import WARNING, judge_on_target

__all__ = ["NOT_TOLD", "about", "judge_of_callee", "revision_of"]

_REVISION: Final = re.compile(r"-([0-9a-f]{8})(?::[\w$-]+)?$")
NOT_TOLD: Final = ("receipts", "reason codes", "the judge's reasons, calls and tokens", "the time of each sample")
"""The values that a reply does not hold."""


def about(callee: Callee) -> Iterator[str]:
    """Yield the sentences."""
    yield f"Scored by the deployed function {callee.arn}."
    found, here = revision_of(callee.arn), callee.compiled.revision
    if found != here:
        yield (
            f"It is of revision {found}, and the files here make {here}: range and labels are read from these files, "
            "and dimensions from its replies."
        )
    if callee.place.name == "local" and judge_on_target(callee.compiled) is not None:
        yield WARNING
    told = f"{', '.join(NOT_TOLD[:-1])}, or {NOT_TOLD[-1]}"
    yield f"A reply holds rewards, dimensions and flags. It does not tell {told}."


def judge_of_callee(callee: Callee) -> str:
    """Return the name of the function's judge; empty if nobody judges."""
    if not callee.compiled.judged:
        return ""
    judge = callee.compiled.experiment.judge
    stand_in = judge_on_target(callee.compiled) if callee.place.name == "local" else None
    return stand_in or (judge and (judge.model or judge.endpoint)) or ""


def revision_of(arn: str) -> str:
    """Return the revision in a function's name; empty if it has none."""
    found = _REVISION.search(arn)
    return found[1] if found else ""
