"""Each instruction that a program checks: texts that follow it, texts that do not, and its edges."""

from typing import Any

import pytest
from reward_runtime.answers.instructions import Instructions
from reward_runtime.answers.instructions.kinds import KINDS
from reward_runtime.errors import RowFault

FIRST = "length_constraints:nth_paragraph_first_word"
WORDS = "keywords:forbidden_words"


def first(asked: int, nth: int) -> dict[str, Any]:
    return {"num_paragraphs": asked, "nth_paragraph": nth, "first_word": "a"}


def follows(kind: str, kwargs: dict[str, Any], text: str) -> bool:
    (check,) = Instructions().parse_reference({"instruction_id_list": [kind], "kwargs": [kwargs]}).checks
    return check(text)


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
EDGES: list[tuple[str, dict[str, Any], str, bool]] = [
    ("combination:two_responses", {}, "a\n******\n******\nb", False),
    ("combination:two_responses", {}, "******\na\n******\nb\n******", True),
    ("combination:two_responses", {}, "a", False),
    ("detectable_content:postscript", {"postscript_marker": "P.P.S"}, "bye. p.p. s", True),
    ("detectable_content:postscript", {"postscript_marker": "N.B."}, "so n.b. this", True),
    ("detectable_content:postscript", {"postscript_marker": "N.B."}, "so nxb. this", False),
    ("detectable_format:json_format", {}, '```Json\n{"a": 1}\n```', True),
    ("detectable_format:json_format", {}, '```JSON\n{"a": 1}\n```', True),
    ("detectable_format:json_format", {}, '```\n{"a": 1}\n```', True),
    ("detectable_format:json_format", {}, ' {"a": 1} ', True),
    ("detectable_format:number_bullet_lists", {"num_bullets": 0}, "*\n**", True),
    ("detectable_format:number_bullet_lists", {"num_bullets": 1}, "*a", True),
    ("detectable_format:number_highlighted_sections", {"num_highlights": 1}, "*X*", True),
    ("detectable_format:title", {}, "<<a title>>", True),
    ("detectable_format:title", {}, "<<X>>", True),
    ("detectable_format:title", {}, "<<t>> and <<>>", True),
    ("detectable_format:title", {}, ">> <<t>>", True),
    ("detectable_format:title", {}, ">>t<<", False),
    ("keywords:existence", {"keywords": ["bad"]}, "b\u200bad b\u00adad \uff42\uff41\uff44 b_ad", False),
    ("language:response_language", {"language": "he"}, "\u05d0\u05d1 ab", False),
    ("language:response_language", {"language": "he"}, "\u05d0\u05d1\u05d2 ab 123", True),
    (FIRST, first(1, 1), "A", True),
    (FIRST, first(2, 2), "A", False),
    (FIRST, first(1, 1), "A\n\nB", False),
    ("startend:end_checker", {"end_phrase": "The end."}, "The end.X", False),
    ("startend:quotation", {}, 'ab"', False),
    ("startend:quotation", {}, "abc", False),
    ("startend:quotation", {}, '""', False),
]  # fmt: skip
FORBIDDEN = [
    ("c++", "I love c++ a lot"),
    (".net", "so .net is"),
    ("no!", "oh no! why"),
    ("\u65e5\u672c", "\u79c1\u306f\u65e5\u672c\u4eba\u3067\u3059"),
    ("bad", "b\u200bad"),
    ("bad", "b\u00adad"),
    ("bad", "\uff42\uff41\uff44"),
    ("bad", "_bad_"),
    ("bad", "BAD."),
    ("b\u200bad", "bad"),
    ("so bad", "so\n bad"),
]


def test_every_instruction_has_a_case() -> None:
    assert sorted(KINDS) == [case[0] for case in CASES]


@pytest.mark.parametrize(("kind", "kwargs", "good", "bad"), CASES)
def test_an_instruction_tells_a_text_that_follows_it_from_one_that_does_not(
    kind: str, kwargs: dict[str, Any], good: str, bad: str
) -> None:
    assert (follows(kind, kwargs, good), follows(kind, kwargs, bad)) == (True, False)


@pytest.mark.parametrize(("kind", "kwargs", "text", "followed"), EDGES)
def test_an_instruction_has_its_edges(kind: str, kwargs: dict[str, Any], text: str, followed: bool) -> None:
    assert follows(kind, kwargs, text) is followed


@pytest.mark.parametrize(("kind", "kwargs"), [(case[0], case[1]) for case in CASES if case[1]])
def test_missing_kwargs_are_the_rows_fault(kind: str, kwargs: dict[str, Any]) -> None:
    for left_out in kwargs:
        with pytest.raises(RowFault) as fault:
            follows(kind, {name: value for name, value in kwargs.items() if name != left_out}, "a")
        assert fault.value.code == "bad_kwargs"


def test_the_numbers_of_a_list_are_no_sentences() -> None:
    """GPT-4's response to IFEval's row 1967 has ten points, each a sentence, which once made twenty."""
    fewer_than_three = {"relation": "less than", "num_sentences": 3}
    assert follows("length_constraints:number_sentences", fewer_than_three, "1. solar power.\n2. clean water.")
    assert not follows("length_constraints:number_sentences", fewer_than_three, "1. solar power.\n2. clean water. 3. x")


@pytest.mark.parametrize(("word", "text"), FORBIDDEN)
def test_a_forbidden_word_is_found_beside_signs_without_blanks_and_dressed_up(word: str, text: str) -> None:
    """A boundary of word characters let all of these pass."""
    kwargs = {"forbidden_words": ["other", word]}

    assert follows(WORDS, kwargs, text) is False
    assert follows(WORDS, kwargs, "a fine text") is True


@pytest.mark.parametrize("text", ["badge", "forbad", "bad\u0301", "b ad", "b-ad"])
def test_a_longer_or_broken_word_is_not_the_forbidden_one(text: str) -> None:
    assert follows(WORDS, {"forbidden_words": ["bad"]}, text) is True


def test_a_forbidden_word_of_invisible_characters_is_the_rows_fault() -> None:
    with pytest.raises(RowFault) as fault:
        follows(WORDS, {"forbidden_words": ["bad", "\u200b"]}, "a")

    assert fault.value.code == "bad_kwargs"
