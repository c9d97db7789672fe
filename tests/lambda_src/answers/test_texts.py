"""``Texts``: the normal form of a text, the texts that a reference may list, and which of them are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.kind import Grade
from reward_runtime.answers.texts import (
    LONGEST_TEXT,
    MAX_ALTERNATIVES,
    Texts,
    folded,
    normal_text,
    written_references,
)
from reward_runtime.errors import RowFault
from reward_runtime.samples import MISSING, Sample

NORMAL = {
    "1.5": "1.5", "2.0b": "2.0b", ".5": ".5", "-5": "-5", "-x y": "-x y", "a-b": "a b", "a - b": "a b",
    "well-known": "well known", "U.S.A.": "usa", "don't": "dont", "5.": "5", "'5'": "'5", "(x)": "x", "a_b": "a b",
    "x_y": "x y", "$5": "$5", "a+b": "a+b", "5%": "5%", "#a": "#a", "and/or": "and/or", "a&b": "a&b", "*x*": "*x*",
    "x@y": "x@y", "The Paris": "paris", "an A": "an a", "the the cat": "the cat",
    "A cat in the hat": "cat in the hat", "see the cat": "see the cat", "a I": "a i", "THE": "the",
    "a b": "a b", "another": "another", "\u2212x": "-x", "\uff21\uff22": "ab", "\ufdfa": "\ufdfa", "x\u0000y": "xy",
    "x\u0007y": "xy", "x\ty": "x y", "\u115fx": "x", "x\u180by": "xy", "x\ufe0fy": "xy", "x\u034fy": "xy",
    "\u00df": "ss", "\u2122": "tm", "\ufb03": "ffi", "\u0130": "i\u0307", "!": "", "": "",
}  # fmt: skip


def value(response: str, reference: object, texts: Texts) -> float:
    answer = texts.parse(response)
    assert answer is not None
    return texts.compare(answer, texts.parse_reference(reference)).value


@pytest.mark.parametrize(("text", "normal"), NORMAL.items())
def test_a_text_has_its_normal_form(text: str, normal: str) -> None:
    assert normal_text(text) == normal


@given(st.text(max_size=30))
def test_a_text_folds_alike_in_either_case_and_to_at_most_four_times_its_length(text: str) -> None:
    assert len(folded(text)) <= 4 * len(text)
    assert normal_text(f"  {text}\n") == normal_text(text)


def test_a_character_folds_to_at_most_four() -> None:
    assert folded("\u247f") == "(12)"
    assert folded("\ufdfa") == "\ufdfa"


@pytest.mark.parametrize(
    ("response", "reference"),
    [("The Beatles", "beatles"), ("U.S.A.", "usa"), ("well-known", "Well known"), ("ｆｕｌｌ", "full"),
     ("Straße", "STRASSE"),
     ("cafe\u0301", "café"), ("a\u200bb", "ab"), ("B", ["a", "b"]), ("x", {"answer": "X!"})],
)  # fmt: skip
def test_texts_that_say_the_same_are_the_same(response: str, reference: object) -> None:
    assert value(response, reference, Texts()) == 1


@pytest.mark.parametrize(
    ("response", "reference"),
    [("1.5", "15"), ("-5", "5"), ("5%", "5"), ("C#", "C"), ("vitamin A", "vitamin"), ("A B", "B"), ("C++", "C"),
     ("-x", "x"), ("cafe", "café")],
)  # fmt: skip
def test_texts_that_differ_in_meaning_differ(response: str, reference: str) -> None:
    assert value(response, reference, Texts()) == 0


def test_an_exact_text_keeps_its_case() -> None:
    assert value("Ab", "ab", Texts(exact=True)) == 0


def test_a_reference_lists_right_texts_each_once() -> None:
    assert Texts().parse_reference(["The Xs", "xs", "Y!"]) == ("xs", "y")
    assert Texts(exact=True).parse_reference([" The X ", "x"]) == ("The X", "x")
    assert Texts(keys=("n",)).parse_reference({"answer": "a1", "n": "b1"}) == ("b1",)
    assert len(Texts().parse_reference([f"x{n}" for n in range(MAX_ALTERNATIVES)])) == MAX_ALTERNATIVES


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        (None, "no_text"),
        ("", "no_text"),
        ("!", "no_text"),
        (["x", "!"], "no_text"),
        (["a", 1], "no_text"),
        ([], "no_text"),
        (5, "no_text"),
        ({"b": "x"}, "no_text"),
        ("x" * (LONGEST_TEXT + 1), "no_text"),
        (["x"] * (MAX_ALTERNATIVES + 1), "too_many_texts"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        Texts().parse_reference(reference)
    assert fault.value.code == code


def test_a_text_of_ten_thousand_characters_is_one_and_a_longer_one_is_none() -> None:
    assert Texts().normalize(" " + "x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert Texts().normalize("x" * LONGEST_TEXT + "x") is Texts().parse("x" * LONGEST_TEXT + "x") is None
    assert Texts().parse("The Xs") == "xs"


def test_a_grade_says_whether_the_text_is_one_of_the_references() -> None:
    reference = Texts().parse_reference(["x", "y"])

    assert Texts().compare("y", reference) == Grade(1.0, "same_text")
    assert Texts().compare("z", reference) == Grade(0.0, "other_text")


def test_the_first_text_of_a_reference_is_rendered_as_the_row_has_it() -> None:
    assert Texts().render(["The Xs!", "y"]) == "The Xs!"


def test_a_text_of_any_length_that_can_be_right_is_found() -> None:
    """The whole response was not an answer beyond 200 characters."""
    for size in (200, 201, LONGEST_TEXT):
        match = Texts().extractor()("x" * size, normalize=Texts().normalize)
        assert match is not None
        assert match.text == "x" * size


def test_the_texts_of_a_reference_are_known_as_the_row_has_them() -> None:
    assert written_references(Sample("s", "", "text", Texts().parse_reference(["The Xs", "Y!"]))) == ("The Xs", "Y!")


def test_a_reference_of_free_text_is_one_text() -> None:
    assert written_references(Sample("s", "", "text", "The Xs, y")) == ("The Xs, y",)
