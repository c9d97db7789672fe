"""``RateLimiter``: the requests and tokens that a run may use per minute."""

from __future__ import annotations

from localaws.standin.configuration import RateLimit
from localaws.standin.faults.kinds import ServiceError
from localaws.standin.faults.service_errors import THROTTLED, THROTTLED_TOKENS
from localaws.standin.messages.judge_request import JudgeRequest
from localaws.standin.token_bucket import TokenBucket


class RateLimiter:
    """Two token buckets: one for requests, one for the model's tokens."""

    def __init__(self, limit: RateLimit) -> None:
        """Start with both buckets full."""
        self._requests = TokenBucket(limit.requests_per_minute, limit.burst)
        self._tokens = TokenBucket(limit.tokens_per_minute, limit.tokens_per_minute)

    def admit(self, request: JudgeRequest) -> ServiceError | None:
        """Take as many tokens as the call may use. If too little is left, take nothing and return the error."""
        if not self._requests.holds(1):
            return THROTTLED
        if not self._tokens.holds(request.most_tokens):
            return THROTTLED_TOKENS
        self._requests.take(1)
        self._tokens.take(request.most_tokens)
        return None

    def settle(self, request: JudgeRequest, used: int) -> None:
        """Give back the tokens that the call took and did not use."""
        self._tokens.take(used - request.most_tokens)
