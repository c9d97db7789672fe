"""``Reward``, exported by a reward's file: sample -> reference, match, answer -> values of dimensions -> ``Score``."""

import math
from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, TypeVar, cast

from reward_runtime.answer import ANSWER, UNDECIDED, Answer, Extractor
from reward_runtime.answers.kind import AnswerKind, Compare
from reward_runtime.definition import check_dimensions, check_range, check_template, check_types
from reward_runtime.dimension import Dimension, Grade, Scorer
from reward_runtime.errors import RewardDefinitionError, RowFault, guarded
from reward_runtime.extract.reasoning import final_text
from reward_runtime.formula import Formula
from reward_runtime.rows.attainable import Attainable
from reward_runtime.rows.references import or_fault
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, PendingScore, Score

__all__ = ["AnyReward", "Dimension", "Grade", "Outcome", "PendingScore", "Reward", "Score", "Scorer", "load_reward"]

A = TypeVar("A")
R = TypeVar("R")

_ROUNDING = 1e-9
"""How far beyond 0..1 rounding may take a share."""


@dataclass(frozen=True)
class Reward(Generic[A, R]):
    """A kind of answer, how an answer is found, dimensions and a range.

    ``Reward(Labels("yes", "no"), extract=boxed())`` is a whole reward: the rest follows from the kind.
    """

    answers: AnswerKind[A, R]
    """The kind of answer: how it and the reference are parsed, and when the answer is right."""
    dimensions: tuple[Dimension[A, R], ...] = (Dimension("correct", decisive=True),)
    """One of them is decisive: it says whether the answer is right, or how right. A lone dimension is."""
    _: KW_ONLY
    extract: Extractor | None = None
    """How the answer is found in the response; the kind's own way if ``None``."""
    compare: Compare[A, R] | None = None
    """How an answer is compared with the reference, for dimensions without a scorer; as the kind does if ``None``."""
    response_template: str = ""
    """A response in the form that is asked for, with ``{answer}`` once; the extractor's form if empty."""
    floor: float = 0.0
    """The reward of a wholly wrong answer in bad form, and of none."""
    ceiling: float = 1.0
    """The reward of a right answer in perfect form."""
    formula: str = ""
    """Arithmetic over the dimensions, in place of their weights: see ``Formula``."""
    allow_inversion: str = ""
    """Why, in a sentence, this reward may rank a wrong answer above a right one; such a reward is refused without."""

    def __post_init__(self) -> None:
        """Raise ``RewardDefinitionError`` for a reward that can never score."""
        check_types(answers=self.answers, extract=self.extract, compare=self.compare, dimensions=self.dimensions)
        if len(self.dimensions) == 1:
            object.__setattr__(self, "dimensions", (replace(self.dimensions[0], decisive=True),))
        check_dimensions(self.dimensions)
        check_range(self.floor, self.ceiling)
        check_template(self.template)
        if self.formula:
            Formula(self.formula).check(self.names)

    def score(self, sample: Sample[object]) -> Score:
        """Score one sample. Pure: a sample scores the same beside any others.

        ``RewardDefinitionError`` for a reward with a judged dimension: only its ``Pipeline`` can ask the judge.
        """
        score = self.start(sample)
        if isinstance(score, PendingScore):
            raise RewardDefinitionError("score: got a reward with judged dimensions, expected none; call its pipeline")
        return score

    def start(self, sample: Sample[object]) -> Score | PendingScore:
        """Do all of the scoring that needs no judge; a row whose reference no response can meet is unscorable.

        If a reference cannot be used as it stands, the value wrapped in it is used: see ``readings``.

        Raises:
            ScorerError: code of the reward raised, or returned no number in 0..1.
        """
        score = self.attempt(sample)
        if self._reaches_the_ceiling(score) or sample.response is None or self.can_be_met(sample):
            return score
        meant = self.as_read(sample)
        if meant is not sample:
            return self.attempt(meant)
        unscorable = isinstance(score, Score) and score.outcome is Outcome.UNSCORABLE
        return score if unscorable else self.floored(sample, Outcome.UNSCORABLE, "reference_below_ceiling")

    def attempt(self, sample: Sample[object]) -> Score | PendingScore:
        """Do as ``start`` does, but take the row's reference as it stands, whether or not it can be met."""
        reference = guarded("the reward's parse_reference", or_fault, self.answers.parse_reference, sample.reference)
        if isinstance(reference, RowFault):
            return self.floored(sample, Outcome.UNSCORABLE, reference.code)
        if sample.response is None:
            return self.floored(sample, Outcome.UNSCORABLE, "no_response")
        spans = [final_text(sample.response)]
        match = guarded("the reward's extract", self.extractor.find, sample.response, spans, self.answers.normalize)
        if match is None or match is UNDECIDED:
            return self.floored(sample, Outcome.NO_ANSWER, "no_answer" if match is None else "answers_differ")
        value = guarded("the reward's parse", self.answers.parse_match, sample.response, match)
        if value is None:
            return self.floored(sample, Outcome.NO_ANSWER, "no_answer")
        read, answer = sample.referring_to(reference), match.means(value)
        values: dict[str, float] = {}
        reasons: dict[str, str] = {}
        for dimension in self.dimensions:
            values[dimension.name], reason = self._grade(dimension, read, answer)
            if reason:
                reasons[dimension.name] = reason
        if self.judged:
            return PendingScore(sample, answer, values, reasons)
        return self.settle(sample, answer, values, reasons)

    def _grade(self, dimension: Dimension[A, R], sample: Sample[R], answer: Answer[A]) -> Grade:
        if dimension.judged:
            return Grade(0.0)
        if dimension.score is None:
            result = guarded(dimension.part, self.compare or self.answers.compare, answer.value, sample.reference)
        else:
            score = cast("Scorer[A, R]", dimension.score)
            result = guarded(dimension.part, score, sample, answer)
        return dimension.grade(result)

    def settle(
        self, sample: Sample[object], answer: Answer[object], values: Mapping[str, float], reasons: Mapping[str, str]
    ) -> Score:
        """Return the score of an answered sample whose dimensions all have their value."""
        others = len(answer.other_matches)
        aggregate = self.aggregate(values)
        return Score(
            sample.id, Outcome.SCORED, aggregate, values, "answered", answer.rule, answer.span, others, reasons
        )

    def floored(self, sample: Sample[object], outcome: Outcome, reason: str) -> Score:
        """Return the floor: the score of a sample without an answer, or whose row cannot be scored."""
        return Score(sample.id, outcome, self.floor, dict.fromkeys(self.names, 0.0), reason)

    def aggregate(self, values: Mapping[str, float]) -> float:
        """Return floor + (ceiling - floor) x the share from the dimensions, never outside the range."""
        share = self._share(values)
        if not -_ROUNDING <= share <= 1 + _ROUNDING:
            raise RewardDefinitionError(f"formula: got the share {share!r}, expected 0..1; correct it and deploy again")
        return min(self.ceiling, max(self.floor, self.floor + (self.ceiling - self.floor) * share))

    def _share(self, values: Mapping[str, float]) -> float:
        counted = values
        if self._has_gates:
            counted = {d.name: values[d.name] if d.counts(values) else 0.0 for d in self.dimensions}
        if self.formula:
            return self.parsed_formula(counted)
        return math.fsum([weight * counted[name] for name, weight in self._weights]) / self._total_weight

    def _reaches_the_ceiling(self, score: "Score | PendingScore") -> bool:
        """Whether a score is the ceiling, or can be if the judge thinks best of it."""
        if isinstance(score, Score):
            return score.aggregate >= self.ceiling - _ROUNDING
        values = {d.name: 1.0 if d.judged else score.values[d.name] for d in self.dimensions}
        return self.aggregate(values) >= self.ceiling - _ROUNDING

    def can_be_met(self, sample: Sample[object]) -> bool:
        """Say whether any response can meet the row's reference as it stands: see ``Attainable``."""
        return self._attainable(sample)

    def as_read(self, sample: Sample[object]) -> Sample[object]:
        """Return the sample with the first reading of its reference that can be met; itself if none can be."""
        return self._attainable.as_read(sample)

    @cached_property
    def _attainable(self) -> Attainable:
        return Attainable(self.answers, self._pays_in_full)

    def _pays_in_full(self, sample: Sample[object], right: str) -> bool:
        """Whether a right answer in perfect form earns the ceiling."""
        return self._reaches_the_ceiling(self.attempt(sample._replace(response=self.ideal_response(right))))

    def weighted(self, weights: Mapping[str, float]) -> "Reward[A, R]":
        """Return this reward with some weights replaced; ``RewardDefinitionError`` for a name that has no weight."""
        if weights and self.formula:
            raise RewardDefinitionError("weights: got some for a reward with a formula, expected none; change that")
        unknown = sorted(set(weights) - set(self.names))
        if unknown:
            raise RewardDefinitionError(
                f"weights: got {', '.join(unknown)}, expected dimensions of the reward: {', '.join(self.names)}"
            )
        return replace(
            self, dimensions=tuple(replace(d, weight=weights.get(d.name, d.weight)) for d in self.dimensions)
        )

    def ideal_response(self, answer: str) -> str:
        """Return a response in perfect form that gives ``answer``."""
        return self.template.replace(ANSWER, answer)

    @cached_property
    def extractor(self) -> Extractor:
        """How the answer is found: ``extract``, or the kind's own way."""
        return self.answers.extractor() if self.extract is None else self.extract

    @cached_property
    def template(self) -> str:
        """A response in the form that is asked for, with ``{answer}`` once."""
        return self.response_template or self.extractor.template

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions, in order."""
        return tuple(dimension.name for dimension in self.dimensions)

    @cached_property
    def judged(self) -> tuple[Dimension[A, R], ...]:
        """The dimensions that a model judges, in order."""
        return tuple(dimension for dimension in self.dimensions if dimension.judged)

    @property
    def runs_programs(self) -> bool:
        """Whether its kind of answer runs programs, so that it needs a sandbox."""
        return bool(getattr(self.answers, "runs_programs", False))

    @property
    def decisive(self) -> str:
        """Name of the dimension that says whether the answer is right; empty if none does, which synth refuses."""
        return next((dimension.name for dimension in self.dimensions if dimension.decisive), "")

    @cached_property
    def parsed_formula(self) -> Formula:
        """The formula, ready to be called with values."""
        return Formula(self.formula)

    @cached_property
    def _has_gates(self) -> bool:
        return any(dimension.requires for dimension in self.dimensions)

    @cached_property
    def _weights(self) -> tuple[tuple[str, float], ...]:
        return tuple((dimension.name, dimension.weight) for dimension in self.dimensions)

    @cached_property
    def _total_weight(self) -> float:
        return math.fsum(weight for _, weight in self._weights)


AnyReward = Reward[Any, Any]
"""A reward with any kind of answer."""


def load_reward(name: str) -> AnyReward:
    """Return the ``REWARD`` of the module ``rewards.<name>``; ``RewardDefinitionError`` if it has none."""
    reward: object = getattr(import_module(f"rewards.{name}"), "REWARD", None)
    if not isinstance(reward, Reward):
        raise RewardDefinitionError(f"rewards/{name}.py: got no REWARD, expected REWARD = Reward(...)")
    return cast("AnyReward", reward)
