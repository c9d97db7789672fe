"""``Question``: one thing to ask the judge, its failures so far, and the decision whether to ask again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, Literal, TypeVar

from reward_runtime.judge.call import (
    CONNECTION_CLOSED,
    CONTEXT_WINDOW,
    DEAD_CONNECTION,
    NO_REPLY,
    UNREADY,
    UNSENT,
    CallFailure,
    NoVerdict,
    Prompt,
    Reply,
    Unreadable,
)

__all__ = ["Question", "Why", "backoff_seconds"]

V = TypeVar("V")

MOST_RETRIES: Final = 3
"""Retries after failures that say nothing about a quota. A service that fails four times in a row is down."""
MOST_RESENDS: Final = 2
MOST_REFUSALS: Final = 2
"""A service that refuses the same request twice will do so again."""
STALE_SECONDS: Final = 0.5
"""A kept connection that died while the environment was frozen fails within this time; later, the service closed it."""
LARGER: Final = 4
"""Factor on the token limit after a reply was cut off. Unused tokens cost nothing."""
BASE_SECONDS: Final = 0.1
CAP_SECONDS: Final = 4.0
UNREADY_BASE_SECONDS: Final = 1.0
"""A model that is being loaded is not ready a tenth of a second later."""

Why = Literal["first", "retry", "resend", "reask"]
"""Why a call is sent. ``resend`` follows a call that never reached the service."""


@dataclass(eq=False)
class Question(Generic[V]):
    """Asked in one round. At most one of its calls waits to be sent; several may be under way."""

    key: bytes
    """Equal questions have equal keys, and become one call."""
    prompt: Prompt
    read: Callable[[Reply], V]
    """Raises ``Unreadable``."""
    follow: "Callable[[V | NoVerdict], Sequence[Question[V]]]" = lambda _: ()
    """Returns the questions to ask because of a result. They join the round at once."""
    why: Why = "first"
    """Reason of the next call."""
    under_way: int = 0
    """Calls that are waited for."""
    no_hedge_before: float = 0.0
    """Do not hedge this question before this time, because its last call failed."""
    code: str = UNSENT
    """Code of the last failure."""
    _failures: int = 0
    _throttles: int = 0
    _resends: int = 0
    _unreadable: int = 0
    _refusals: int = 0

    def failed(self, failure: CallFailure, age: float, chance: float) -> float | NoVerdict:
        """Return the seconds until the next call, or ``NoVerdict`` if there is to be none.

        Args:
            failure: why a call failed.
            age: seconds since that call was sent.
            chance: random number 0..1, for the jitter.
        """
        self.code = NO_REPLY if failure.code == DEAD_CONNECTION else failure.code
        if failure.code == CONTEXT_WINDOW:
            return NoVerdict(failure.kind, self.code, str(failure))
        stale = failure.code == DEAD_CONNECTION or (failure.code == CONNECTION_CLOSED and age < STALE_SECONDS)
        if stale and self._resends < MOST_RESENDS:
            self._resends += 1
            self.why = "resend"
            return 0.0
        self.why = "retry"
        if failure.kind == "throttled":
            self._throttles += 1
            base = UNREADY_BASE_SECONDS if failure.code == UNREADY else BASE_SECONDS
            return backoff_seconds(self._throttles, chance, base)
        self._failures += 1
        self._refusals += failure.kind == "refused"
        if self._failures > MOST_RETRIES or self._refusals == MOST_REFUSALS:
            return NoVerdict(failure.kind, self.code, str(failure))
        return backoff_seconds(self._failures, chance)

    def misread(self, fault: Unreadable) -> float | NoVerdict:
        """Like ``failed``, after a reply that is not a verdict: ask once more, with more tokens if it was cut off."""
        self.code = fault.code
        self._unreadable += 1
        if self._unreadable > 1:
            return NoVerdict("unreadable", fault.code)
        self.why = "reask"
        if fault.code == "max_tokens":
            self.prompt = replace(self.prompt, max_tokens=self.prompt.max_tokens * LARGER)
        return 0.0


def backoff_seconds(failures: int, chance: float, base: float = BASE_SECONDS) -> float:
    """Return the wait after a number of failures, with full jitter: 0..``CAP_SECONDS``.

    It is ``chance`` (0..1) times ``base`` x 2^(``failures`` - 1), capped. Source: AWS Builders' Library, "Timeouts,
    retries, and backoff with jitter".
    """
    # Without a bound, the exponent overflows long before an invocation that is only throttled ends.
    return chance * min(CAP_SECONDS, base * 2.0 ** min(failures - 1, 16))
