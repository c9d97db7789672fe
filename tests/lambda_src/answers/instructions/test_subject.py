"""Text that is not about its task earns nothing, however well it keeps to the form."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from reward_runtime.answers.instructions import Instructions
from reward_runtime.errors import RowFault
from reward_runtime.samples import parse_samples
from reward_runtime.score import Score
from rewards.instructions import REWARD

from tests.lambda_src.answers.instructions.task_blind import BLIND, FROM_PROMPT

DATA: Final = Path(__file__).parents[4] / "data"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


ROWS: Final = read("instructions.jsonl")
SAID: Final = {line["id"]: line["response"] for line in read("instructions.responses.jsonl")}


def prompt_of(row: dict[str, Any]) -> str:
    return row["messages"][0]["content"]


def scored(row: dict[str, Any], text: str) -> Score:
    (sample,) = parse_samples([{**row, "messages": [*row["messages"], {"role": "assistant", "content": text}]}])
    return REWARD.score(sample)


def earning(row: dict[str, Any]) -> list[str]:
    """Names of the texts that earn anything on a row without being about it."""
    texts = {**BLIND, **{name: make(prompt_of(row)) for name, make in FROM_PROMPT.items()}}
    texts |= {f"response of {other}": text for other, text in SAID.items() if other != row["id"]}
    texts |= {f"example of {each['id']}": each["reference_answer"]["example"] for each in ROWS if each is not row}
    return [name for name, text in texts.items() if scored(row, text).aggregate > REWARD.floor]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_no_text_that_is_blind_to_the_task_earns_anything(row: dict[str, Any]) -> None:
    assert earning(row) == []


def unanchored(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "reference_answer": {**row["reference_answer"], "about": []}}


@pytest.mark.parametrize("name", BLIND)
def test_a_row_without_anchors_asks_for_a_word_of_its_prompt(name: str) -> None:
    row = unanchored(ROWS[1])

    assert scored(row, BLIND[name]).aggregate == REWARD.floor
    assert scored(row, "my friend, please go and vote on tuesday. your letter was kind").aggregate == 1.0


def test_a_short_answer_in_the_prompts_words_is_no_copy() -> None:
    row = next(row for row in ROWS if row["id"] == "ifeval-1128")

    assert scored(row, "The sentiment is negative. Is there anything else I can help with?").aggregate == 1.0


@pytest.mark.parametrize("about", ["boys", {"a": 1}, ["boys"], [[]], [[5]], [["boys"], [" "]], [["*"]]])
def test_anchors_that_are_no_groups_of_terms_are_the_rows_fault(about: object) -> None:
    order = {"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}], "about": about}

    with pytest.raises(RowFault, match="bad_about"):
        Instructions().parse_reference(order)
