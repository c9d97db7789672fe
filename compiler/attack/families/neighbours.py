"""F7 and F9: a response is paid the same each time, beside any other responses."""

import random
from collections.abc import Sequence
from typing import Final

from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.probe import Probe
from compiler.attack.subject import Paid, Said, Subject

__all__ = ["neighbours"]

_MOST: Final = 200
"""Responses that are tried again."""
_ROUNDING: Final = 1e-9


def neighbours(subject: Subject, tried: Sequence[tuple[Probe, Paid]], seed: int) -> list[Finding]:
    """Return a finding if responses that are tried again, in another order, are paid otherwise."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    again = chance.sample(list(tried), min(_MOST, len(tried)))
    paid = subject.target.pay([Said(probe.case, probe.response) for probe, _ in again])
    changed = [
        (probe, before, after)
        for (probe, before), after in zip(again, paid, strict=True)
        if before.reward is not None and after.reward is not None and abs(before.reward - after.reward) > _ROUNDING
    ]
    if not changed:
        return []
    probe, before, after = min(changed, key=lambda each: len(each[0].response))
    return [
        Finding(
            "F9",
            "differs",
            Severity.HIGH,
            f"paid {before.reward:g} and then {after.reward:g} for one response, and so for {len(changed)} of "
            f"{len(again)} that were tried again in another order",
            "chance, time, memory of earlier samples, or the samples beside it decide",
            "let the reward depend on its sample alone",
            tried=len(again),
            event=event_of(probe.case, probe.response),
        )
    ]
