"""``Pacer``: when the next call may be sent, so that this environment keeps to its share of the quota.

Nobody books a time ahead. The head of the queue calls ``take`` until it returns 0, so a change of rate is felt at once.
Waiters with booked times would continue at the rate that was just cut.

The share is a quota divided at deployment. How much of it really holds is learned as TCP learns it (RFC 5681):

- each second of success at the limit adds a tenth of the share;
- each second with a 429 takes a fifth, or two fifths if the pace was above the share;
- as long as no 429 comes, the growth itself grows (as in RFC 9438), because others have finished or the share was set
  too low. Without that, an environment that fell behind would end long after the others, at a fraction of a quota that
  it has to itself.

Two dozen sets of figures were tried on 12 environments of 64 calls in virtual time. These end soonest at worst.
"""

import random
from collections.abc import Callable
from threading import Lock
from typing import Final

__all__ = ["Bucket", "Pacer"]

BURST_SECONDS: Final = 2.0
"""Seconds of its share that an environment may send at once. At least one call may always be sent."""
CUT: Final = 0.8
CUT_ABOVE: Final = 0.6
"""Used above the share. The excess belongs to another environment, which may want it back."""
CUT_EVERY_SECONDS: Final = 1.0
"""The 429s of one second are one event, because calls sent at the old rate bring several of them."""
GROWTH: Final = 0.1
"""Share added for each second of success, and at most for each success."""
QUIET_SECONDS: Final = 1.0
ACCELERATION: Final = 0.15
"""Added to the growth for each second of success without a 429, after the first one."""
LEAST_FACTOR: Final = 0.05
MEMORY_SECONDS: Final = 10.0
"""For this long after a wait or a 429, the quota still counts as the limit."""
_ROUNDING: Final = 1e-6


class Bucket:
    """A token bucket: filled at a rate, emptied by calls. Times are seconds of one monotonic clock. Not thread-safe."""

    def __init__(self, per_second: float, burst: float, level: float, now: float) -> None:
        """Hold at most ``burst`` and start with ``level``; ``per_second`` is above 0."""
        self.per_second = per_second
        self.level = level
        self._burst = burst
        self._at = now

    def fill(self, now: float) -> None:
        """Bring the level up to ``now``. Call it before ``per_second`` changes."""
        self.level = min(self._burst, self.level + max(0.0, now - self._at) * self.per_second)
        self._at = max(self._at, now)

    def wait(self, amount: float) -> float:
        """Return the seconds until ``amount`` may be taken; 0 if it may be taken now.

        An amount above the burst may be taken as soon as the bucket is full.
        """
        missing = min(amount, self._burst) - self.level
        # If the clock advanced by exactly the wait, a rounding error remains, too small for any clock to wait for.
        return missing / self.per_second if missing > _ROUNDING * max(1.0, self._burst) else 0.0

    def take(self, amount: float) -> None:
        """Take ``amount``. The level falls below zero if there is less."""
        self.level -= amount


class Pacer:
    """The pace of one environment, across its invocations. Times are seconds of one monotonic clock."""

    def __init__(
        self,
        requests_per_minute: float,
        tokens_per_minute: float = 0.0,
        *,
        now: float = 0.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the shares: requests above 0, tokens 0 for no limit. ``chance`` returns 0..1."""
        self._shares = [requests_per_minute / 60] + ([tokens_per_minute / 60] if tokens_per_minute else [])
        burst = max(1.0, BURST_SECONDS * self._shares[0])
        # Environments that start together must not send together. If a share is below one call a burst, 400 first
        # calls at once would use 20 seconds of an account's quota. So the first call is earned by chance.
        buckets = [Bucket(self._shares[0], burst, burst - 1 + chance(), now)]
        buckets += [Bucket(share, BURST_SECONDS * share, BURST_SECONDS * share, now) for share in self._shares[1:]]
        self._buckets = buckets
        self._chance = chance
        self._lock = Lock()
        self._factor = 1.0
        self._quiet = 0.0
        self._limited_at = self._cut_at = self._heard_at = -MEMORY_SECONDS
        self._holding, self._due_at = False, now

    def take(self, now: float, tokens: float = 0.0) -> float:
        """Return 0 if a call of ``tokens`` may be sent now, and count it; else the seconds after which to ask again."""
        with self._lock:
            if now - self._due_at >= MEMORY_SECONDS:
                # Nobody wanted to send for a while: fall back to the share, because others may want the rest.
                self._holding, self._quiet = False, 0.0
                self._turn(min(1.0, self._factor), now)
            self._fill(now)
            amounts = (1.0, tokens)
            wait = max(bucket.wait(amount) for bucket, amount in zip(self._buckets, amounts, strict=False))
            if wait or self._holding:
                self._limited_at = now
            self._holding, self._due_at = wait > 0, now + wait
            if not wait:
                for bucket, amount in zip(self._buckets, amounts, strict=False):
                    bucket.take(amount)
            return wait

    def settle(self, tokens: float) -> None:
        """Take ``tokens`` more for a call whose reply tells how many it used. A negative number gives back."""
        with self._lock:
            for bucket in self._buckets[1:]:
                bucket.take(tokens)

    def succeeded(self, now: float) -> None:
        """Learn from a reply. If the quota is the limit, raise the pace."""
        with self._lock:
            if now - self._limited_at < MEMORY_SECONDS:
                passed = min(1.0, now - self._heard_at)
                self._quiet += passed
                growth = GROWTH + ACCELERATION * max(0.0, self._quiet - QUIET_SECONDS)
                self._turn(self._factor + growth * passed, now)
            self._heard_at = now

    def throttled(self, now: float) -> None:
        """Learn from a 429: lower the pace. The quota does not count such a call."""
        with self._lock:
            self._fill(now)
            # Give back a random part, so that environments throttled together do not return together.
            self._buckets[0].take(-self._chance())
            if now - self._cut_at >= CUT_EVERY_SECONDS:
                cut = CUT_ABOVE if self._factor > 1.0 else CUT
                self._turn(max(LEAST_FACTOR, self._factor * cut), now)
                self._cut_at = now
            self._limited_at = self._heard_at = now
            self._quiet = 0.0

    def binds(self, now: float) -> bool:
        """Return whether the quota is the limit now, or was within ``MEMORY_SECONDS``."""
        return now - self._limited_at < MEMORY_SECONDS

    def seconds_for(self, now: float, calls: int, tokens: float) -> float:
        """Return the seconds to send ``calls`` with ``tokens`` in all, at the higher of share and learned pace."""
        with self._lock:
            self._fill(now)
            better = max(1.0, 1.0 / self._factor)
            return max(
                (amount - bucket.level) / (bucket.per_second * better)
                for bucket, amount in zip(self._buckets, (float(calls), tokens), strict=False)
            )

    def _fill(self, now: float) -> None:
        for bucket in self._buckets:
            bucket.fill(now)

    def _turn(self, factor: float, now: float) -> None:
        self._fill(now)
        self._factor = factor
        for bucket, share in zip(self._buckets, self._shares, strict=True):
            bucket.per_second = share * factor
