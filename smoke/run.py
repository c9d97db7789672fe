"""Runs the steps one after the other, and takes everything down whatever happens."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rft.failures import RftError

from smoke.deployments import taken_down
from smoke.hour import Hour
from smoke.steps import STEPS, Step


@dataclass(frozen=True)
class Outcome:
    """One step."""

    name: str
    seconds: float
    seen: str
    """The observation, or the reason of the failure."""
    is_good: bool

    @property
    def word(self) -> str:
        """``good`` or ``BAD``."""
        return "good" if self.is_good else "BAD"


def run(hour: Hour, steps: Sequence[Step] = STEPS, tell: Callable[[Outcome], object] = lambda _: None) -> list[Outcome]:
    """Run the steps until one fails, then take everything down, also after an interrupt.

    Args:
        hour: the user and the account.
        steps: the steps before the end.
        tell: is called with each outcome as soon as it is known.
    """
    outcomes: list[Outcome] = []

    def add(step: Step) -> None:
        outcomes.append(_done(hour, step))
        tell(outcomes[-1])

    try:
        for step in steps:
            add(step)
            if not outcomes[-1].is_good:
                break
    finally:
        add(taken_down)
    return outcomes


def _done(hour: Hour, step: Step) -> Outcome:
    name, started = step.__name__.replace("_", " "), time.monotonic()
    try:
        seen, is_good = step(hour), True
    except RftError as error:
        seen, is_good = str(error), False
    except Exception as error:  # noqa: BLE001 - whatever it is, the stacks must not stay
        seen, is_good = f"{type(error).__name__}: {error}", False
    return Outcome(name, time.monotonic() - started, seen, is_good)
