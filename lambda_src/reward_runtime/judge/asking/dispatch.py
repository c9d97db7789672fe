"""``Dispatcher``: questions -> verdicts, each question asked until it is answered, at the pace of the quota.

questions -> those without a kept verdict -> distinct ones -> a ``Round`` -> a verdict or ``NoVerdict`` each, in order
"""

import random
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping, Sequence
from threading import Lock
from typing import Final, Generic, TypeVar, cast

from reward_runtime.errors import JudgeError
from reward_runtime.judge.asking.calls import Calls, threaded
from reward_runtime.judge.asking.pacer import Pacer
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.round import Round
from reward_runtime.judge.asking.state import JudgeState
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import NoVerdict, Transport
from reward_runtime.judge.settings import JudgeSettings

__all__ = ["Dispatcher", "VerdictCache"]

V = TypeVar("V")

THREADS_A_CALL: Final = 2
"""An abandoned call holds its thread until its socket times out. The next round must not wait for it."""
HOPELESS: Final = 1.5
"""Ask nothing if the quota needs more than this times the time left. Below it, the pace may still catch up: it can rise
by a tenth of the share each second if others leave room."""
MOST_VERDICTS: Final = 4096
"""64 batches of 64. At about 1 KB each, 4 MB."""


class Dispatcher:
    """Made once for each environment, so that its verdicts and its ``JudgeState`` outlive an invocation.

    One round at a time is usual; several at once are safe.
    """

    def __init__(
        self,
        new_calls: Callable[[], Calls],
        settings: JudgeSettings,
        *,
        digest: bytes = b"",
        chance: Callable[[], float] = random.random,
        hopeless: float = HOPELESS,
    ) -> None:
        """Take a function that makes the calls of a round.

        ``digest`` stands for the model in the keys of the kept verdicts, because the questions' keys do not.
        ``hopeless`` is infinite if some verdicts are better than none.
        """
        self._new_calls = new_calls
        self._settings = settings
        self._digest = digest
        self._hopeless = hopeless
        self._verdicts: VerdictCache[object] = VerdictCache()
        now = new_calls().now()
        pacer = Pacer(settings.requests_per_minute, settings.tokens_per_minute, now=now, chance=chance)
        self._state = JudgeState(pacer, chance)

    @classmethod
    def over(cls, transport: Transport, settings: JudgeSettings, *, digest: bytes = b"") -> "Dispatcher":
        """Return a dispatcher that calls from threads, and open the transport's connections."""
        transport.open(settings.concurrency)
        return cls(threaded(transport, THREADS_A_CALL * settings.concurrency), settings, digest=digest)

    def dispatch(self, questions: Sequence[Question[V]], ends: float, stats: JudgeStats) -> list[V | NoVerdict]:
        """Return the results of ``answers`` for the given questions alone, in order."""
        results = self.answers(questions, ends, stats)
        return [results[question.key] for question in questions]

    def answers(
        self, questions: Sequence[Question[V]], ends: float, stats: JudgeStats
    ) -> Mapping[bytes, V | NoVerdict]:
        """Return a verdict or ``NoVerdict`` by key, by ``ends`` (seconds of ``time.monotonic``).

        There is one for each question, and for each that followed from a result.
        Verdicts that came before an error are kept.

        Raises:
            JudgeRefusedError: the service refuses for a reason that only an operator can remove.
            JudgeError: the quota is too small for the questions in the time left. Nothing was asked.
        """
        waits = self.waits(questions, ends, stats)
        while True:
            try:
                next(waits)
            except StopIteration as ended:
                results: Mapping[bytes, V | NoVerdict] = ended.value
                return results

    def waits(
        self, questions: Sequence[Question[V]], ends: float, stats: JudgeStats
    ) -> Generator[float, None, Mapping[bytes, V | NoVerdict]]:
        """Do the work of ``answers`` and return its result. Yield the seconds of each wait before it (``Round``)."""
        kept = self._kept(questions)
        stats.cache_hits += sum(question.key in kept for question in questions)
        missing = list({question.key: question for question in questions if question.key not in kept}.values())
        stats.deduplicated += sum(question.key not in kept for question in questions) - len(missing)
        calls = self._new_calls()
        self._check_quota(missing, calls.now(), ends)
        asking: Round[V] = Round(calls, self._state, self._settings, ends, stats)
        try:
            # Equal keys are the same question, so their verdicts have the same type.
            verdict_of = cast("Callable[[bytes], V | None]", self._verdict)
            yield from asking.waits(list({question.key: question for question in questions}.values()), verdict_of)
        finally:
            self._keep(asking.results)
        return asking.results

    def _verdict(self, key: bytes) -> object | None:
        return self._verdicts.get(self._digest + key)

    def _kept(self, questions: Sequence[Question[V]]) -> set[bytes]:
        return {question.key for question in questions if self._verdict(question.key) is not None}

    def _keep(self, results: dict[bytes, V | NoVerdict]) -> None:
        for key, result in results.items():
            if not isinstance(result, NoVerdict):
                self._verdicts.put(self._digest + key, result)

    def _check_quota(self, questions: Sequence[Question[V]], now: float, ends: float) -> None:
        state, settings = self._state, self._settings
        tokens = sum(state.tokens.of(question.prompt) for question in questions)
        needed = state.pacer.seconds_for(now, len(questions), tokens)
        left = max(0.0, ends - now)
        if left > 0 and needed > self._hopeless * left:
            share = f"{settings.requests_per_minute:g} requests"
            share += f" and {settings.tokens_per_minute:g} tokens" if settings.tokens_per_minute else ""
            raise JudgeError(
                f"judge: {len(questions)} calls (about {tokens:.0f} tokens) need {needed:.0f} s at this environment's"
                f" share of {share} a minute, and {left:.0f} s are left; none was made. Send smaller batches, let fewer"
                " environments run at once, have the judge's quota raised, or give the function more time"
            )


class VerdictCache(Generic[V]):
    """The verdicts used last, so that a retry asks only for the missing ones.

    A kept verdict is as good as a new one, because the key covers judge and prompt, and the judge's temperature is
    0 if it takes one.
    """

    def __init__(self, most: int = MOST_VERDICTS) -> None:
        """Hold at most ``most`` verdicts, 1 or more."""
        self._most = most
        self._verdicts: OrderedDict[bytes, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> V | None:
        """Return the verdict, or ``None`` if there is none."""
        with self._lock:
            if key in self._verdicts:
                self._verdicts.move_to_end(key)
            return self._verdicts.get(key)

    def put(self, key: bytes, verdict: V) -> None:
        """Keep the verdict. If the cache is full, drop the one that was unused for longest."""
        with self._lock:
            self._verdicts[key] = verdict
            self._verdicts.move_to_end(key)
            if len(self._verdicts) > self._most:
                self._verdicts.popitem(last=False)

    def __len__(self) -> int:
        return len(self._verdicts)
