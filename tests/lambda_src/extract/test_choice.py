"""``choice``: which letters count, which of several, and what denies them."""

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Extractor, Several, choice


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.rule)


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("answer is b)", "b"),
        ("The answer would be B", "B"),
        ("Option c.", "c"),
        ("I choose **D**", "D"),
        ("pick (a)", "a"),
        ("[b]", "b"),
        ("**C.**", "C"),
        ("so\n> B) because", "B"),
        ("\n  D  \n", "D"),
        ("answer: \uff22", "\uff22"),
        ("\uff08\uff42\uff09", None),
        ("b", None),
        ("**b**", None),
        ("Answer b cat", None),
        ("answer A dog", None),
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


@pytest.mark.parametrize(("several", "letter"), [("only", None), ("first", "A"), ("last", "C")])
def test_of_several_letters_the_one_that_is_asked_for_counts(several: Several, letter: str | None) -> None:
    assert found(choice(several=several), "(A) then (C)") == (letter and (letter, "choice"))


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
@pytest.mark.parametrize("several", ["only", "first", "last"])
def test_letters_that_are_joined_leave_open_which_is_meant(text: str, several: Several) -> None:
    """As 94 of the 4,059 outputs of code-davinci-002 on BIG-Bench Hard that state an option do."""
    assert found(choice(several=several), text) is None


def test_a_letter_joined_to_itself_is_meant() -> None:
    assert found(choice(several="last"), "(A), option A") == ("A", "choice")
    assert found(choice(several="last"), "(A) or (B)? It is (B)") == ("B", "choice")


def test_letters_of_either_case_and_width_agree() -> None:
    assert found(choice(), "answer is b) so (B) or answer: \uff22") == ("\uff22", "choice")
    assert found(choice(), "answer is b) so (C)") is None


@pytest.mark.parametrize(
    "text", ["not B", "neither (B)", "isn't option B", "(B) is wrong", "(B) was not", "**B** incorrect"]
)
@pytest.mark.parametrize("several", ["only", "first", "last"])
def test_a_denied_letter_is_none(text: str, several: Several) -> None:
    assert found(choice(several=several), text) is None


def test_a_denial_counts_against_the_letter_that_is_asked_for_alone() -> None:
    assert found(choice(several="last"), "not B. (C)") == ("C", "choice")
    assert found(choice(several="last"), "(C) then not B") is None
    assert found(choice(several="first"), "(C) then not B") == ("C", "choice")
    assert found(choice(several="first"), "not B. (C)") is None
    assert found(choice(several="only"), "not B. (C)") is None
    assert found(choice(several="only"), "(C) then not B") is None


def test_letters_are_joined_only_where_the_one_that_is_asked_for_stands() -> None:
    assert found(choice(several="first"), "(A) then (B) or (C)") == ("A", "choice")
    assert found(choice(several="last"), "(A) or (B) then (C)") == ("C", "choice")


def test_a_letter_outside_the_parts_is_none() -> None:
    assert found(choice(), "(A) (B) (C)", (4, 7)) == ("B", "choice")
    assert found(choice(), "(A) (B) (C)", (0, 3), (8, 11)) is None


def test_two_to_twenty_six_letters_are_options() -> None:
    assert found(choice("AB"), "(C)") is None
    assert found(choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "(Z)") == ("Z", "choice")
    for options in ("", "A", "ab", "AA", "A B", "ABCDEFGHIJKLMNOPQRSTUVWXYZA"):
        with pytest.raises(RewardDefinitionError):
            choice(options)
