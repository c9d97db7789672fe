"""Asks -> verdicts: each distinct question is asked as often as it takes, at the pace of the quota, before a time.

asks -> those of the cache -> distinct ones -> a ``Round`` -> a verdict or a ``Lost`` for each ask, in order
"""

import random
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Final, Generic, TypeVar, cast

from reward_runtime.errors import JudgeError
from reward_runtime.judge.asking.calls import Line, ThreadLine
from reward_runtime.judge.asking.pacer import Pacer
from reward_runtime.judge.asking.round import Limits, Round
from reward_runtime.judge.asking.state import Experience
from reward_runtime.judge.asking.stats import Tally
from reward_runtime.judge.call import Ask, Lost, Transport
from reward_runtime.judge.settings import JudgeSettings

__all__ = ["Dispatcher", "VerdictCache"]

V = TypeVar("V")

THREADS_A_CALL: Final = 2
"""Calls that were given up hold their threads until their sockets time out; the next round does not wait for them."""
HOPELESS: Final = 1.5
"""How far the time that the quota needs must exceed the time left before nothing is tried: the pace can rise by a
tenth of the share each second where others leave room."""
MOST_VERDICTS: Final = 4096
"""64 batches of 64; at about 1 KB a verdict 4 MB."""


class Dispatcher:
    """Made once an environment; what it learns and wins lives on. One round at a time is enough; more are safe."""

    def __init__(
        self,
        line: Line,
        settings: JudgeSettings,
        *,
        digest: bytes = b"",
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Take the line to the judge; ``digest`` stands for judge and rubrics where the asks' keys do not."""
        self._line = line
        self._settings = settings
        self._digest = digest
        self._verdicts: VerdictCache[object] = VerdictCache()
        pacer = Pacer(settings.requests_per_minute, settings.tokens_per_minute, now=line.now(), chance=chance)
        self._experience = Experience(pacer, chance)

    @classmethod
    def over(cls, transport: Transport, settings: JudgeSettings, *, digest: bytes = b"") -> "Dispatcher":
        """Return a dispatcher that calls by threads, and open the transport's connections."""
        transport.open(settings.concurrency)
        return cls(ThreadLine(transport, THREADS_A_CALL * settings.concurrency), settings, digest=digest)

    def dispatch(self, asks: Sequence[Ask[V]], ends: float, tally: Tally) -> list[V | Lost]:
        """Return a verdict or a loss for each ask, in order, by ``ends`` (seconds of ``time.monotonic``).

        ``JudgeRefusedError`` as soon as the service refuses for a reason that is the operator's; ``JudgeError`` at
        the start where the quota cannot let all through in time. Verdicts won until then are kept, as always.
        """
        answers = self._kept(asks)
        tally.cache_hits += sum(ask.key in answers for ask in asks)
        missing = list({ask.key: ask for ask in asks if ask.key not in answers}.values())
        tally.deduplicated += sum(ask.key not in answers for ask in asks) - len(missing)
        self._check_quota(missing, ends)
        settings = self._settings
        limits = Limits(ends, settings.concurrency, settings.hedge)
        asking: Round[V] = Round(self._line, self._experience, limits, tally)
        try:
            asking.run(missing)
        finally:
            self._keep(asking.answers)
        answers |= asking.answers
        return [answers[ask.key] for ask in asks]

    def _kept(self, asks: Sequence[Ask[V]]) -> dict[bytes, V | Lost]:
        found = {ask.key: self._verdicts.get(self._digest + ask.key) for ask in asks}
        # Equal keys are the same question, so what one of them won is of the other's type.
        return {key: cast("V", verdict) for key, verdict in found.items() if verdict is not None}

    def _keep(self, answers: dict[bytes, V | Lost]) -> None:
        for key, answer in answers.items():
            if not isinstance(answer, Lost):
                self._verdicts.put(self._digest + key, answer)

    def _check_quota(self, asks: Sequence[Ask[V]], ends: float) -> None:
        now, experience = self._line.now(), self._experience
        tokens = sum(experience.tokens.of(ask.prompt) for ask in asks)
        needed = experience.pacer.seconds_for(now, len(asks), tokens)
        left = max(0.0, ends - now)
        if needed > HOPELESS * left and left > 0:
            settings = self._settings
            share = f"{settings.requests_per_minute:g} requests"
            share += f" and {settings.tokens_per_minute:g} tokens" if settings.tokens_per_minute else ""
            raise JudgeError(
                f"judge: {len(asks)} calls (about {tokens:.0f} tokens) need {needed:.0f} s at this environment's share"
                f" of {share} a minute, and {left:.0f} s are left; none was made. Send smaller batches, let fewer"
                " environments run at once, have the judge's quota raised, or give the function more time"
            )


class VerdictCache(Generic[V]):
    """The verdicts used last. Temperature 0 and a key that covers judge and prompt make one as good as a new one."""

    def __init__(self, most: int = MOST_VERDICTS) -> None:
        """Hold at most ``most`` verdicts, 1 or more."""
        self._most = most
        self._verdicts: OrderedDict[bytes, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> V | None:
        """Return the verdict, or ``None`` where there is none."""
        with self._lock:
            if key in self._verdicts:
                self._verdicts.move_to_end(key)
            return self._verdicts.get(key)

    def put(self, key: bytes, verdict: V) -> None:
        """Keep the verdict; the one unused for longest goes."""
        with self._lock:
            self._verdicts[key] = verdict
            self._verdicts.move_to_end(key)
            if len(self._verdicts) > self._most:
                self._verdicts.popitem(last=False)

    def __len__(self) -> int:
        return len(self._verdicts)
