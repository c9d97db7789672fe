"""``Judge``: have a model judge items, one call for each distinct item.

    rubric = Rubric("capital.md", "Is {response} as good an answer to {question} as {reference}?", Points(1, 5))
    judge = Judge.from_settings(JudgeSettings("us.amazon.nova-2-lite-v1:0", requests_per_minute=600))
    item = JudgeItem(rubric, question="What is the capital?", reference="Paris", response="It is Paris.")
    stats = JudgeStats()
    (result,) = judge.ask([item], time.monotonic() + 30, stats)

``result`` is a ``Verdict`` such as ``{"score": 1.0}``, or ``Blocked`` if the judge would not look at the response or
was manipulated by it, or ``RowBlocked`` if the row is why, or ``NoVerdict`` if time was up. ``stats`` counts calls,
tokens and canaries. A reward does not do this by hand: its dimension says ``score=judged("capital.md")``, and
``judging`` asks.
"""

import os
import random
from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from reward_runtime.judge.asking.dispatch import Dispatcher
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.judge.inquiry import Inquiry, is_lost, question_of
from reward_runtime.judge.rubric.canary import Caught, Probe, counted, probes_of
from reward_runtime.judge.rubric.counterfactual import MANIPULATED
from reward_runtime.judge.rubric.prompt import JudgeItem
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult
from reward_runtime.judge.settings import JudgeSettings
from reward_runtime.judge.transport.connect import connect

__all__ = ["Judge"]


class Judge:
    """Created once for each environment, at init. It keeps its verdicts and its knowledge of the judge."""

    def __init__(
        self, dispatcher: Dispatcher, settings: JudgeSettings, chance: Callable[[], float] = random.random
    ) -> None:
        """Take the dispatcher, and ``chance`` (returns 0..1) to draw when canaries are sent."""
        self._dispatcher, self._settings, self._chance = dispatcher, settings, chance
        self._turns: Final = count()
        self._caught: Final = Caught()

    @classmethod
    def from_settings(cls, settings: JudgeSettings) -> "Judge":
        """Make the client and open its connections. Raises ``SettingsError`` if there is no model or no region."""
        return cls(Dispatcher.over(connect(settings), settings, digest=settings.name.encode()), settings)

    def ask(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Return a result for each item, in order, by ``ends`` (seconds of ``time.monotonic``).

        Raises:
            JudgeRefusedError: the service refuses every call alike, or blocks most of them.
            JudgeError: the quota is too small for the items in the time left. Nothing was asked.
        """
        distinct = list({item.key: item for item in items}.values())
        stats.asked = stats.lost = len(distinct)
        stats.deduplicated += len(items) - len(distinct)
        outcomes = dict(zip([item.key for item in distinct], self._outcomes(distinct, ends, stats), strict=True))
        for item in distinct:
            if outcomes[item.key] == Blocked(MANIPULATED):
                self._caught.add(item.texts["response"])
        return [outcomes[item.key] for item in items]

    def _outcomes(self, items: Sequence[JudgeItem], ends: float, stats: JudgeStats) -> list[JudgeResult]:
        """Ask about the items, and about the probes beside them. A probe without a verdict is no loss."""
        probes, most = self._probes(items), self._settings.max_tokens
        inquiry = Inquiry(items, most)
        # Each probe has a key of its own, because one that is answered from the cache tests nothing.
        probing = [question_of(probe.item, most, key=os.urandom(16)) for probe in probes]
        results = dict(self._dispatcher.answers(inquiry.questions() + probing, ends, stats))
        tried = [results.pop(question.key) for question in probing]
        stats.probes, stats.false_positives, stats.false_negatives = counted(probes, tried)
        stats.asked, stats.lost = len(results), sum(is_lost(each) for each in results.values())
        return inquiry.outcomes(results, stats)

    def _probes(self, items: Sequence[JudgeItem]) -> Sequence[Probe]:
        share = self._settings.canary_share
        first = self._caught.pop() if items and share else None
        if not items or (first is None and self._chance() >= share):
            return ()
        item = items[int(self._chance() * len(items)) % len(items)]
        return probes_of(item, next(self._turns), self._caught.texts(), first)
