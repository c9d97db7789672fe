"""Many environments at one account's quota, in virtual time: pacers and back-off as the rounds use them."""

import heapq
import math
import random
from dataclasses import dataclass

from reward_runtime.judge.asking.pacer import Pacer
from reward_runtime.judge.asking.question import backoff_seconds

REFUSAL_SECONDS = 0.02


@dataclass(frozen=True)
class Step:
    """The result of a step of training."""

    scored: int
    requests: int
    seconds: float
    slowest: float
    """Seconds of the slowest call."""


@dataclass(frozen=True, order=True)
class _Event:
    at: float
    order: int
    environment: int
    failures: int
    """Of the question that was throttled; 0 for a wake-up, -1 for a reply."""


class Fleet:
    """Environments that were each told a share; the account has ``per_minute`` and admits ``burst`` at once."""

    def __init__(self, environments: int, share: float, per_minute: float, burst: float, seed: int) -> None:
        self.chance = random.Random(seed)
        self.pacers = [Pacer(share, now=0.0, chance=self.chance.random) for _ in range(environments)]
        self.per_second, self.burst = per_minute / 60, burst
        self.level, self.at, self.order = burst, 0.0, 0
        self.slowest = 0.0
        self.events: list[_Event] = []
        self.queues: list[list[tuple[float, int]]] = []

    def step(self, each: int, starts: float = 0.0) -> Step:
        """Every environment asks ``each`` questions at ``starts``; runs until all are answered."""
        self.queues = [[(starts, 0)] * each for _ in self.pacers]
        requests = scored = 0
        last, self.slowest = starts, 0.0
        for environment in range(len(self.pacers)):
            self._wake(environment, starts)
        while self.events:
            event = heapq.heappop(self.events)
            now, pacer = event.at, self.pacers[event.environment]
            if event.failures > 0:
                pacer.throttled(now)
                ready = now + backoff_seconds(event.failures, self.chance.random())
                heapq.heappush(self.queues[event.environment], (ready, event.failures))
            elif event.failures < 0:
                pacer.succeeded(now)
                scored, last = scored + 1, now
            requests += self._send(event.environment, now)
        return Step(scored, requests, last - starts, self.slowest)

    def _send(self, environment: int, now: float) -> int:
        queue, sent = self.queues[environment], 0
        while queue:
            wait = max(0.0, queue[0][0] - now) or self.pacers[environment].take(now)
            if wait:
                self._wake(environment, now + wait)
                break
            _, failures = heapq.heappop(queue)
            sent += 1
            if self._admits(now):
                seconds = min(6.0, math.exp(self.chance.gauss(math.log(0.6), 0.61)))
                self.slowest = max(self.slowest, seconds)
                self._push(now + seconds, environment, -1)
            else:
                self._push(now + REFUSAL_SECONDS, environment, failures + 1)
        return sent

    def _admits(self, now: float) -> bool:
        self.level = min(self.burst, self.level + (now - self.at) * self.per_second)
        self.at = now
        admitted = self.level >= 1
        self.level -= admitted
        return admitted

    def _wake(self, environment: int, at: float) -> None:
        self._push(at, environment, 0)

    def _push(self, at: float, environment: int, failures: int) -> None:
        self.order += 1
        heapq.heappush(self.events, _Event(at, self.order, environment, failures))
