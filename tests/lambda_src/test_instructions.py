"""Instructions that a program checks: each kind follows and refuses, rows at fault are told."""

from typing import Any

import pytest
from reward_runtime.errors import RowFault
from reward_runtime.scorers.instructions import Instructions
from reward_runtime.scorers.instructions.kinds import KINDS

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
