"""One question until it is answered or lost: what was tried, and what is to be tried next."""

from dataclasses import dataclass, replace
from typing import Final, Generic, Literal, NamedTuple, TypeVar

from reward_runtime.judge.call import (
    CONNECTION_CLOSED,
    CONTEXT_WINDOW,
    UNREADY,
    UNSENT,
    Ask,
    CallFailure,
    Lost,
    Unreadable,
)

__all__ = ["Again", "Question", "Why", "backoff_seconds"]

V = TypeVar("V")

MOST_RETRIES: Final = 3
"""Of failures that say nothing about a quota; a service that fails four times running is down."""
MOST_RESENDS: Final = 2
STALE_SECONDS: Final = 0.5
"""A kept connection that died while the environment slept says so at once; a later end is the service's doing."""
LARGER: Final = 4
"""Factor on the tokens of a reply that was cut off; unused ones cost nothing."""
BASE_SECONDS: Final = 0.1
CAP_SECONDS: Final = 4.0
UNREADY_BASE_SECONDS: Final = 1.0
"""A model that is being loaded is not ready a tenth of a second later."""

Why = Literal["first", "retry", "resend", "reask"]
"""Why a call is sent; a ``resend`` follows one that never reached the service."""


class Again(NamedTuple):
    """Send it again."""

    seconds: float
    """How long from now."""
    why: Why


@dataclass
class Question(Generic[V]):
    """One distinct ask. At most one of its calls is waiting; several may be under way."""

    ask: Ask[V]
    why: Why = "first"
    """Of the next call."""
    under_way: int = 0
    rests_until: float = 0.0
    """Before this time no slow call of it gets a twin: the last one failed."""
    code: str = UNSENT
    """What went wrong last."""
    _failures: int = 0
    _throttles: int = 0
    _resends: int = 0
    _unreadable: int = 0

    def failed(self, failure: CallFailure, age: float, chance: float) -> Again | Lost:
        """Decide after a failure of a call ``age`` seconds old; ``chance`` is 0..1."""
        self.code = failure.code
        if failure.code == CONTEXT_WINDOW:
            return Lost(failure.kind, failure.code)
        if failure.code == CONNECTION_CLOSED and age < STALE_SECONDS and self._resends < MOST_RESENDS:
            self._resends += 1
            return Again(0.0, "resend")
        if failure.kind == "throttled":
            self._throttles += 1
            base = UNREADY_BASE_SECONDS if failure.code == UNREADY else BASE_SECONDS
            return Again(backoff_seconds(self._throttles, chance, base), "retry")
        self._failures += 1
        if self._failures > MOST_RETRIES:
            return Lost(failure.kind, failure.code)
        return Again(backoff_seconds(self._failures, chance), "retry")

    def misread(self, fault: Unreadable) -> Again | Lost:
        """Decide after a reply that is no verdict: ask once more, with more room if it was cut off, then give up."""
        self.code = fault.code
        self._unreadable += 1
        if self._unreadable > 1:
            return Lost("unreadable", fault.code)
        if fault.code == "max_tokens":
            longer = replace(self.ask.prompt, max_tokens=self.ask.prompt.max_tokens * LARGER)
            self.ask = replace(self.ask, prompt=longer)
        return Again(0.0, "reask")


def backoff_seconds(failures: int, chance: float, base: float = BASE_SECONDS) -> float:
    """Return seconds, 0..``CAP_SECONDS``: the share ``chance`` (0..1) of ``base`` x 2^(``failures`` - 1), capped."""
    # An exponent without bound overflows long before an invocation that is only throttled ends.
    return chance * min(CAP_SECONDS, base * 2.0 ** min(failures - 1, 16))
