"""``choice``: the letters that count, those that are denied, and the one among several."""

import pytest
from reward_runtime.answer import OnConflict
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import choice

from tests.lambda_src.extract.found import found


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("answer is b)", "b"),
        ("The answer would be B", "B"),
        ("Option c.", "c"),
        ("I choose **D**", "D"),
        ("pick (a)", "a"),
        ("[b]", "b"),
        ("(B)", "B"),
        ("**B**", "B"),
        ("\uff22", "\uff22"),
        ("**C.**", "C"),
        ("so\n> B) because", "B"),
        ("\n  D  \n", "D"),
        ("answer: \uff22", "\uff22"),
        ("\uff08\uff42\uff09", None),
        ("b", None),
        ("**b**", None),
        ("Answer b cat", None),
        ("answer A dog", None),
        ("A dog ran", None),
        ("answer is Bob", None),
        ("Class B", None),
        ("xB) y", None),
        ("(E)", None),
        ("(X)", None),
        ("\uff08\uff24\uff09", "\uff24"),
        ("\\boxed{B}", None),
    ],
)
def test_a_marked_letter_counts(text: str, letter: str | None) -> None:
    assert found(choice(), text) == (letter and (letter, "choice"))


@pytest.mark.parametrize(("on_conflict", "letter"), [("none", None), ("first", "A"), ("last", "C")])
def test_letters_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, letter: str | None) -> None:
    assert found(choice(on_conflict=on_conflict), "(A) then (C)") == (letter and (letter, "choice"))
    assert found(choice(on_conflict=on_conflict), "A. x\nC. y") == (letter and (letter, "choice"))


@pytest.mark.parametrize(
    "text",
    [
        "(A) and (B)",
        "the answer is (A) or (B).",
        "(B), (C), and (D)",
        "(A)/(B)",
        "**A** or **B**",
        "option A, option B",
    ],
)
@pytest.mark.parametrize("on_conflict", ["none", "first", "last"])
def test_joined_letters_do_not_say_which_is_meant(text: str, on_conflict: OnConflict) -> None:
    """Of the 4,059 outputs of code-davinci-002 on BIG-Bench Hard that state an option, 94 join letters."""
    assert found(choice(on_conflict=on_conflict), text) is None


def test_a_letter_joined_to_itself_is_meant() -> None:
    assert found(choice(on_conflict="last"), "(A), option A") == ("A", "choice")
    assert found(choice(on_conflict="last"), "(A) or (B)? It is (B)") == ("B", "choice")


def test_letters_of_either_case_and_width_agree_whatever_normal_form_is_given() -> None:
    assert found(choice(), "answer is b) so (B); answer: \uff22") == ("\uff22", "choice")
    assert found(choice(), "**B** so (C)") is None
    assert found(choice(), "(b) so (B)", normalize=str.strip) == ("B", "choice")
    assert found(choice(), "(A) then (C)", normalize=len) is None


@pytest.mark.parametrize(
    "text",
    ["not B", "The answer is not B", "neither (B)", "isn't option B", "(B) is wrong", "(B) was not", "**B** incorrect"],
)
@pytest.mark.parametrize("on_conflict", ["none", "first", "last"])
def test_a_denied_letter_is_no_answer(text: str, on_conflict: OnConflict) -> None:
    assert found(choice(on_conflict=on_conflict), text) is None


def test_a_denial_counts_only_against_the_letter_that_would_be_the_answer() -> None:
    assert found(choice(on_conflict="last"), "not B. (C)") == ("C", "choice")
    assert found(choice(on_conflict="last"), "(C) then not B") is None
    assert found(choice(on_conflict="first"), "(C) then not B") == ("C", "choice")
    assert found(choice(on_conflict="first"), "not B. (C)") is None
    assert found(choice(on_conflict="none"), "not B. (C)") is None
    assert found(choice(on_conflict="none"), "(C) then not B") is None


def test_letters_that_are_joined_elsewhere_do_not_matter() -> None:
    assert found(choice(on_conflict="first"), "(A) then (B) or (C)") == ("A", "choice")
    assert found(choice(on_conflict="last"), "(A) or (B) then (C)") == ("C", "choice")


def test_a_letter_outside_the_parts_is_none() -> None:
    assert found(choice(), "(A) (B) (C)", (4, 7)) == ("B", "choice")
    assert found(choice(), "(A) (B) (C)", (0, 3), (8, 11)) is None


def test_options_are_two_to_twenty_six_letters() -> None:
    assert found(choice("AB"), "(C)") is None
    assert found(choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "(Z)") == ("Z", "choice")
    for options in ("", "A", "ab", "AA", "A B", "ABCDEFGHIJKLMNOPQRSTUVWXYZA"):
        with pytest.raises(RewardDefinitionError):
            choice(options)
