"""``final_answer``: where what follows a phrase begins and ends."""

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Extractor, Several, final_answer


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, tuple[int, int], str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.span, answer.rule)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("The answer is 5.", "5"),
        ("THE ANSWER IS five", "five"),
        ("Final answer : $5$", "5"),
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
def test_what_follows_a_phrase_to_its_lines_end_is_the_answer(text: str, answer: str | None) -> None:
    given = found(final_answer(), text)

    assert (given and given[0]) == answer
    if given:
        assert given == (text[slice(*given[1])], given[1], "final_answer")


@pytest.mark.parametrize(("several", "text"), [("only", None), ("first", "5"), ("last", "6")])
def test_of_several_phrases_the_one_that_is_asked_for_counts(several: Several, text: str | None) -> None:
    given = found(final_answer(several=several), "answer: 5\nanswer: 6")

    assert (given and given[0]) == text


def test_answers_agree_whatever_their_case_or_as_is_asked() -> None:
    text = "answer: a\nanswer: A"

    assert found(final_answer(several="only"), text) == ("A", (18, 19), "final_answer")
    assert found(final_answer(several="only", normal=str.strip), text) is None


def test_a_find_ends_where_the_next_phrase_begins() -> None:
    assert found(final_answer(several="first"), "answer: 5 answer: 6") == ("5", (8, 9), "final_answer")


def test_a_phrase_within_another_is_not_taken_for_it() -> None:
    for longer in ("so it is", "SO IT IS"):
        assert found(final_answer(["so", longer], several="first"), "so it is 5") == ("5", (9, 10), "final_answer")


def test_phrases_of_one_letter_and_of_scripts_without_blanks() -> None:
    assert found(final_answer(["a"]), "a 5") == ("5", (2, 3), "final_answer")
    assert found(final_answer(["a"]), "ba 5") is None
    assert found(final_answer(["\u7b54\u3048\u306f"]), "\u3067\u7b54\u3048\u306f5") == ("5", (4, 5), "final_answer")
    assert found(final_answer(["=>"]), "x=>5") == ("5", (3, 4), "final_answer")
    assert found(final_answer([" so"]), "also 5") is None


def test_nothing_is_read_beyond_the_part() -> None:
    assert found(final_answer(), "answer: 5 6\nanswer: 7", (0, 9)) == ("5", (8, 9), "final_answer")
    assert found(final_answer(), "answer: \n5", (0, 8)) is None
    assert found(final_answer(), "answer: 5\nanswer: 7", (9, 19)) == ("7", (18, 19), "final_answer")


@pytest.mark.parametrize("phrases", [[], [""], ["so", " "]])
def test_a_phrase_is_not_blank(phrases: list[str]) -> None:
    with pytest.raises(RewardDefinitionError):
        final_answer(phrases)
