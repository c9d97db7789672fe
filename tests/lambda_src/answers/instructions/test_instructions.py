"""``Instructions``: references that list instructions, and the grades of a response."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from reward_runtime.answer import Answer
from reward_runtime.answers.instructions import Instructions, share_followed
from reward_runtime.answers.kind import Grade
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING, Sample

DATA: Final = Path(__file__).parents[4] / "data"
FIRST = "length_constraints:nth_paragraph_first_word"


def first(asked: int, nth: int) -> dict[str, Any]:
    return {"num_paragraphs": asked, "nth_paragraph": nth, "first_word": "a"}


def order(*kinds: tuple[object, object], **fields: object) -> dict[str, object]:
    return {"instruction_id_list": [kind for kind, _ in kinds], "kwargs": [kwargs for _, kwargs in kinds], **fields}


NO_COMMA = ("punctuation:no_comma", dict[str, Any]())
FAULTS: list[tuple[object, str]] = [
    (MISSING, "no_reference"),
    (None, "reference_no_object"),
    ([], "reference_no_object"),
    ({}, "reference_no_instructions"),
    (order(), "reference_no_instructions"),
    ({"instruction_id_list": ["punctuation:no_comma"]}, "reference_no_instructions"),
    ({"instruction_id_list": ["punctuation:no_comma"], "kwargs": []}, "reference_no_instructions"),
    ({"instruction_id_list": ["punctuation:no_comma"], "kwargs": {"a": {}}}, "reference_no_instructions"),
    ({"instruction_id_list": {"punctuation:no_comma": 1}, "kwargs": [{}]}, "reference_no_instructions"),
    ({"instruction_id_list": ["punctuation:no_comma"], "kwargs": [{}, {}]}, "reference_no_instructions"),
    (order(NO_COMMA, example=5), "reference_no_instructions"),
    (order(("no:such", {})), "unknown_instruction"),
    (order(([], {})), "unknown_instruction"),
    (order(("punctuation:no_comma", None)), "bad_kwargs"),
    (order(("detectable_format:number_bullet_lists", {"num_bullets": -1})), "bad_kwargs"),
    (order(("detectable_format:number_bullet_lists", {"num_bullets": True})), "bad_kwargs"),
    (order(("keywords:existence", {"keywords": []})), "bad_kwargs"),
    (order(("keywords:existence", {"keywords": "mom"})), "bad_kwargs"),
    (order(("keywords:existence", {"keywords": ["mom", " "]})), "bad_kwargs"),
    (order(("keywords:existence", {"keywords": [5]})), "bad_kwargs"),
    (order(("keywords:frequency", {"relation": "about", "keyword": "war", "frequency": 1})), "bad_kwargs"),
    (
        order(("keywords:letter_frequency", {"let_relation": "at least", "letter": "ab", "let_frequency": 1})),
        "bad_kwargs",
    ),
    (order(("language:response_language", {"language": "fr"})), "language_not_decidable"),
    (order((FIRST, first(1, 0))), "bad_kwargs"),
    (order((FIRST, first(1, 2))), "bad_kwargs"),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "code"), FAULTS)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        Instructions().parse_reference(reference)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("response", "share", "reason"),
    [("calm", 1.0, "all_followed"), ("calm, so", 0.5, "some_not_followed"), ("Calm, so", 0.0, "some_not_followed")],
)
def test_a_response_is_graded_by_all_and_by_the_share_that_it_follows(response: str, share: float, reason: str) -> None:
    read = Instructions().parse_reference(order(NO_COMMA, ("change_case:english_lowercase", {})))
    sample, answer = Sample("s", "", response, read), Answer(response, "rule", (0, len(response)), (), response)

    assert Instructions().compare(response, read) == Grade(float(share == 1), reason)
    assert share_followed(sample, answer) == Grade(share, "share_followed")


def test_an_answer_is_the_text_itself() -> None:
    assert Instructions().parse(" Any  Text. ") == " Any  Text. "


def test_the_rows_example_is_rendered_if_it_has_one() -> None:
    assert Instructions().render(order(NO_COMMA, example="calm")) == "calm"
    assert Instructions().render(order(NO_COMMA)) is None
    with pytest.raises(RowFault, match="reference_no_object"):
        Instructions().render("calm")


def test_a_text_that_follows_all_is_not_hostile() -> None:
    hostile = list(Instructions().hostile(order(("startend:quotation", {}))))

    assert "null" in hostile
    assert '""' in hostile
    assert list(Instructions().hostile(order(("punctuation:no_comma", {})))) == []


def test_the_responses_to_the_rows_show_orders_that_were_not_followed() -> None:
    rows = [json.loads(line) for line in (DATA / "instructions.jsonl").read_text().splitlines()]
    said = [json.loads(line)["response"] for line in (DATA / "instructions.responses.jsonl").read_text().splitlines()]
    orders = [Instructions().parse_reference(row["reference_answer"]).checks for row in rows]
    followed = [all(check(text) for check in checks) for checks, text in zip(orders, said, strict=True)]
    assert [row["id"] for row, kept in zip(rows, followed, strict=True) if not kept] == [
        *("ifeval-1051", "ifeval-1092", "ifeval-1130", "ifeval-1220")
    ]
