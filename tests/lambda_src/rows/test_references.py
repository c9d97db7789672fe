"""References as people and converters write them, and those that no response can meet."""

import json
from typing import Any, Final

import pytest
from reward_runtime.answers.choices import Choices
from reward_runtime.answers.documents import Documents
from reward_runtime.answers.free_text import FreeText
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers import Numbers
from reward_runtime.answers.texts import Texts
from reward_runtime.extract import boxed
from reward_runtime.reward import AnyReward, Dimension, Reward
from reward_runtime.rows.references import find_reference, readings
from reward_runtime.samples import parse_samples
from reward_runtime.score import Outcome, Score
from reward_runtime.scorers.length import within_length
from rewards import gsm8k, instructions, math, sentiment, tool_plan

PLAN: Final = {"calls": [{"tool": "f", "arguments": {"x": 1}}]}
LABELS: Final = sentiment.REWARD
ROWS: Final[list[dict[str, Any]]] = [
    {"reference_answer": "positive"},
    {"reference_answer": {"answer": "positive"}},
    {"reference_answer": json.dumps({"answer": "positive"})},
    {"reference_answer": json.dumps("positive")},
    {"reference_answer": json.dumps(json.dumps({"answer": "positive"}))},
    {"reference_answer": {"answer": json.dumps({"label": "positive"})}},
    {"reference_answer": {"answer": {"text": "positive"}}},
    {"reference_answer": {"ground_truth": "positive"}},
    {"reference_answer": {"ground_truth": {"answer": "positive"}}},
    {"reference_answer": {"value": "positive"}},
    {"reference_answer": {"target": "positive", "index": 3}},
    {"metadata": {"reference_answer": "positive"}},
    {"metadata": {"reference_answer": {"final_answer": "positive"}}},
    {"metadata": {"ground_truth": "positive"}},
    {"metadata": json.dumps({"reference_answer": "positive"})},
    {"reward_model": {"ground_truth": "positive", "style": "rule"}},
    {"reward_model": {"ground_truth": json.dumps({"answer": "positive"})}},
    {"reward_model": json.dumps({"style": "rule", "ground_truth": "positive"})},
    {"extra_info": {"reference_answer": "positive"}},
    {"extra_info": {"ground_truth": "positive"}},
    {"extra_info": {"answer": "positive", "index": 0}},
    {"extra_info": json.dumps({"answer": "positive"})},
    {"ground_truth": "positive"},
    {"ground_truth": {"answer": "positive"}},
    {"ground_truth": json.dumps({"answer": "positive"})},
    {"reference_answer": None, "ground_truth": "positive"},
    {"reference_answer": " Positive. "},
    {"reference_answer": "ポジティブ"},
]


def scored(reward: AnyReward, response: str, **fields: Any) -> Score:
    turns = [{"role": "user", "content": "?"}, {"role": "assistant", "content": response}]
    (sample,) = parse_samples([{"id": "a", "messages": turns, **fields}])
    return reward.score(sample)


@pytest.mark.parametrize("fields", ROWS)
def test_a_reference_is_read_in_whatever_it_is_wrapped(fields: dict[str, Any]) -> None:
    assert scored(LABELS, LABELS.ideal_response("positive"), **fields).aggregate == 1.0
    assert scored(LABELS, LABELS.ideal_response("negative"), **fields).outcome is Outcome.SCORED


@pytest.mark.parametrize(
    "wrapped",
    [
        PLAN,
        json.dumps(PLAN),
        {"answer": PLAN},
        {"answer": json.dumps(PLAN)},
        json.dumps({"answer": PLAN}),
        json.dumps({"answer": json.dumps(PLAN)}),
        {"ground_truth": PLAN},
        {"reference_answer": {"answer": PLAN}},
    ],
)
def test_a_structured_reference_is_unwrapped_until_it_meets_the_rewards_schema(wrapped: object) -> None:
    assert scored(tool_plan.REWARD, json.dumps(PLAN), reference_answer=wrapped).aggregate == 1.0
    wrong = scored(tool_plan.REWARD, '{"calls": []}', reference_answer=wrapped)
    assert (wrong.outcome, wrong.aggregate) == (Outcome.SCORED, pytest.approx(0.1))


LONGEST: Final = json.dumps("x" * (100_000 - 2))


@pytest.mark.parametrize(
    ("reference", "inner"),
    [
        ('"a"', ["a"]),
        ('["a"]', [["a"]]),
        ('{"answer": {"answer": "a"}}', [{"answer": {"answer": "a"}}, {"answer": "a"}, "a"]),
        (LONGEST, [json.loads(LONGEST)]),
        (json.dumps(json.loads(LONGEST) + "x"), []),
        ("a", []),
        ("3", []),
        ("null", []),
        ("[1", []),
        (["a"], []),
        ({"other": "a"}, []),
    ],
)
def test_only_an_object_or_the_json_of_a_list_an_object_or_a_text_wraps_something(
    reference: object, inner: list[object]
) -> None:
    assert list(readings(reference)) == inner


@pytest.mark.parametrize("holder", ["[1]", '"x"', "{", 7, [{"reference_answer": "other"}]])
def test_a_holder_that_is_no_object_is_passed_over(holder: object) -> None:
    assert find_reference({"metadata": holder, "ground_truth": "a"}) == ("a", "ground_truth")


BOXED_TEXT: Final = Reward(Texts(), extract=boxed())
CHOICES: Final = Reward(Choices(), extract=boxed())
SHORT: Final = Reward(
    FreeText(),
    (Dimension("correct", weight=0.9, decisive=True), Dimension("short", within_length(3, unit="words"), weight=0.1)),
)
UNMET: Final[list[tuple[AnyReward, Any, str]]] = [
    (tool_plan.REWARD, {"calls": [{"tool": "f"}]}, "reference_below_ceiling"),
    (tool_plan.REWARD, {"calls": [{"tool": "f", "arguments": [1]}]}, "reference_below_ceiling"),
    (tool_plan.REWARD, {"calls": {}}, "reference_below_ceiling"),
    (tool_plan.REWARD, {"steps": []}, "reference_below_ceiling"),
    (tool_plan.REWARD, {"answer": {"steps": []}}, "reference_below_ceiling"),
    (tool_plan.REWARD, {}, "reference_below_ceiling"),
    (tool_plan.REWARD, "f(x=1)", "reference_no_json_object"),
    (tool_plan.REWARD, [PLAN], "reference_no_json_object"),
    (LABELS, "mixed", "unknown_label"),
    (LABELS, {"answer": "mixed"}, "unknown_label"),
    (LABELS, json.dumps({"answer": 3}), "unknown_label"),
    (Reward(Labels("a", "b")), "c", "unknown_label"),
    (gsm8k.REWARD, "seventy-two", "no_number"),
    (gsm8k.REWARD, {"answer": "about 5 or 6"}, "no_number"),
    (Reward(Numbers()), True, "no_number"),
    (math.REWARD, "", "unreadable_reference"),
    (CHOICES, "E", "unknown_option"),
    (CHOICES, {"answer": "F", "options": ["x", "y"]}, "unknown_option"),
    (BOXED_TEXT, "", "no_text"),
    (BOXED_TEXT, {"answer": "   "}, "no_text"),
    (BOXED_TEXT, "so {", "reference_below_ceiling"),
    (SHORT, "one two three four", "reference_below_ceiling"),
    (Reward(Documents(lambda document: document.get("total"))), {"sum": 3}, "reference_without_value"),
    (instructions.REWARD, {"instruction_id_list": [], "kwargs": []}, "reference_no_instructions"),
]


@pytest.mark.parametrize(("reward", "reference", "code"), UNMET)
@pytest.mark.parametrize("response", ["wrong", "", '{"calls": []}', "\\boxed{A}"])
def test_a_reference_that_no_response_can_meet_is_the_rows_fault(
    reward: AnyReward, reference: object, code: str, response: str
) -> None:
    score = scored(reward, response, reference_answer=reference)

    assert (score.outcome, score.reason, score.aggregate) == (Outcome.UNSCORABLE, code, reward.floor)


def test_code_that_fails_on_the_right_answer_alone_is_not_the_rows_fault() -> None:
    def fragile(sample: object, answer: Any) -> float:
        return 1 / (answer.value != "right")

    reward = Reward(FreeText(), (Dimension("correct", weight=0.9, decisive=True), Dimension("x", fragile, weight=0.1)))

    assert scored(reward, "wrong", reference_answer="right").outcome is Outcome.SCORED
