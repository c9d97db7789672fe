"""``final_answer``: the text that follows a phrase."""

import pytest
from reward_runtime.answer import ANSWER, Normalize, OnConflict, Span
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import final_answer

from tests.lambda_src.extract.found import placed


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The answer is 5.", "5"),
        ("THE ANSWER IS five", "five"),
        ("Final answer : $5$", "5"),
        ("**Answer:** $5$.", "5"),
        ("so\n#### 72", "72"),
        ("final **answer** \uff1a 5", "5"),
        ("answer:\n\n  5\nmore", "5"),
        ("answer: 5\nmore", "5"),
        ("answer: 5\nmore\nand more", "5"),
        ("answer: 5 answer: 6", "6"),
        ("answer: 5\nand answer:", "5"),
        ("answer: \n", None),
        ("answer: **", None),
        ("myanswer: 5", None),
        ("x#### 5", "5"),
        ("answer 5", None),
        ("the answer   is 5", "5"),
        ("the answer\nis 5", None),
        ("answer: `a.b`\u3002", "a.b"),
        ("answer: Xa X.", "Xa X"),
        ("\nanswer: 5\n", "5"),
    ],
)
def test_the_answer_is_the_rest_of_the_line_after_a_phrase(text: str, answer: str | None) -> None:
    match = placed(final_answer(), text)

    assert (match and match[0]) == answer
    if match:
        assert match == (text[slice(*match[1])], match[1], "final_answer")


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", "5"), ("last", "6")])
def test_answers_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    match = placed(final_answer(on_conflict=on_conflict), "answer: 5\nanswer: 6")

    assert (match and match[0]) == text


def test_the_last_answer_counts_unless_told_otherwise() -> None:
    assert placed(final_answer(), "answer: 5\nanswer: 6") == ("6", (18, 19), "final_answer")


def test_answers_agree_if_their_normal_forms_are_equal() -> None:
    text = "answer: a\nanswer: A"

    assert placed(final_answer(on_conflict="none"), text) == ("A", (18, 19), "final_answer")
    assert placed(final_answer(on_conflict="none"), text, normalize=str.strip) is None


def test_an_answer_ends_at_the_next_phrase() -> None:
    assert placed(final_answer(on_conflict="first"), "answer: 5 answer: 6") == ("5", (8, 9), "final_answer")


def test_a_longer_phrase_counts_before_one_that_it_begins_with() -> None:
    for longer in ("so it is", "SO IT IS"):
        assert placed(final_answer(["so", longer], on_conflict="first"), "so it is 5") == ("5", (9, 10), "final_answer")


def test_a_phrase_may_be_one_letter_a_sign_or_of_a_script_without_blanks() -> None:
    assert placed(final_answer(["a"]), "a 5") == ("5", (2, 3), "final_answer")
    assert placed(final_answer(["a"]), "ba 5") is None
    assert placed(final_answer(["\u7b54\u3048\u306f"]), "\u3067\u7b54\u3048\u306f5") == ("5", (4, 5), "final_answer")
    assert placed(final_answer(["=>"]), "x=>5") == ("5", (3, 4), "final_answer")
    assert placed(final_answer([" so"]), "also 5") is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("result : 5", "5"),
        ("result: 5\nmore", "5"),
        ("result: 5 result: 6\nmore\nmore", "6"),
        ("result: \uff1a5", "5"),
        ("result: 5 \uff21", "5 \uff21"),
    ],
)
def test_a_phrase_of_ones_own_is_read_to_the_end_of_its_line(text: str, answer: str) -> None:
    match = placed(final_answer(["result:"]), text)
    assert match is not None
    assert match[0] == answer


def test_a_phrase_of_ones_own_counts_as_final() -> None:
    """So that it is not weaker than an announcement that the kit knows."""
    assert placed(final_answer(), "#### 5\nfinal answer: 6") == ("6", (21, 22), "final_answer")
    assert placed(final_answer(), "#### 5\nanswer: 6") == ("5", (5, 6), "final_answer")


def test_no_character_of_a_phrase_has_a_special_meaning() -> None:
    assert placed(final_answer(["a|b"]), "a 1") is None
    assert placed(final_answer(["a|b"]), "a|b 1") == ("1", (4, 5), "final_answer")


@pytest.mark.parametrize(
    "phrase", ["=>", " so", "so  it is", "so\tit is", "so\nit is", "Answer :", "\u7b54\u3048\uff1a"]
)
def test_the_form_that_is_asked_for_begins_with_the_first_phrase(phrase: str) -> None:
    extract = final_answer([phrase, "####"])
    match = placed(extract, extract.template.replace("{answer}", "5"))

    assert match is not None
    assert match[0] == "5"


def test_nothing_is_read_beyond_the_part() -> None:
    assert placed(final_answer(), "answer: 5 6\nanswer: 7", (0, 9)) == ("5", (8, 9), "final_answer")
    assert placed(final_answer(), "answer: \n5", (0, 8)) is None
    assert placed(final_answer(), "answer: 5\nanswer: 7", (9, 19)) == ("7", (18, 19), "final_answer")
    assert placed(final_answer(["result:"]), "result: 5 result: 6\nresult: 7", (0, 9)) == ("5", (8, 9), "final_answer")
    assert placed(final_answer(["result:"]), "result: 5 6\nresult: 7", (0, 9)) == ("5", (8, 9), "final_answer")
    assert placed(final_answer(["result:"]), "result: 5\n6", (0, 9)) == ("5", (8, 9), "final_answer")


@pytest.mark.parametrize("phrases", [[""], ["so", " "]])
def test_a_blank_phrase_is_refused(phrases: list[str]) -> None:
    with pytest.raises(RewardDefinitionError):
        final_answer(phrases)


def digits(response: str, clause: Span, normalize: Normalize) -> list[Span]:
    return [(at, at + 1) for at in range(*clause) if response[at].isdigit()]


HEDGE_FIRST = "The answer is 1 or 2.\nThe answer is 3."
HEDGE_LAST = "The answer is 3.\nThe answer is 1 or 2."
DIFFERENT = "The answer is 3.\nThe answer is 4."


@pytest.mark.parametrize(
    ("text", "on_conflict", "answer"),
    [
        *((HEDGE_FIRST, "last", "3"), (HEDGE_FIRST, "first", None), (HEDGE_FIRST, "none", None)),
        *((HEDGE_LAST, "last", None), (HEDGE_LAST, "first", "3"), (HEDGE_LAST, "none", None)),
        *((DIFFERENT, "last", "4"), (DIFFERENT, "first", "3"), (DIFFERENT, "none", None)),
        (f"The answer is 5.\n{HEDGE_FIRST}", "last", "3"),
        (f"{HEDGE_LAST}\nThe answer is 5.", "first", "3"),
        (f"{HEDGE_LAST}\nThe answer is 3.", "none", None),
        ("The answer is 3.\nThe answer is 3.", "none", "3"),
    ],
)
def test_a_hedge_counts_only_in_the_announcement_that_counts(
    text: str, on_conflict: OnConflict, answer: str | None
) -> None:
    match = final_answer(on_conflict=on_conflict, gives=digits)(text)

    assert (None if match is None else match.text) == answer


def test_the_last_announcement_counts_unless_told_otherwise_and_it_ends_at_the_next() -> None:
    first = final_answer(("Result:",), on_conflict="first")("Result: 1 Result: 2")
    last = final_answer(gives=digits)(HEDGE_FIRST)

    assert last is not None
    assert last.text == "3"
    assert first is not None
    assert first.text == "1"
    assert final_answer().template == f"The answer is {ANSWER}"
