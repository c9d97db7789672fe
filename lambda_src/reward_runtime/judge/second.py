"""``SecondJudge``: a stronger model that judges a share of the samples too, for metrics and the log alone.

    waiting samples -> those drawn by a hash of their items -> calls in a thread beside the first judge's -> results

No job sees its verdicts. Its calls have a pace, connections and counts of their own, and end early. Its errors are
counted and go no further.
"""

import hashlib
import time
from collections.abc import Mapping, Sequence
from threading import Thread
from typing import Final

from reward_runtime.deadline import seconds_left
from reward_runtime.errors import RewardError
from reward_runtime.judge.asking.calls import threaded
from reward_runtime.judge.asking.dispatch import THREADS_A_CALL, Dispatcher
from reward_runtime.judge.asking.stats import SecondStats
from reward_runtime.judge.inquiry import question_of
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.verdict import JudgeResult
from reward_runtime.judge.settings import SECOND_SECONDS, SecondSettings
from reward_runtime.judge.transport.connect import connect

__all__ = ["SecondAsked", "SecondJudge"]

_SHARE_OF_TIME: Final = 0.25
"""At most this share of the invocation's time goes by before nobody waits for the second judge any longer."""
_GRACE_SECONDS: Final = 0.25
_SPACE: Final = 2**64


class SecondAsked:
    """The calls of one invocation to the second judge, which may be under way still."""

    def __init__(self, drawn: Sequence[int], ends: float, stats: SecondStats) -> None:
        """Take the places of the drawn samples, the end by ``time.monotonic``, and the counts."""
        self.drawn: Final = drawn
        self.stats: Final = stats
        self._ends = ends
        self._results: Mapping[bytes, JudgeResult] = {}
        self._thread: Thread | None = None

    def start(self, dispatcher: Dispatcher, items: Sequence[JudgeItem], max_tokens: int) -> None:
        """Ask about the items in a thread of their own; raises nothing."""
        thread = Thread(target=self._ask, args=(dispatcher, items, max_tokens), name="second-judge", daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            # The machine has no thread left, which is not a reason to lose a batch.
            self.stats.error = type(error).__name__
            return
        self._thread = thread

    def results(self) -> Mapping[bytes, JudgeResult]:
        """Wait for the calls, and return their verdicts by the key of the item; raises nothing."""
        if self._thread is not None:
            self._thread.join(max(0.0, self._ends - time.monotonic()) + _GRACE_SECONDS)
        return self._results

    def _ask(self, dispatcher: Dispatcher, items: Sequence[JudgeItem], max_tokens: int) -> None:
        try:
            questions = [question_of(item, max_tokens) for item in items]
            self._results = dispatcher.answers(questions, self._ends, self.stats.requests)
        except RewardError as error:
            self.stats.error = f"{type(error).__name__}: {error}"
        except Exception as error:  # noqa: BLE001 - no fault of an audit may reach the job that it audits
            self.stats.error = type(error).__name__


class SecondJudge:
    """Made once for each environment, at init."""

    def __init__(self, dispatcher: Dispatcher, settings: SecondSettings) -> None:
        """Take the dispatcher, which is nobody else's, and the settings."""
        self._dispatcher, self._settings = dispatcher, settings

    @classmethod
    def from_settings(cls, settings: SecondSettings) -> "SecondJudge":
        """Make the client; raises ``SettingsError`` if there is no region. Connections are opened by the first call.

        Init opens the first judge's connections, and Lambda gives it ten seconds in all.
        """
        judge = settings.judge
        calls = threaded(connect(judge), THREADS_A_CALL * judge.concurrency)
        # Calls that the pace has no time for are left out, and the others are made.
        dispatcher = Dispatcher(calls, judge, digest=judge.name.encode(), hopeless=float("inf"))
        return cls(dispatcher, settings)

    def begin(self, waiting: Mapping[int, Sequence[JudgeItem]]) -> SecondAsked:
        """Draw from the samples, given by place with the items that they wait for, and start to ask."""
        drawn = [place for place, items in waiting.items() if self.draws(items)]
        ends = time.monotonic() + _SHARE_OF_TIME * seconds_left(SECOND_SECONDS / _SHARE_OF_TIME)
        asked = SecondAsked(drawn, ends, SecondStats(self._settings.judge.name))
        items = {item.key: item for place in drawn for item in waiting[place]}
        if items:
            asked.start(self._dispatcher, list(items.values()), self._settings.judge.max_tokens)
        return asked

    def draws(self, items: Sequence[JudgeItem]) -> bool:
        """Return whether a sample with these items is drawn: by its content alone, so in every run or in none."""
        if not items:
            return False
        lot = hashlib.blake2b(b"".join(item.key for item in items), digest_size=8, person=b"second judge")
        return int.from_bytes(lot.digest(), "big") < self._settings.share * _SPACE
