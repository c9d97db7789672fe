"""``Service``: the judge's service as all environments meet it: one quota, and a latency for each call."""

from collections import Counter
from typing import Final

from reward_runtime.judge.asking.pacer import Bucket
from reward_runtime.judge.call import CallFailure, Prompt, Reply

from rft.plan.simulation.setup import Setup

__all__ = ["Service"]

REFUSAL_SECONDS: Final = 0.02
"""A 429 comes without any work of the model."""
_THROTTLED: Final = CallFailure("throttled", "ThrottlingException", "beyond the quota")


class Service:
    """Counts its requests."""

    def __init__(self, setup: Setup) -> None:
        """Start with a full quota."""
        quota = setup.quota
        requests, tokens = quota.requests_per_minute / 60, quota.tokens_per_minute / 60
        self._requests = Bucket(requests, quota.burst, quota.burst, 0.0) if requests else None
        self._tokens = Bucket(tokens, 60 * tokens, 60 * tokens, 0.0) if tokens else None
        self._latency, (self._read, self._written) = setup.latency, setup.tokens
        self._earlier: Counter[str] = Counter()
        self.calls = self.throttled = 0

    @property
    def answered(self) -> int:
        """Calls that the quota admitted."""
        return self.calls - self.throttled

    def ask(self, prompt: Prompt, now: float) -> tuple[float, CallFailure | Reply]:
        """Return the seconds of a call that comes now, and its end."""
        self.calls += 1
        most = self._read + prompt.max_tokens
        if not (_holds(self._requests, 1, now) and _holds(self._tokens, most, now)):
            self.throttled += 1
            return REFUSAL_SECONDS, _THROTTLED
        if self._requests is not None:
            self._requests.take(1)
        if self._tokens is not None:
            # A service reserves the most that a call may write, and gives back the rest when it has ended.
            self._tokens.take(self._read + self._written)
        seconds = self._latency(prompt.user, self._earlier[prompt.user])
        self._earlier[prompt.user] += 1
        return seconds, Reply("tool_use", 1.0, "", self._read, self._written)


def _holds(bucket: Bucket | None, amount: float, now: float) -> bool:
    if bucket is None:
        return True
    bucket.fill(now)
    return bucket.wait(amount) == 0.0
