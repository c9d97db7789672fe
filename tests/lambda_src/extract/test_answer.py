"""``Answer`` and ``chosen``: the receipt, and what is done with several finds."""

import pytest
from reward_runtime.answer import MAX_OTHERS
from reward_runtime.extract import Answer, Several, chosen, first_of, pattern, unless_found


def test_a_find_is_an_answer_with_its_receipt() -> None:
    assert chosen("x  a ", "rule", [(1, 5)], "only", str.casefold) == Answer("a", "rule", (1, 5))
    assert chosen("x", "rule", [], "only", str.casefold) is None


@pytest.mark.parametrize(
    ("several", "answer"),
    [
        ("only", None),
        ("first", Answer("a", "rule", (0, 1), ((2, 3), (4, 5)))),
        ("last", Answer("c", "rule", (4, 5), ((0, 1), (2, 3)))),
    ],
)
def test_of_several_finds_the_one_that_is_asked_for_counts(several: Several, answer: Answer | None) -> None:
    assert chosen("a b c", "rule", iter([(0, 1), (2, 3), (4, 5)]), several, str.casefold) == answer


def test_finds_agree_by_their_normal_form() -> None:
    spans = [(0, 1), (2, 3), (4, 6)]

    assert chosen("a A a ", "rule", spans, "only", str.casefold) == Answer("a", "rule", (4, 6), ((0, 1), (2, 3)))
    assert chosen("a A a ", "rule", spans, "only", str.strip) is None
    assert chosen("a a b ", "rule", spans, "only", str.casefold) is None


def test_each_text_is_read_once_and_none_after_the_second_meaning() -> None:
    read: list[str] = []

    def normal(text: str) -> str:
        read.append(text)
        return text

    chosen("a a b c", "rule", [(0, 1), (2, 3), (4, 5), (6, 7)], "only", normal)
    assert read == ["a", "b"]


def test_a_receipt_lists_the_nearest_others() -> None:
    spans = [(place, place + 1) for place in range(MAX_OTHERS + 2)]
    text = "a" * len(spans)

    first, last = (chosen(text, "rule", spans, several, str.casefold) for several in ("first", "last"))
    assert first == Answer("a", "rule", spans[0], tuple(spans[1:-1]))
    assert last == Answer("a", "rule", spans[-1], tuple(spans[1:-1]))


def test_the_first_extractor_that_answers_counts() -> None:
    extractor = first_of(pattern("x"), pattern("a"), pattern("b"))

    assert extractor("b a", [(0, 3)]) == Answer("a", "pattern", (2, 3))
    assert extractor("b a", [(0, 1)]) == Answer("b", "pattern", (0, 1))
    assert extractor("c", [(0, 1)]) is None


def test_an_extractor_is_asked_only_where_no_other_finds_anything() -> None:
    extract = unless_found(pattern("x"), pattern("y"), pattern("z"))

    assert extract("ax", [(0, 2)]) == Answer("x", "pattern", (1, 2))
    assert extract("ax y", [(0, 4)]) is None
    assert extract("z ax", [(0, 4)]) is None
    assert extract("z ax", [(1, 4)]) == Answer("x", "pattern", (3, 4))
