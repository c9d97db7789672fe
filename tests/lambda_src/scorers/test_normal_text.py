"""The normal form of a text, and what texts a reference may list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.answers.texts import (
    LONGEST_TEXT,
    MAX_ALTERNATIVES,
    Texts,
    folded,
    normal_text,
    references,
    same_text,
)
from reward_runtime.dimension import Grade
from reward_runtime.errors import RowFault
from reward_runtime.extract import Answer
from reward_runtime.samples import MISSING, Sample

NORMAL = {
    "1.5": "1.5", "2.0b": "2.0b", ".5": ".5", "-5": "-5", "-x y": "-x y", "a-b": "a b", "a - b": "a b",
    "well-known": "well known", "U.S.A.": "usa", "don't": "dont", "5.": "5", "'5'": "'5", "(x)": "x", "a_b": "a b",
    "x_y": "x y", "$5": "$5", "a+b": "a+b", "5%": "5%", "#a": "#a", "and/or": "and/or", "a&b": "a&b", "*x*": "*x*",
    "x@y": "x@y", "The Paris": "paris", "an A": "an a", "the the cat": "the cat",
    "A cat in the hat": "cat in the hat", "see the cat": "see the cat", "a I": "a i", "THE": "the",
    "a b": "a b", "another": "another", "\u2212x": "-x", "\uff21\uff22": "ab", "\ufdfa": "\ufdfa", "x\u0000y": "xy",
    "x\ty": "x y", "\u115fx": "x", "x\u180by": "xy", "x\ufe0fy": "xy", "x\u034fy": "xy", "\u00df": "ss",
    "\u2122": "tm", "\ufb03": "ffi", "\u0130": "i\u0307", "!": "", "": "",
}  # fmt: skip


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


def test_a_reference_lists_what_is_right() -> None:
    assert Texts().read_reference(["The Xs", "xs", "Y!"]) == ("xs", "y")
    assert Texts(exact=True).read_reference([" The X ", "x"]) == ("The X", "x")
    assert Texts(keys=("n",)).read_reference({"answer": "a1", "n": "b1"}) == ("b1",)
    assert len(Texts().read_reference([f"x{n}" for n in range(MAX_ALTERNATIVES)])) == MAX_ALTERNATIVES


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        (MISSING, "no_reference"),
        ("!", "no_text"),
        (["x", "!"], "no_text"),
        ([], "no_text"),
        (5, "no_text"),
        (["x"] * (MAX_ALTERNATIVES + 1), "too_many_texts"),
    ],
)
def test_a_row_at_fault_is_told_by_its_code(reference: object, code: str) -> None:
    with pytest.raises(RowFault) as fault:
        Texts().read_reference(reference)
    assert fault.value.code == code


def test_a_text_of_ten_thousand_characters_is_one_and_a_longer_one_is_none() -> None:
    assert Texts().normal(" " + "x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    assert Texts().normal("x" * LONGEST_TEXT + "x") is None
    assert Texts().accept(Answer("The Xs", "rule", (0, 6))) == "xs"


def test_a_grade_says_whether_the_text_is_one_of_the_references() -> None:
    sample = Sample("s", "", "text", ("x", "y"))

    assert same_text(sample, Answer("y", "rule", (0, 1), value="y")) == Grade(1.0, "same_text")
    assert same_text(sample, Answer("z", "rule", (0, 1), value="z")) == Grade(0.0, "other_text")


def test_a_reference_that_another_reader_read_is_one_text() -> None:
    assert references(Sample("s", "", "text", 72)) == ("72",)
