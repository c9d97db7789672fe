"""When the next call may be sent: this environment's share of the quota, from the first call on.

Nobody books a slot ahead. Whoever is at the head of the queue asks ``take`` until it says 0, so a change of rate is
felt at once; waiters with booked slots would go on at the rate that was just cut. The share is a promise made at
deployment by dividing a quota; how far it holds is learnt as TCP does (RFC 5681): a tenth of the share more for each
second of success at the limit, a fifth less for each second that brings a 429, two fifths where the pace was above the
promise. Where no 429 comes, others have finished or the share was understated, and the growth itself grows (as RFC
9438's does): without that, an environment that fell behind ends long after the others, at a fraction of a quota that
is all its own. The figures are, of two dozen tried on 12 environments of 64 calls in virtual time, those that end
soonest at their worst.
"""

import random
from collections.abc import Callable
from threading import Lock
from typing import Final

__all__ = ["Bucket", "Pacer"]

BURST_SECONDS: Final = 2.0
"""Seconds' worth of its share that an environment may send at once, and one call at least."""
CUT: Final = 0.8
CUT_ABOVE: Final = 0.6
"""Above the promise: what is taken there is another's, who may want it back."""
CUT_EVERY_SECONDS: Final = 1.0
"""The 429s of one second are one event: calls sent at the old rate bring more of them than one."""
GROWTH: Final = 0.1
"""Of the share, for each second of success, and for each success at most."""
QUIET_SECONDS: Final = 1.0
ACCELERATION: Final = 0.15
"""Added to the growth for each second of success without a 429, but for the first of them."""
LEAST_FACTOR: Final = 0.05
MEMORY_SECONDS: Final = 10.0
"""How long after a wait or a 429 the quota still counts as the limit."""
_ROUNDING: Final = 1e-6


class Bucket:
    """Filled at a rate, emptied by calls. Times are seconds of one monotonic clock; not safe across threads."""

    def __init__(self, per_second: float, burst: float, level: float, now: float) -> None:
        """Hold at most ``burst`` and start with ``level``; ``per_second`` is above 0."""
        self.per_second = per_second
        self.level = level
        self._burst = burst
        self._at = now

    def fill(self, now: float) -> None:
        """Bring the level up to ``now``; due before ``per_second`` changes."""
        self.level = min(self._burst, self.level + max(0.0, now - self._at) * self.per_second)
        self._at = max(self._at, now)

    def wait(self, amount: float) -> float:
        """Return the seconds until ``amount`` may be taken, 0 for now.

        More than a burst may be taken once the bucket is full.
        """
        missing = min(amount, self._burst) - self.level
        # A clock that has advanced by exactly the wait leaves a rounding error, which no clock can wait for.
        return missing / self.per_second if missing > _ROUNDING * max(1.0, self._burst) else 0.0

    def take(self, amount: float) -> None:
        """Take ``amount``, below zero where it is more than there is."""
        self.level -= amount


class Pacer:
    """The pace of one environment; lives across its invocations. Times are seconds of one monotonic clock."""

    def __init__(
        self,
        requests_per_minute: float,
        tokens_per_minute: float = 0.0,
        *,
        now: float = 0.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the shares, requests above 0, tokens 0 for no such limit; ``chance`` returns 0..1."""
        self._shares = [requests_per_minute / 60] + ([tokens_per_minute / 60] if tokens_per_minute else [])
        burst = max(1.0, BURST_SECONDS * self._shares[0])
        # Environments that start together must not send together: where a share is below one call a burst, 400
        # first calls at once would be 20 seconds' worth of an account's quota. So one call is earned by chance.
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
        """Return 0 where a call of ``tokens`` goes now, else the seconds until asking again is worth while."""
        with self._lock:
            if now - self._due_at >= MEMORY_SECONDS:
                # Nobody wants to send any more: what others left unused is theirs again.
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
        """Take ``tokens`` more than were taken for a call, once its reply says what it used; negative gives back."""
        with self._lock:
            for bucket in self._buckets[1:]:
                bucket.take(tokens)

    def succeeded(self, now: float) -> None:
        """Learn from a reply: at the limit, the share may be more than was promised."""
        with self._lock:
            if now - self._limited_at < MEMORY_SECONDS:
                passed = min(1.0, now - self._heard_at)
                self._quiet += passed
                growth = GROWTH + ACCELERATION * max(0.0, self._quiet - QUIET_SECONDS)
                self._turn(self._factor + growth * passed, now)
            self._heard_at = now

    def throttled(self, now: float) -> None:
        """Learn from a 429, which the quota does not count."""
        with self._lock:
            self._fill(now)
            # A part is given back, by chance: environments throttled together must not come back together.
            self._buckets[0].take(-self._chance())
            if now - self._cut_at >= CUT_EVERY_SECONDS:
                cut = CUT_ABOVE if self._factor > 1.0 else CUT
                self._turn(max(LEAST_FACTOR, self._factor * cut), now)
                self._cut_at = now
            self._limited_at = self._heard_at = now
            self._quiet = 0.0

    def binds(self, now: float) -> bool:
        """Return whether the quota is the limit, or was moments ago."""
        return now - self._limited_at < MEMORY_SECONDS

    def seconds_for(self, now: float, calls: int, tokens: float) -> float:
        """Return the seconds until ``calls`` of ``tokens`` in all are sent, by the better of promise and experience."""
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
