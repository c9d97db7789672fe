"""A reward by itself: its definition, its weights, the references that it can meet, and the parts that errors name."""

import math
from typing import Any, Final

import pytest
from reward_runtime.answer import Answer, Match
from reward_runtime.answers.free_text import AsIs, FreeText
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import Numbers
from reward_runtime.errors import RewardDefinitionError, RowFault, ScorerError
from reward_runtime.extract import Extractor, boxed, whole
from reward_runtime.judge.rubric.rubric import Rubric
from reward_runtime.judge.rubric.scale import Unit
from reward_runtime.reward import AnyReward, Dimension, Grade, Reward, load_reward
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, PendingScore, Score

POLITE: Final = Rubric("polite.md", "Is {response} polite?", Unit()).judges("score")


def sample(response: str | None = "yes", reference: object = "yes") -> Sample[object]:
    return Sample("s", "Is it?", response, reference, "reference_answer")


def half(sample: object, answer: Answer[Any]) -> Grade:
    """Capitals earn half."""
    return Grade(1.0 if answer.text == "yes" else 0.5, "half")


def two_dimensions(**changes: Any) -> AnyReward:
    parts = (Dimension[Any, Any]("correct", weight=3.0, decisive=True), Dimension[Any, Any]("half", half, weight=1.0))
    return Reward(Labels("yes", "no"), parts, extract=whole(), **changes)


def test_a_lone_dimension_is_decisive_and_of_several_one_that_says_so() -> None:
    alone = Reward(AsIs(), (Dimension[Any, Any]("good", half),))

    assert (alone.decisive, two_dimensions().decisive) == ("good", "correct")
    assert alone.dimensions[0].decisive is True
    assert Reward(AsIs(), (Dimension[Any, Any]("a", half), Dimension[Any, Any]("b", half))).decisive == ""


@pytest.mark.parametrize("part", ["extract", "compare", "answers", "dimensions"])
def test_a_part_of_another_type_is_refused_by_its_name(part: str) -> None:
    parts: dict[str, Any] = {"answers": AsIs(), part: 7}
    with pytest.raises(RewardDefinitionError, match=part):
        Reward(**parts)


def test_weights_of_an_experiment_replace_those_they_name() -> None:
    reward = two_dimensions().weighted({"half": 9.0})

    assert [dimension.weight for dimension in reward.dimensions] == [3.0, 9.0]
    assert reward.score(sample("YES")).aggregate == pytest.approx(0.625)
    assert two_dimensions().weighted({}).dimensions == two_dimensions().dimensions
    with pytest.raises(RewardDefinitionError, match="got a, b, expected dimensions of the reward: correct, half"):
        two_dimensions().weighted({"b": 1.0, "a": 1.0, "half": 1.0})
    with pytest.raises(RewardDefinitionError, match="formula"):
        two_dimensions(formula="correct * half").weighted({"half": 1.0})
    assert two_dimensions(formula="correct * half").weighted({}).formula


@pytest.mark.parametrize(
    ("changes", "right", "wrong"),
    [
        ({}, 0.875, 0.125),
        ({"floor": -1.0}, 0.75, -0.75),
        ({"floor": -2.0, "ceiling": 2.0}, 1.5, -1.5),
        ({"formula": "correct * half"}, 0.5, 0.0),
        ({"formula": "min(correct, half)", "ceiling": 10.0}, 5.0, 0.0),
    ],
)
def test_a_score_is_the_share_of_the_range_with_its_receipt(
    changes: dict[str, Any], right: float, wrong: float
) -> None:
    reward = two_dimensions(**changes)

    scored = reward.score(sample("YES"))
    assert scored.aggregate == pytest.approx(right)
    values = {"correct": 1.0, "half": 0.5}
    receipt = ("answered", "whole", (0, 3), 0)
    assert scored == Score("s", Outcome.SCORED, scored.aggregate, values, *receipt, scored.reasons)
    assert scored.reasons["half"] == "half"
    assert reward.score(sample("no")).aggregate == pytest.approx(wrong)


def test_a_gate_counts_its_dimension_only_above_the_threshold() -> None:
    for threshold, share in ((0.4, 1.0), (0.5, 0.5)):
        parts = (
            Dimension[Any, Any]("half", half, weight=0.5),
            Dimension[Any, Any]("gated", lambda s, a: 1.0, weight=0.5, requires={"half": threshold}),
        )
        expected = 0.25 + 0.5 * (share == 1.0)
        assert Reward(AsIs(), parts).score(sample("YES")).aggregate == pytest.approx(expected)


@pytest.mark.parametrize(
    ("given", "outcome", "reason"),
    [
        (sample(None), Outcome.UNSCORABLE, "no_response"),
        (sample("yes", "maybe"), Outcome.UNSCORABLE, "unknown_label"),
        (sample("nothing"), Outcome.NO_ANSWER, "no_answer"),
        (sample("\\boxed{yes} or \\boxed{no}"), Outcome.NO_ANSWER, "answers_differ"),
        (sample("\\boxed{maybe}"), Outcome.NO_ANSWER, "no_answer"),
    ],
)
def test_a_sample_without_an_answer_or_a_usable_row_gets_the_floor_and_a_code(
    given: Sample[object], outcome: Outcome, reason: str
) -> None:
    scored = Reward(Labels("yes", "no"), extract=boxed(), floor=-1.0).score(given)

    assert scored == Score("s", outcome, -1.0, {"correct": 0.0}, reason)


def test_other_matches_are_counted_on_the_receipt() -> None:
    scored = Reward(Labels("yes", "no"), extract=boxed("last")).score(sample("\\boxed{no} \\boxed{no} \\boxed{yes}"))

    assert (scored.others, scored.rule, scored.span) == (2, "boxed", (29, 32))


class Broken(FreeText):
    """Raises in one of its parts."""

    part = ""

    def parse(self, text: str) -> Any:
        return self._of("parse", text)

    def parse_reference(self, reference: object) -> Any:
        return self._of("parse_reference", reference)

    def render(self, reference: object) -> str | None:
        return self._of("render", None)

    def compare(self, answer: object, reference: object) -> Any:
        return self._of("compare", answer == reference)

    def _of(self, part: str, value: Any) -> Any:
        if part == self.part:
            raise ValueError("SECRET")
        return value


@pytest.mark.parametrize("part", ["parse", "parse_reference", "compare", "extract"])
def test_an_error_names_the_part_of_the_reward_that_raised(part: str) -> None:
    answers = Broken()
    answers.part = part

    def find(*given: object) -> Any:
        raise ValueError("SECRET")

    reward = Reward(answers, extract=Extractor(find, "{answer}") if part == "extract" else whole())
    name = "the scorer of dimension 'correct'" if part == "compare" else f"the reward's {part}"

    with pytest.raises(ScorerError) as raised:
        reward.score(sample())
    assert str(raised.value).startswith(f"{name} raised ValueError at ")
    assert raised.value.part == name


def test_a_part_that_raises_for_the_right_answer_alone_blames_no_row() -> None:
    answers = Broken()
    answers.part = "render"

    assert Reward(answers, extract=whole()).can_be_met(sample("no"))
    answers.part = "parse_reference"
    assert Reward(answers, extract=whole()).can_be_met(sample("no"))


class Surrounded(AsIs):
    """Its answer is the text before and behind the match."""

    def parse_match(self, response: str, match: Match) -> str:
        return response.replace(match.text, "")


def test_a_kind_of_answer_may_look_at_what_stands_beside_its_match() -> None:
    reward = Reward(Surrounded(), extract=boxed(), compare=lambda answer, reference: answer == reference)

    assert reward.score(sample("a \\boxed{7} b", "a \\boxed{} b")).aggregate == 1.0
    assert reward.score(sample("\\boxed{7} b", "a \\boxed{} b")).aggregate == 0.0


class Unwritten(AsIs):
    """Writes out no right answer; no number is a reference."""

    def parse_reference(self, reference: object) -> object:
        if isinstance(reference, int):
            raise RowFault("a_number")
        return reference


def test_a_row_whose_right_answer_cannot_be_written_is_judged_by_its_reference() -> None:
    reward = Reward(Unwritten(), (Dimension[Any, Any]("half", half),))

    assert reward.can_be_met(sample(reference="x"))
    assert not reward.can_be_met(sample(reference=7))
    assert reward.score(sample(reference="x")).outcome is Outcome.SCORED
    assert reward.score(sample(reference=7)).reason == "a_number"


def test_a_reference_is_read_as_what_it_wraps_if_it_cannot_be_met_as_it_stands() -> None:
    reward = Reward(Numbers())
    wrapped = sample("72", {"target": "72"})

    assert reward.as_read(wrapped).reference == "72"
    assert reward.as_read(sample(reference="72")).reference == "72"
    assert reward.as_read(sample(reference={"x": 1})).reference == {"x": 1}
    assert reward.score(wrapped).aggregate == 1.0
    assert reward.score(wrapped._replace(response=None)).reason == "no_number"


def judged(**changes: Any) -> AnyReward:
    parts = (
        Dimension[Any, Any]("polite", POLITE, weight=0.5, decisive=True),
        Dimension[Any, Any]("short", lambda s, a: float(len(a.value) < 4), weight=0.5),
    )
    return Reward(FreeText(), parts, extract=whole(), **changes)


@pytest.mark.parametrize(("reference", "met"), [("yes", True), ("a long reference", False)])
def test_a_judged_dimension_is_thought_met_when_a_reference_is_looked_at(reference: str, met: bool) -> None:
    started = judged().start(sample("nope", reference))

    assert isinstance(started, PendingScore) is met
    assert judged().can_be_met(sample("nope", reference)) is met
    if isinstance(started, PendingScore):
        assert dict(started.reasons) == {}
        assert dict(started.values) == {"polite": 0.0, "short": 0.0}
        assert isinstance(started.answer, Answer)
        assert started.sample == sample("nope", reference)
    assert isinstance(judged().start(sample("no", reference)), PendingScore)


def test_only_a_pipeline_can_score_a_judged_reward() -> None:
    with pytest.raises(RewardDefinitionError, match="call its pipeline"):
        judged().score(sample())
    assert [dimension.name for dimension in judged().judged] == ["polite"]


def test_a_formula_that_leaves_the_range_fails_and_rounding_does_not() -> None:
    reward = two_dimensions(formula="correct + half")

    with pytest.raises(RewardDefinitionError, match=r"got the share 1\.5, expected 0\.\.1"):
        reward.aggregate({"correct": 1.0, "half": 0.5})
    with pytest.raises(RewardDefinitionError, match=r"got the share -0\.5"):
        two_dimensions(formula="correct - half").aggregate({"correct": 0.0, "half": 0.5})
    assert reward.aggregate({"correct": 1.0, "half": 1e-10}) == 1.0
    assert two_dimensions(formula="correct - half").aggregate({"correct": 0.0, "half": 1e-10}) == 0.0
    assert math.isclose(reward.aggregate({"correct": 0.25, "half": 0.5}), 0.75)


def test_a_reward_is_loaded_by_its_name_and_a_module_without_one_is_refused() -> None:
    assert load_reward("sentiment").floor == -1.0
    assert not load_reward("sentiment").runs_programs
    with pytest.raises(RewardDefinitionError, match=r"rewards/__init__\.py: got no REWARD"):
        load_reward("__init__")
