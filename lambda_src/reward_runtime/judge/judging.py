"""Drafts -> scores: what the judge is asked about each, and what becomes of one without a verdict.

[Score | Draft] -> cases -> rulings -> [Score]
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, cast

from reward_runtime import names
from reward_runtime.answers.reference import held
from reward_runtime.deadline import ends_by
from reward_runtime.errors import JudgeError, SettingsError
from reward_runtime.extract import final_text
from reward_runtime.failure_policy import FailurePolicy
from reward_runtime.judge.call import Lost
from reward_runtime.judge.judge import Inquiry, Judge, Ruling
from reward_runtime.judge.rubric.decoy import TALKED_ROUND, cleared, decoy_of
from reward_runtime.judge.rubric.pregate import refusal
from reward_runtime.judge.rubric.prompt import Case, rubric_digest
from reward_runtime.judge.rubric.rubric import Judged, Rubric
from reward_runtime.judge.rubric.verdict import Blocked
from reward_runtime.reward import Outcome, Reward, Score
from reward_runtime.samples import MISSING
from reward_runtime.scoring import Draft
from reward_runtime.settings import Settings

__all__ = ["Judging"]

_LONGEST_SECONDS: Final = 840.0
"""Where nothing bounds the invocation: Lambda's own longest, 900 s, less a minute."""
_Rulings = Mapping[bytes, Ruling]


class _Open(NamedTuple):
    """A draft, and the cases that its judged dimensions wait for."""

    draft: Draft
    cases: tuple[Case, ...]
    decoys: tuple[Case, ...]
    """What tells whether the response talks its judge round; none where it does not try."""


class Judging:
    """The judged half of one reward."""

    def __init__(self, reward: Reward, judge: Judge, on_failure: FailurePolicy, name: str = "") -> None:
        """Take the reward, whom to ask, what a sample without a verdict does, and what the log calls the judge."""
        self._reward, self._judge, self._on_failure = reward, judge, on_failure
        self.name = name
        """Model and rubrics: equal where two lines of the log were judged alike."""
        self._judged = {d.name: d.score for d in reward.dimensions if isinstance(d.score, Judged)}

    @classmethod
    def from_settings(cls, reward: Reward, settings: Settings) -> "Judging":
        """Reach for the judge that the settings name; ``SettingsError`` where they name none."""
        if settings.judge is None:
            raise SettingsError(
                f"{names.ENV_JUDGE}: got none, expected the settings of a judge, as the reward has judged dimensions;"
                " deploy through the kit, which sets them"
            )
        rubrics = {rubric_digest(d.score.rubric)[:8] for d in reward.dimensions if isinstance(d.score, Judged)}
        name = f"{settings.judge.model}#{'-'.join(sorted(rubrics))}"
        return cls(reward, Judge.from_settings(settings.judge), settings.on_failure, name)

    @staticmethod
    def inquiry() -> Inquiry:
        """Return what one invocation keeps its account of the judge in."""
        return Inquiry()

    def scores(self, started: Sequence[Score | Draft], inquiry: Inquiry) -> list[Score]:
        """Return the scores, in order; ``JudgeError`` where verdicts are missing and the policy is to fail."""
        opened = [self._open(each) if isinstance(each, Draft) else each for each in started]
        rulings = self._rulings([each for each in opened if isinstance(each, _Open)], inquiry)
        scores = [each if isinstance(each, Score) else self._closed(each, rulings) for each in opened]
        kept = [each for each, score in zip(opened, scores, strict=True) if score.outcome is not Outcome.FALLBACK]
        inquiry.decoyed = sum(isinstance(each, _Open) and bool(each.decoys) for each in kept)
        inquiry.talked_round = sum(score.reason == TALKED_ROUND for score in scores)
        lost = sum(score.outcome is Outcome.FALLBACK for score in scores)
        if lost and not self._on_failure.allows(lost, len(scores)):
            raise JudgeError(_without(lost, len(scores), rulings.values()))
        return scores

    def _rulings(self, waiting: Sequence[_Open], inquiry: Inquiry) -> _Rulings:
        """Ask for every verdict at once, decoys last."""
        cases = [case for each in waiting for case in each.cases] + [case for each in waiting for case in each.decoys]
        ruled = self._judge.rule(cases, ends_by(_LONGEST_SECONDS), inquiry)
        return {case.key: ruling for case, ruling in zip(cases, ruled, strict=True)}

    def _open(self, draft: Draft) -> Score | _Open:
        """Say what is to be judged of a draft, or score it where nothing is to be."""
        cases: dict[Rubric, Case] = {}
        for name, judged in self._judged.items():
            if self._counts(name, draft) and judged.rubric not in cases:
                case = _case(judged.rubric, draft)
                if case.rubric.needs("reference") and draft.sample.reference is MISSING:
                    return self._reward.floored(draft.sample, Outcome.UNSCORABLE, "no_reference")
                why = refusal(case.response, case.reference)
                if why is not None:
                    return self._reward.floored(draft.sample, Outcome.NO_ANSWER, why)
                cases[judged.rubric] = case
        decoys = tuple(decoy for case in cases.values() if (decoy := decoy_of(case)) is not None)
        return _Open(draft, tuple(cases.values()), decoys)

    def _counts(self, name: str, draft: Draft) -> bool:
        """Whether the dimension can still count: a gate in code that is shut saves the call."""
        (dimension,) = (each for each in self._reward.dimensions if each.name == name)
        known = dict(zip(self._reward.names, draft.values, strict=True))
        return all(known[gate] > least for gate, least in dimension.requires.items() if gate not in self._judged)

    def _closed(self, opened: _Open, rulings: _Rulings) -> Score:
        draft = opened.draft
        ruled = {case.rubric: rulings[case.key] for case in opened.cases}
        for ruling in ruled.values():
            if isinstance(ruling, Blocked):
                return self._reward.floored(draft.sample, Outcome.NO_ANSWER, ruling.code)
        decoys = [rulings[decoy.key] for decoy in opened.decoys]
        doubts = [] if cleared(decoys) else decoys
        lost = next((ruling for ruling in (*ruled.values(), *doubts) if isinstance(ruling, Lost)), None)
        if lost is not None:
            fallback = self._reward.floored(draft.sample, Outcome.FALLBACK, lost.kind)
            return fallback._replace(aggregate=self._on_failure.neutral or 0.0)
        if doubts:
            return self._reward.floored(draft.sample, Outcome.NO_ANSWER, TALKED_ROUND)
        values = dict(zip(self._reward.names, draft.values, strict=True))
        reasons = dict(draft.reasons)
        for name, judged in self._judged.items():
            verdict = ruled.get(judged.rubric)
            reasons[name] = "gated" if verdict is None else "judged"
            values[name] = 0.0 if verdict is None else cast("Mapping[str, float]", verdict)[judged.criterion]
        return self._reward.settle(draft.sample, draft.answer, list(values.values()), reasons)


def _case(rubric: Rubric, draft: Draft) -> Case:
    response = draft.sample.response or ""
    shown = draft.answer.text if rubric.shows == "answer" else response[slice(*final_text(response))].strip()
    return Case(rubric, draft.sample.prompt, _reference(draft.sample.reference), shown)


def _reference(reference: object) -> str:
    """The reference's text as the row has it; empty where there is none."""
    if reference is MISSING:
        return ""
    said = held(reference)
    said = reference if said is None else said
    return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)


def _without(lost: int, samples: int, rulings: Iterable[Ruling]) -> str:
    kinds = Counter(f"{each.kind} ({each.code})" for each in rulings if isinstance(each, Lost))
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return (
        f"judge: {lost} of {samples} samples got no verdict: {counts}; the verdicts that were won are kept, so"
        " send the batch again. If this repeats, look at the judge's quota (requests_per_minute) and its service"
    )
