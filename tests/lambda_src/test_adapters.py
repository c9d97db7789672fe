"""Rewards of verl and TRL serve as scorers as they are, and a reward here serves as either of theirs."""

from functools import partial
from typing import Any

import pytest
from reward_runtime.adapters import as_trl, as_verl, from_trl, from_verl, trl_scorer, verl_scorer
from reward_runtime.answer import Answer
from reward_runtime.answers.free_text import AsIs
from reward_runtime.errors import RewardDefinitionError, ScorerError
from reward_runtime.reward import AnyReward, Dimension, Reward
from reward_runtime.samples import Sample, parse_samples
from rewards.sentiment import REWARD

from tests.lambda_src.events import row

RIGHT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"
BARE = "\\boxed{positive}"


def scored(reward: AnyReward, response: str, **fields: Any) -> float:
    (sample,) = parse_samples([row("a", response, "4", **fields)])
    return reward.score(sample).aggregate


def whole_of_verl(data_source: str, solution_str: str, ground_truth: str, extra_info: Any = None) -> dict[str, Any]:
    return {"score": float(data_source == "d" and solution_str == ground_truth), "acc": extra_info}


def short_of_verl(solution_str: str, ground_truth: str, method: str = "strict") -> float:
    return float(method == "strict" and solution_str == ground_truth)


def any_of_verl(**given: Any) -> float:
    return float(given["solution_str"] == given["ground_truth"] and given["extra_info"] == {"index": 1})


@pytest.mark.parametrize("compute_score", [whole_of_verl, short_of_verl, any_of_verl])
def test_a_verl_function_serves_as_a_reward_as_it_is(compute_score: Any) -> None:
    reward = from_verl(compute_score, data_source="d")

    assert scored(reward, "4", extra_info={"index": 1}) == 1.0
    assert scored(reward, "5", extra_info={"index": 1}) == 0.0
    assert reward.names == (compute_score.__name__,)


def of_trl(completions: list[Any], reference_answer: list[str], **columns: Any) -> list[float | None]:
    texts = [c if isinstance(c, str) else c[0]["content"] for c in completions]
    return [None if t == "skip" else float(t == r) for t, r in zip(texts, reference_answer, strict=True)]


@pytest.mark.parametrize("conversational", [False, True])
def test_a_trl_function_serves_as_a_reward_as_it_is(conversational: bool) -> None:
    reward = from_trl(of_trl, conversational=conversational)

    assert scored(reward, "4") == 1.0
    assert scored(reward, "5") == 0.0
    assert reward.names == ("of_trl",)


def test_a_trl_function_gets_the_reference_by_the_column_that_it_asks_for() -> None:
    def accuracy(completions: list[str], answer: list[str], **columns: Any) -> list[float]:
        return [float(said == right) for said, right in zip(completions, answer, strict=True)]

    assert scored(from_trl(accuracy), "4") == 1.0
    assert scored(from_trl(accuracy), "4", answer="5") == 0.0, "a column of the row itself counts before the reference"


def test_a_function_without_a_name_still_names_its_dimension() -> None:
    assert from_verl(lambda solution_str: 1.0).names == ("score",)


def test_a_foreign_function_may_be_one_dimension_among_others() -> None:
    reward = Reward(
        AsIs(),
        (
            Dimension("right", trl_scorer(of_trl), weight=0.8, decisive=True),
            Dimension("short", verl_scorer(lambda solution_str: len(solution_str) < 2), weight=0.2),
        ),
    )

    assert scored(reward, "4") == 1.0
    assert scored(reward, "10") == 0.0


def test_a_trl_function_that_abstains_fails_the_invocation_and_is_no_zero() -> None:
    with pytest.raises(ScorerError, match="NoneType that is no number"):
        scored(from_trl(of_trl), "skip")


def test_a_verl_function_outside_zero_to_one_is_never_clamped() -> None:
    with pytest.raises(ScorerError, match=r"no number in 0\.\.1"):
        scored(from_verl(lambda solution_str, ground_truth: -1.0), "4")


def test_a_reward_is_called_as_verl_calls() -> None:
    compute_score = as_verl(REWARD)

    assert compute_score("any", RIGHT, "positive", None) == {"score": 1.0, "correct": 1.0, "well_formed": 1.0}
    assert compute_score(solution_str=BARE, ground_truth={"label": "positive"})["score"] == pytest.approx(0.6)
    with pytest.raises(ValueError, match="no_reference"):
        compute_score("any", RIGHT, None)


def test_a_reward_is_called_as_trl_calls() -> None:
    reward_func = as_trl(REWARD)
    turns = [[{"role": "assistant", "content": RIGHT}], [{"role": "assistant", "content": "no idea"}]]

    assert reward_func(prompts=["p", "p"], completions=turns, answer=["positive", "positive"]) == [1.0, -1.0]
    assert reward_func(prompts=["p"], completions=[RIGHT], ground_truth=["no label"]) == [None]
    assert reward_func(prompts=["p"], completions=[RIGHT], unrelated=[1]) == [None]


def test_what_the_trainer_gives_beside_the_columns_is_no_column() -> None:
    """``GRPOTrainer`` of TRL 1.16 gives its state, two functions and the tokens of each completion."""
    trainer = {"trainer_state": object(), "log_extra": print, "log_metric": print, "completion_ids": [[1, 2]]}

    assert as_trl(REWARD)(prompts=["p"], completions=[RIGHT], answer=["positive"], **trainer) == [1.0]


class Scalar:
    """A number as numpy has them: no Python number, but it converts to one."""

    def __init__(self, value: float) -> None:
        self.value = value

    def __float__(self) -> float:
        return float(self.value)


@pytest.mark.parametrize(
    ("returned", "worth"),
    [
        (True, 1.0),
        (False, 0.0),
        (1, 1.0),
        (0.5, 0.5),
        (Scalar(0.25), 0.25),
        ({"score": 1.0, "acc": True}, 1.0),
        ({"score": True}, 1.0),
        ({"score": Scalar(0.5), "pred": "x"}, 0.5),
        ((0.5, "why"), 0.5),
        ((True, {"pred": "4"}), 1.0),
        ([1.0], 1.0),
    ],
)
def test_a_foreign_function_may_return_whatever_its_library_takes(returned: object, worth: float) -> None:
    assert scored(from_verl(lambda solution_str: returned), "4") == worth
    if not isinstance(returned, (dict, tuple)):
        assert scored(from_trl(lambda completions: [returned]), "4") == worth


@pytest.mark.parametrize(
    "returned", [None, "1.0", b"1", {}, {"acc": 1.0}, (), ("0.5",), 2, -0.5, float("nan"), object()]
)
def test_what_is_no_number_from_zero_to_one_is_never_made_one(returned: object) -> None:
    with pytest.raises(ScorerError, match=r"no number in 0\.\.1"):
        scored(from_verl(lambda solution_str: returned), "4")


def test_a_column_that_the_row_lacks_is_told_by_the_name_of_the_function_and_of_the_column() -> None:
    def by_level(completions: list[str], level: list[int], **columns: Any) -> list[float]:
        return [float(level[0] > 1)]

    assert scored(from_trl(by_level), "4", level=2) == 1.0
    with pytest.raises(RewardDefinitionError, match="by_level asks for the column 'level', which this row does not"):
        scored(from_trl(by_level), "4")


def test_a_trl_function_gets_only_the_columns_that_it_has_parameters_for() -> None:
    def narrow(prompts: list[str], completions: list[str]) -> list[float]:
        return [float(completions == ["4"])]

    assert scored(from_trl(narrow), "4", level=2) == 1.0


CALL: dict[str, Any] = {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]}
TURNS: list[tuple[list[dict[str, Any]], float]] = [
    ([{"role": "assistant", "content": RIGHT}], 1.0),
    ([{"role": "assistant", "content": [{"type": "text", "text": RIGHT}]}], 1.0),
    (
        [{"role": "assistant", "content": [{"type": "thinking", "thinking": BARE}, {"type": "text", "text": RIGHT}]}],
        1.0,
    ),
    ([CALL, {"role": "tool", "content": "\\boxed{negative}"}, {"role": "assistant", "content": RIGHT}], 1.0),
    ([{"role": "assistant", "content": "\\boxed{negative}"}, {"role": "assistant", "content": RIGHT}], 1.0),
    ([CALL], -1.0),
    ([{"role": "assistant", "content": RIGHT}, CALL], -1.0),
]


@pytest.mark.parametrize(("turns", "worth"), TURNS)
def test_the_response_is_found_alike_by_the_function_and_by_trl(turns: list[dict[str, Any]], worth: float) -> None:
    asked = [{"role": "user", "content": "?"}]
    (sample,) = parse_samples([{"id": 1, "messages": [*asked, *turns], "reference_answer": "positive"}])

    assert REWARD.score(sample).aggregate == worth
    assert as_trl(REWARD)(prompts=[asked], completions=[turns], answer=["positive"]) == [worth]


USER: dict[str, Any] = {"role": "user", "content": "Is it?"}
SYSTEM: dict[str, Any] = {"role": "system", "content": "Be brief."}
ASKED: Sample[object] = Sample("s", "Is it?", "yes", "right", fields={"topic": "x"})


class Seen:
    """A function of TRL that keeps its arguments, and a scorer that keeps its sample."""

    def __init__(self) -> None:
        self.given: dict[str, Any] = {}
        self.sample: Sample[Any] | None = None

    def trl(self, **given: Any) -> list[float]:
        self.given = given
        return [1.0]

    def scorer(self, sample: Sample[Any], answer: Answer[Any]) -> float:
        self.sample = sample
        return 1.0

    def reward(self) -> AnyReward:
        return Reward(AsIs(), (Dimension("seen", self.scorer),))


def test_a_trl_function_of_any_arguments_gets_text_and_every_column_as_lists_of_one() -> None:
    seen = Seen()
    for reward in (from_trl(seen.trl), Reward(AsIs(), (Dimension("seen", trl_scorer(seen.trl)),))):
        assert reward.score(ASKED).aggregate == 1.0
        assert seen.given == {"prompts": ["Is it?"], "completions": ["yes"], "topic": ["x"]}


@pytest.mark.parametrize("turns", [(), (SYSTEM, USER)])
def test_a_conversational_trl_function_gets_turns(turns: tuple[dict[str, Any], ...]) -> None:
    seen = Seen()
    from_trl(seen.trl, conversational=True).score(ASKED._replace(turns=turns))

    assert seen.given["prompts"] == [list(turns) or [USER]]
    assert seen.given["completions"] == [[{"role": "assistant", "content": "yes"}]]


def test_a_trl_function_may_return_a_lone_number_and_must_return_one() -> None:
    def returning(value: object) -> Any:
        def reward_func(completions: list[str]) -> object:
            return value

        return reward_func

    assert from_trl(returning(0.5)).score(ASKED).aggregate == 0.5
    with pytest.raises(ScorerError, match="returned a NoneType that is no number"):
        from_trl(returning([])).score(ASKED)
    with pytest.raises(ScorerError, match="returned a str that is no number"):
        from_trl(returning(["1.0"])).score(ASKED)


def test_a_reward_called_by_trl_sees_the_whole_row() -> None:
    seen = Seen()

    assert as_trl(seen.reward())([[SYSTEM, USER]], ["yes"], answer=["right"], topic=["x"]) == [1.0]
    fields = {"answer": "right", "topic": "x"}
    assert seen.sample == Sample("trl", "Be brief.\nIs it?", "yes", "right", fields=fields, turns=[SYSTEM, USER])
    with pytest.raises(ValueError, match="zip"):
        as_trl(seen.reward())(["Is it?"], ["yes", "no"])


@pytest.mark.parametrize(("extra_info", "fields"), [({"index": 1}, {"index": 1}), (None, {}), ("text", {})])
def test_a_reward_called_by_verl_sees_the_solution_and_the_extra_info(extra_info: object, fields: Any) -> None:
    seen = Seen()

    assert as_verl(seen.reward())("d", "yes", "right", extra_info)["score"] == 1.0
    assert seen.sample == Sample("verl", "", "yes", "right", fields=fields)


def test_a_call_without_a_solution_has_no_answer() -> None:
    seen = Seen()

    assert as_verl(seen.reward())(ground_truth="right")["score"] == 0.0
    assert seen.sample is None


def test_a_function_object_gets_an_empty_source_and_names_no_dimension() -> None:
    def compute_score(data_source: str, solution_str: str) -> float:
        return float(data_source == "" and solution_str == "yes")

    reward = from_verl(partial(compute_score))
    assert (reward.names, reward.score(ASKED).aggregate) == (("score",), 1.0)
    assert Reward(AsIs(), (Dimension("a", verl_scorer(compute_score)),)).score(ASKED).aggregate == 1.0
