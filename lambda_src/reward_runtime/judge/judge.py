"""``Judge``: have a model judge items, one call for each distinct item.

    rubric = Rubric("capital.md", "Is {response} as good an answer to {question} as {reference}?", Points(1, 5))
    judge = Judge.from_settings(JudgeSettings("us.amazon.nova-2-lite-v1:0", requests_per_minute=600))
    item = JudgeItem(rubric, question="What is the capital?", reference="Paris", response="It is Paris.")
    stats = JudgeStats()
    (result,) = judge.ask([item], time.monotonic() + 30, stats)

``result`` is a ``Verdict`` such as ``{"score": 1.0}``, or ``Blocked`` if the judge would not look at the response, or
``NoVerdict`` if time was up. ``stats`` counts calls, tokens and canaries. A reward does not do this by hand: its
dimension says ``score=judged("capital.md")``, and ``judging`` asks.
"""

import os
import random
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import Final

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.question import Question
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.call import CONTEXT_WINDOW, NoVerdict
from reward_runtime.judge.rubric.canary import Probe, counted, probes_of
from reward_runtime.judge.rubric.prompt import JudgeItem, prompt_of
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult, Verdict, read_verdict
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect

__all__ = ["Judge", "question_of"]


class Judge:
    """Made once for each environment, at init. It keeps its verdicts and what it learns about the judge."""

    def __init__(
        self, dispatcher: Dispatcher, settings: JudgeSettings, chance: Callable[[], float] = random.random
    ) -> None:
        """Take the dispatcher, and ``chance`` (returns 0..1) to draw when canaries are sent."""
        self._dispatcher, self._settings, self._chance = dispatcher, settings, chance
        self._turns: Final = count()

    @classmethod
    def from_settings(cls, settings: JudgeSettings) -> "Judge":
        """Make the client and open its connections. Raises ``SettingsError`` if there is no model or no region."""
        return cls(Dispatcher.over(connect(settings), settings, digest=settings.model.encode()), settings)

    def ask(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Return a result for each item, in order, by ``ends`` (seconds of ``time.monotonic``).

        Raises:
            JudgeRefusedError: the service refuses every call alike.
            JudgeError: the quota is too small for the items in the time left. Nothing was asked.
        """
        distinct = list({item.key: item for item in items}.values())
        stats.asked = stats.lost = len(distinct)
        stats.deduplicated += len(items) - len(distinct)
        results = dict(zip([item.key for item in distinct], self._dispatch(distinct, ends, stats), strict=True))
        stats.lost = sum(isinstance(result, NoVerdict) for result in results.values())
        return [results[item.key] for item in items]

    def _dispatch(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Ask about the items, and about the probes beside them. A probe without a verdict is no loss."""
        probes, most = self._probes(items), self._settings.max_tokens
        questions = [question_of(item, most) for item in items]
        # Each probe has a key of its own, because one that is answered from the cache tests nothing.
        questions += [question_of(probe.item, most, key=os.urandom(16)) for probe in probes]
        results = self._dispatcher.dispatch(questions, ends, stats)
        stats.probes, stats.false_positives, stats.false_negatives = counted(probes, results[len(items) :])
        return [_blamed(result) for result in results[: len(items)]]

    def _probes(self, items: Sequence[JudgeItem]) -> Sequence[Probe]:
        if not items or self._chance() >= self._settings.canary_share:
            return ()
        return probes_of(items[int(self._chance() * len(items)) % len(items)], next(self._turns))


def question_of(item: JudgeItem, max_tokens: int, key: bytes = b"") -> Question[Verdict | Blocked]:
    """Return the question about an item; ``max_tokens`` limits its verdict, ``key`` replaces the item's own."""
    return Question(key or item.key, prompt_of(item, max_tokens), partial(read_verdict, rubric=item.rubric))


def _blamed(result: JudgeResult) -> JudgeResult:
    """Blame the candidate if its prompt exceeds the context window, as we do if Converse itself reports that."""
    return Blocked(result.code) if isinstance(result, NoVerdict) and result.code == CONTEXT_WINDOW else result
