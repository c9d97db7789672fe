"""``Judging``: ask the judge about the judged dimensions of a batch, and finish its scores.

[Score | PendingScore] -> judge items -> judge results -> [Score]
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, cast

from reward_runtime import names
from reward_runtime.answers.reference import held
from reward_runtime.deadline import ends_by
from reward_runtime.errors import JudgeError, SettingsError
from reward_runtime.extract.reasoning import final_text
from reward_runtime.judge.asking.stats import Compared, JudgeStats
from reward_runtime.judge.call import UNSENT, NoVerdict
from reward_runtime.judge.judge import Judge
from reward_runtime.judge.rubric.prefilter import rejection
from reward_runtime.judge.rubric.prompt import Earlier, JudgeItem, rubric_digest
from reward_runtime.judge.rubric.rubric import Judged, Rubric
from reward_runtime.judge.rubric.verdict import Blocked, JudgeResult, RowBlocked
from reward_runtime.judge.second import SecondAsked, SecondJudge
from reward_runtime.reward import AnyReward
from reward_runtime.rows.turns import text_of
from reward_runtime.samples import MISSING, Sample
from reward_runtime.score import Outcome, PendingScore, Score
from reward_runtime.settings import FailurePolicy, Settings

__all__ = ["Judging", "item_of"]

_LONGEST_SECONDS: Final = 840.0
"""Limit if nothing else bounds the invocation: Lambda's longest timeout, 900 s, less a minute."""
_AUTHORS: Final = ("user", "system", "developer", None)
"""Roles of the turns that come with the row. A text of another role may have been written for the judge."""
_Results = Mapping[bytes, JudgeResult]
"""By the key of the item."""


class _Waiting(NamedTuple):
    """A pending score, and the items that its judged dimensions wait for."""

    pending: PendingScore
    items: tuple[JudgeItem, ...]


class Judging:
    """The judged half of one reward."""

    def __init__(
        self,
        reward: AnyReward,
        judge: Judge,
        on_failure: FailurePolicy,
        name: str = "",
        second: SecondJudge | None = None,
    ) -> None:
        """Take the reward, the judge, the policy for samples without a verdict, and the judge's name in the log.

        ``second`` is the second judge; ``None`` if there is none.
        """
        self._reward, self._judge, self._on_failure, self._second = reward, judge, on_failure, second
        self.name = name
        """Model and rubrics. Two log lines with equal names were judged alike."""
        self._judged = {d.name: d.score for d in reward.dimensions if isinstance(d.score, Judged)}

    @classmethod
    def from_settings(cls, reward: AnyReward, settings: Settings) -> "Judging":
        """Connect to the judge of the settings. Raises ``SettingsError`` if they name none."""
        if settings.judge is None:
            raise SettingsError(
                f"{names.ENV_JUDGE}: got none, expected the settings of a judge, because the reward has judged"
                " dimensions; deploy through the kit, which sets them"
            )
        rubrics = {rubric_digest(d.score.rubric)[:8] for d in reward.dimensions if isinstance(d.score, Judged)}
        name = f"{settings.judge.name}#{'-'.join(sorted(rubrics))}"
        second = None if settings.second is None else SecondJudge.from_settings(settings.second)
        return cls(reward, Judge.from_settings(settings.judge), settings.on_failure, name, second)

    @staticmethod
    def new_stats() -> JudgeStats:
        """Return the counts of a new invocation."""
        return JudgeStats()

    def scores(self, started: Sequence[Score | PendingScore], stats: JudgeStats) -> list[Score]:
        """Return the scores, in order. Raises ``JudgeError`` if more verdicts are missing than the policy allows."""
        opened = [self._open(each) if isinstance(each, PendingScore) else each for each in started]
        waiting = [each for each in opened if isinstance(each, _Waiting)]
        items = [item for each in waiting for item in each.items]
        second = self._begun(opened, stats)
        asked = self._judge.ask(items, ends_by(_LONGEST_SECONDS), stats)
        results = {item.key: result for item, result in zip(items, asked, strict=True)}
        scores = [each if isinstance(each, Score) else self._closed(each, results) for each in opened]
        lost = sum(score.outcome is Outcome.FALLBACK for score in scores)
        if lost and not self._on_failure.allows(lost, len(scores)):
            raise JudgeError(_without(lost, len(scores), results.values()))
        if second is not None:
            self._compare(second, opened, scores)
        return scores

    def _begun(self, opened: Sequence[Score | _Waiting], stats: JudgeStats) -> SecondAsked | None:
        """Begin to ask the second judge, if there is one, while the first is asked."""
        if self._second is None:
            return None
        waiting = {place: each.items for place, each in enumerate(opened) if isinstance(each, _Waiting)}
        second = self._second.begin(waiting)
        stats.second = second.stats
        return second

    def _compare(self, second: SecondAsked, opened: Sequence[Score | _Waiting], scores: Sequence[Score]) -> None:
        """Compare the scores with those by the second judge's verdicts; no score is changed."""
        results, span = second.results(), self._reward.ceiling - self._reward.floor
        for place in second.drawn:
            waiting, score = opened[place], scores[place]
            if not isinstance(waiting, _Waiting) or score.outcome is not Outcome.SCORED:
                continue
            found = [results.get(item.key) for item in waiting.items]
            if all(isinstance(each, Mapping) for each in found):
                other = self._closed(waiting, results)
                values = {name: other.dimensions[name] for name in self._judged}
                gap = (score.aggregate - other.aggregate) / span
                second.stats.compared[place] = Compared(other.aggregate, gap, values)
            elif any(isinstance(each, NoVerdict) and each.code == UNSENT for each in found):
                second.stats.unasked += 1
            else:
                second.stats.failed += 1

    def _open(self, pending: PendingScore) -> Score | _Waiting:
        """Return the items to judge for a pending score, or its score if they need not or cannot be judged."""
        items: dict[Rubric, JudgeItem] = {}
        for name, judged in self._judged.items():
            if self._counts(name, pending) and judged.rubric not in items:
                item = item_of(judged.rubric, pending)
                if item.rubric.needs("reference") and pending.sample.reference is MISSING:
                    return self._reward.floored(pending.sample, Outcome.UNSCORABLE, "no_reference")
                why = rejection(item.response, item.reference)
                if why is not None:
                    return self._reward.floored(pending.sample, Outcome.NO_ANSWER, why)
                items[judged.rubric] = item
        return _Waiting(pending, tuple(items.values()))

    def _counts(self, name: str, pending: PendingScore) -> bool:
        """Return whether the dimension can still count. If a gate in code is shut, it cannot, and needs no call."""
        (dimension,) = (each for each in self._reward.dimensions if each.name == name)
        return all(
            pending.values[gate] > least for gate, least in dimension.requires.items() if gate not in self._judged
        )

    def _closed(self, waiting: _Waiting, results: _Results) -> Score:
        pending = waiting.pending
        by_rubric = {item.rubric: results[item.key] for item in waiting.items}
        for result in by_rubric.values():
            if isinstance(result, RowBlocked):
                return self._reward.floored(pending.sample, Outcome.UNSCORABLE, result.code)
        for result in by_rubric.values():
            if isinstance(result, Blocked):
                return self._reward.floored(pending.sample, Outcome.NO_ANSWER, result.code)
        missing = next((result for result in by_rubric.values() if isinstance(result, NoVerdict)), None)
        if missing is not None:
            fallback = self._reward.floored(pending.sample, Outcome.FALLBACK, missing.kind)
            return fallback._replace(aggregate=self._on_failure.neutral or 0.0)
        values = dict(pending.values)
        reasons = dict(pending.reasons)
        for name, judged in self._judged.items():
            verdict = by_rubric.get(judged.rubric)
            reasons[name] = "gated" if verdict is None else "judged"
            values[name] = 0.0 if verdict is None else cast("Mapping[str, float]", verdict)[judged.criterion]
        return self._reward.settle(pending.sample, pending.answer, values, reasons)


def item_of(rubric: Rubric, pending: PendingScore) -> JudgeItem:
    """Return the texts that the judge is shown of a sample, by one of its rubrics."""
    response = pending.sample.response or ""
    shown = pending.answer.text if rubric.shows == "answer" else response[slice(*final_text(response))].strip()
    question, earlier = _conversation(pending.sample)
    return JudgeItem(rubric, question, _reference(pending.sample.reference), shown, earlier)


def _conversation(sample: Sample[object]) -> tuple[str, tuple[Earlier, ...]]:
    """Return the text of the turns that the row's author wrote, and the turns of models and tools between them."""
    if all(turn.get("role") in _AUTHORS for turn in sample.turns):
        return sample.prompt, ()
    asked, earlier = "", list[Earlier]()
    for turn in sample.turns:
        text = text_of(turn.get("content")) or ""
        if turn.get("role") in _AUTHORS:
            asked += f"\n{text}" if asked else text
        elif text:
            earlier.append(Earlier(len(asked), text))
    return asked, tuple(earlier)


def _reference(reference: object) -> str:
    """Return the reference's text as it stands in the row; empty if there is none."""
    if reference is MISSING:
        return ""
    said = held(reference)
    said = reference if said is None else said
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _without(lost: int, samples: int, results: Iterable[JudgeResult]) -> str:
    kinds = Counter(f"{each.kind} ({each.code})" for each in results if isinstance(each, NoVerdict))
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return (
        f"judge: {lost} of {samples} samples got no verdict: {counts}; the verdicts that were won are kept, so"
        " send the batch again. If this repeats, look at the judge's quota (requests_per_minute) and its service"
    )
