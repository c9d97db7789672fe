"""The GSM8K reward against the labels of real model outputs."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime.samples import parse_samples
from reward_runtime.score import Outcome, Score
from rewards.gsm8k import REWARD

DATA = Path(__file__).parents[2] / "data"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (DATA / "gsm8k.jsonl").read_text("utf-8").splitlines()]
SAID: list[dict[str, Any]] = [
    json.loads(line) for line in (DATA / "gsm8k.responses.jsonl").read_text("utf-8").splitlines()
]


def score(response: str, reference: object = "48/2 = 24\n#### 72") -> Score:
    row = {"id": "s", "messages": [{"role": "assistant", "content": response}], "reference_answer": reference}
    return REWARD.score(parse_samples([row])[0])


@pytest.mark.parametrize(("row", "said"), list(zip(ROWS, SAID, strict=True)), ids=[row["id"] for row in ROWS])
def test_a_real_output_is_right_if_and_only_if_its_label_says_so(row: dict[str, Any], said: dict[str, Any]) -> None:
    labelled = "labelled right" in said["origin"]

    assert (score(said["response"], row["reference_answer"]).dimensions["correct"] == 1) == labelled


def test_both_labels_are_well_represented() -> None:
    assert 15 < sum("labelled right" in said["origin"] for said in SAID) < 33


@pytest.mark.parametrize(
    "response",
    [
        "<|begin_of_solution|>\\boxed{72}<|end_of_solution|>",
        "#### 72",
        "A: 72",
        "\\boxed{72 \\text{ clips}}",
        "So it is 72 clips.",
        "**72**",
        "<think>5</think> 72.0",
    ],
)
def test_the_right_number_is_right_in_any_form(response: str) -> None:
    assert score(response).dimensions["correct"] == 1


@pytest.mark.parametrize(
    "response", ["\\boxed{72} or \\boxed{71}", "#### 7200", "#### 0.72", "72, no, 71", "\\boxed{71} 72", "7,2"]
)
def test_hedging_and_hundredfold_answers_are_not_right(response: str) -> None:
    assert score(response).dimensions["correct"] == 0


NOT_THE_NUMBER = [
    "$72 million", "72k", "72^2", "72!", "\u2260 72", "<72", "The answer is not 72", "72 wrong", "72 negative",
    "72 lakh", "72 is incorrect", "72 factorial", "72 hundredths", "not = 72",
]  # fmt: skip
NUMBER = ["72", "72.", "$72", "72 dollars", "72 apples", "x = 72", "72 km", "72%", "$72$", "72 m^2", "72 clips!"]


@pytest.mark.parametrize("form", ["{}", "\\boxed{{{}}}", "#### {}", "A: {}", "So:\n{}\n"])
@pytest.mark.parametrize("text", NOT_THE_NUMBER)
def test_the_number_denied_scaled_or_raised_is_not_right(text: str, form: str) -> None:
    """Each scored as right, bare or in a box."""
    assert score(form.format(text)).dimensions["correct"] == 0


@pytest.mark.parametrize("form", ["{}", "\\boxed{{{}}}", "#### {}", "A: {}", "So:\n{}\n"])
@pytest.mark.parametrize("text", NUMBER)
def test_the_number_with_its_unit_is_right_in_any_form(text: str, form: str) -> None:
    assert score(form.format(text)).dimensions["correct"] == 1


@pytest.mark.parametrize(
    "response",
    [
        "#### 5\n#### 72",
        "A: 5\nA: 72",
        "A: 5\n#### 72",
        "#### 5\n#### 72\nso 72",
        "\\fbox{5} \\fbox{72}",
        "#### 72\n#### 5",
    ],
)
def test_marked_answers_that_contradict_each_other_are_no_answer(response: str) -> None:
    """The marks gave no answer, but then the last number did, as a bare one."""
    assert score(response).outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    "heading",
    ["#### Step 1\n#### Step 2", "#### 1. Find the half\n#### 2. Add it", "#### **1. Half**\n#### **2. Sum**"],
)
def test_headings_are_no_marked_answers_and_hide_no_number(heading: str) -> None:
    assert score(f"{heading}\nSo it is 72.").dimensions["correct"] == 1


def test_the_form_and_steps_of_a_wrong_answer_stay_below_a_bare_right_one() -> None:
    wrong = score("48/2 = 24\n<|begin_of_solution|>\\boxed{71}<|end_of_solution|>").aggregate

    assert wrong == pytest.approx(-0.4)
    assert score("72").aggregate == pytest.approx(0.4)
