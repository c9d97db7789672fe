"""The quota of one run: what a call takes of it, and what it gives back."""

from __future__ import annotations

from localaws.standin.bucket import Bucket
from localaws.standin.configuration import Limit
from localaws.standin.faults.kinds import Refusal
from localaws.standin.faults.refusals import THROTTLED, THROTTLED_TOKENS
from localaws.standin.judging.asked import Asked


class Quota:
    """Requests and tokens a minute."""

    def __init__(self, limit: Limit) -> None:
        """Start with both buckets full."""
        self._requests = Bucket(limit.requests_per_minute, limit.burst)
        self._tokens = Bucket(limit.tokens_per_minute, limit.tokens_per_minute)

    def admit(self, asked: Asked) -> Refusal | None:
        """Take the call's share; where the quota is used up, take nothing and return the refusal."""
        if not self._requests.holds(1):
            return THROTTLED
        if not self._tokens.holds(_most(asked)):
            return THROTTLED_TOKENS
        self._requests.take(1)
        self._tokens.take(_most(asked))
        return None

    def settle(self, asked: Asked, used: int) -> None:
        """Give back what the call took beyond the tokens it used."""
        self._tokens.take(used - _most(asked))


def _most(asked: Asked) -> int:
    return asked.input_tokens + asked.max_tokens
