"""Edges of single instructions, the codes of a row's faults, and how a response is graded."""

from typing import Any

import pytest
from reward_runtime.answers.instructions import Instructions, all_followed, share_followed
from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

FIRST = "length_constraints:nth_paragraph_first_word"
WORDS = "keywords:forbidden_words"


def first(asked: int, nth: int) -> dict[str, Any]:
    return {"num_paragraphs": asked, "nth_paragraph": nth, "first_word": "a"}


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


def order(*kinds: tuple[object, object], **fields: object) -> dict[str, object]:
    return {"instruction_id_list": [kind for kind, _ in kinds], "kwargs": [kwargs for _, kwargs in kinds], **fields}


@pytest.mark.parametrize(("kind", "kwargs", "text", "followed"), EDGES)
def test_an_instruction_has_its_edges(kind: str, kwargs: dict[str, Any], text: str, followed: bool) -> None:
    (check,) = Instructions().read_reference(order((kind, kwargs))).checks

    assert check(text) is followed


NO_COMMA = ("punctuation:no_comma", dict[str, Any]())
FAULTS: list[tuple[object, str]] = [
    (MISSING, "no_reference"),
    (None, "reference_no_object"),
    ([], "reference_no_object"),
    ({}, "reference_no_instructions"),
    (order(), "reference_no_instructions"),
    ({"instruction_id_list": ["punctuation:no_comma"]}, "reference_no_instructions"),
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
        Instructions().read_reference(reference)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("response", "share", "reason"),
    [("calm", 1.0, "all_followed"), ("calm, so", 0.5, "some_not_followed"), ("Calm, so", 0.0, "some_not_followed")],
)
def test_a_response_is_graded_by_all_and_by_the_share_that_it_follows(response: str, share: float, reason: str) -> None:
    read = Instructions().read_reference(order(NO_COMMA, ("change_case:english_lowercase", {})))
    sample, answer = Sample("s", "", response, read), Answer(response, "rule", (0, len(response)))

    assert all_followed(sample, answer) == Grade(float(share == 1), reason)
    assert share_followed(sample, answer) == Grade(share, "share_followed")


def test_the_rows_example_is_what_is_written() -> None:
    instructions = Instructions()

    assert instructions.write(instructions.read_reference(order(NO_COMMA, example="calm"))) == "calm"
    assert instructions.write(instructions.read_reference(order(NO_COMMA))) == ""
    assert instructions.write("calm") == ""


@pytest.mark.parametrize(("word", "text"), FORBIDDEN)
def test_a_forbidden_word_is_found_beside_signs_without_blanks_and_dressed_up(word: str, text: str) -> None:
    """A boundary of word characters let all of these pass."""
    (check,) = Instructions().read_reference(order((WORDS, {"forbidden_words": ["other", word]}))).checks

    assert check(text) is False
    assert check("a fine text") is True


@pytest.mark.parametrize("text", ["badge", "forbad", "bad\u0301", "b ad", "b-ad"])
def test_a_longer_or_broken_word_is_not_the_forbidden_one(text: str) -> None:
    (check,) = Instructions().read_reference(order((WORDS, {"forbidden_words": ["bad"]}))).checks

    assert check(text) is True


def test_a_forbidden_word_of_invisible_characters_is_the_rows_fault() -> None:
    with pytest.raises(RowFault) as fault:
        Instructions().read_reference(order((WORDS, {"forbidden_words": ["bad", "\u200b"]})))

    assert fault.value.code == "bad_kwargs"
