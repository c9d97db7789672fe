"""The GSM8K reward against the labels of real model outputs."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime.samples import parse_samples
from reward_runtime.score import Score
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
def test_a_real_output_is_right_where_its_label_says_so(row: dict[str, Any], said: dict[str, Any]) -> None:
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


def test_the_form_and_steps_of_a_wrong_answer_stay_below_a_bare_right_one() -> None:
    wrong = score("48/2 = 24\n<|begin_of_solution|>\\boxed{71}<|end_of_solution|>").aggregate

    assert wrong == pytest.approx(-0.4)
    assert score("72").aggregate == pytest.approx(0.4)
