"""Instructions that a program checks: each kind follows and refuses, rows at fault are told."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from reward_runtime.answers.instructions import Instructions
from reward_runtime.answers.instructions.kinds import KINDS
from reward_runtime.errors import RowFault

DATA: Final = Path(__file__).parents[2] / "data"

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("change_case:capital_word_frequency", {"capital_relation": "less than", "capital_frequency": 2}, "A b", "A B"),
    ("change_case:english_capital", {}, "LOUD 1!", "LOUd"),
    ("change_case:english_lowercase", {}, "calm 1.", "Calm"),
    ("combination:repeat_prompt", {"prompt_to_repeat": "Say it."}, "Say it. Done", "Done. Say it."),
    ("combination:two_responses", {}, "a\n******\nb", "a\n******\na"),
    ("detectable_content:number_placeholders", {"num_placeholders": 2}, "[a] [b]", "[a] b]"),
    ("detectable_content:postscript", {"postscript_marker": "P.S."}, "Bye. p. s. more", "Bye. ps"),
    ("detectable_format:constrained_response", {}, "My answer is no.", "no"),
    ("detectable_format:json_format", {}, '```json\n{"a": 1}\n```', '{"a": 1'),
    ("detectable_format:multiple_sections", {"section_spliter": "Part", "num_sections": 2}, "Part 1 Part 2", "Part 1"),
    ("detectable_format:number_bullet_lists", {"num_bullets": 2}, "* a\n- b", "* a\n** b"),
    ("detectable_format:number_highlighted_sections", {"num_highlights": 2}, "*a* **b**", "*a* b** *"),
    ("detectable_format:title", {}, "x <<t>>", "<<>> <<\n>>"),
    ("keywords:existence", {"keywords": ["mom", "dad"]}, "Mom and DAD", "mom"),
    ("keywords:forbidden_words", {"forbidden_words": ["rock"]}, "rocky", "Rock!"),
    ("keywords:frequency", {"relation": "at least", "keyword": "war", "frequency": 2}, "War, war", "war"),
    ("keywords:letter_frequency", {"let_relation": "less than", "letter": "t", "let_frequency": 2}, "T a", "T t"),
    ("language:response_language", {"language": "ja"}, "これは本です", "这是书"),
    (
        "length_constraints:nth_paragraph_first_word",
        {"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "then"},
        'One.\n\n"Then two.',
        "Then one.\n\nTwo.",
    ),
    ("length_constraints:number_paragraphs", {"num_paragraphs": 2}, "a\n***\nb", "a\n***\n***\nb"),
    ("length_constraints:number_sentences", {"relation": "less than", "num_sentences": 2}, "It is 2.5.", "A. B?"),
    ("length_constraints:number_words", {"relation": "at least", "num_words": 2}, "a b", "a ."),
    ("punctuation:no_comma", {}, "a b", "a, b"),
    ("startend:end_checker", {"end_phrase": "The end."}, 'So: "the end."', "The end. No"),
    ("startend:quotation", {}, '"a"', '"a'),
]


def follows(kind: str, kwargs: dict[str, Any], text: str) -> bool:
    (check,) = Instructions().read_reference({"instruction_id_list": [kind], "kwargs": [kwargs]}).checks
    return check(text)


def test_every_kind_has_a_case() -> None:
    assert sorted(KINDS) == [case[0] for case in CASES]


@pytest.mark.parametrize(("kind", "kwargs", "good", "bad"), CASES)
def test_a_kind_tells_what_follows_it_from_what_does_not(
    kind: str, kwargs: dict[str, Any], good: str, bad: str
) -> None:
    assert (follows(kind, kwargs, good), follows(kind, kwargs, bad)) == (True, False)


@pytest.mark.parametrize(("kind", "kwargs"), [(case[0], case[1]) for case in CASES if case[1]])
def test_missing_kwargs_are_the_rows_fault(kind: str, kwargs: dict[str, Any]) -> None:
    for left_out in kwargs:
        with pytest.raises(RowFault):
            follows(kind, {name: value for name, value in kwargs.items() if name != left_out}, "a")


@pytest.mark.parametrize(
    "reference",
    [
        None,
        {},
        {"instruction_id_list": [], "kwargs": []},
        {"instruction_id_list": ["punctuation:no_comma"], "kwargs": []},
        {"instruction_id_list": ["no:such"], "kwargs": [{}]},
        {"instruction_id_list": ["language:response_language"], "kwargs": [{"language": "fr"}]},
    ],
)
def test_a_reference_without_usable_instructions_is_the_rows_fault(reference: object) -> None:
    with pytest.raises(RowFault):
        Instructions().read_reference(reference)


def test_the_numbers_of_a_list_are_no_sentences() -> None:
    """GPT-4's response to IFEval's row 1967 has ten points, each a sentence, which once made twenty."""
    fewer_than_three = {"relation": "less than", "num_sentences": 3}
    assert follows("length_constraints:number_sentences", fewer_than_three, "1. solar power.\n2. clean water.")
    assert not follows("length_constraints:number_sentences", fewer_than_three, "1. solar power.\n2. clean water. 3. x")


def test_the_responses_to_the_rows_show_orders_that_were_not_followed() -> None:
    rows = [json.loads(line) for line in (DATA / "instructions.jsonl").read_text().splitlines()]
    said = [json.loads(line)["response"] for line in (DATA / "instructions.responses.jsonl").read_text().splitlines()]
    orders = [Instructions().read_reference(row["reference_answer"]).checks for row in rows]
    followed = [all(check(text) for check in checks) for checks, text in zip(orders, said, strict=True)]
    assert [row["id"] for row, kept in zip(rows, followed, strict=True) if not kept] == [
        *("ifeval-1051", "ifeval-1092", "ifeval-1130", "ifeval-1220")
    ]
