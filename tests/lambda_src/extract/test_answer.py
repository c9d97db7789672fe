"""``Match``, ``Extractor`` and the choice among several matches."""

from collections.abc import Hashable

import pytest
from reward_runtime.answer import (
    MAX_OTHER_MATCHES,
    UNDECIDED,
    Answer,
    Extractor,
    Match,
    OnConflict,
    chosen,
    first_of,
)
from reward_runtime.extract import boxed, pattern, tagged


def test_a_match_has_its_text_its_rule_and_its_place() -> None:
    assert chosen("x  a ", "rule", [(1, 5)], "none", str.casefold) == Match("a", "rule", (1, 5))
    assert chosen("x", "rule", [], "none", str.casefold) is None


def test_an_answer_is_a_match_and_its_value() -> None:
    answer = Match("7.0", "rule", (1, 4), ((6, 7),)).means(7)

    assert answer == Answer(text="7.0", rule="rule", span=(1, 4), other_matches=((6, 7),), value=7)


@pytest.mark.parametrize(
    ("on_conflict", "match"),
    [
        ("none", UNDECIDED),
        ("first", Match("a", "rule", (0, 1), ((2, 3), (4, 5)))),
        ("last", Match("c", "rule", (4, 5), ((0, 1), (2, 3)))),
    ],
)
def test_matches_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, match: Match | None) -> None:
    assert chosen("a b c", "rule", iter([(0, 1), (2, 3), (4, 5)]), on_conflict, str.casefold) == match


def test_matches_agree_if_their_normal_forms_are_equal() -> None:
    spans = [(0, 1), (2, 3), (4, 6)]

    assert chosen("a A a ", "rule", spans, "none", str.casefold) == Match("a", "rule", (4, 6), ((0, 1), (2, 3)))
    assert chosen("a A a ", "rule", spans, "none", str.strip) is UNDECIDED
    assert chosen("a a b ", "rule", spans, "none", str.casefold) is UNDECIDED


def test_each_text_is_normalized_once_and_none_after_the_second_meaning() -> None:
    normalized: list[str] = []

    def normalize(text: str) -> str:
        normalized.append(text)
        return text

    chosen("a a b c", "rule", [(0, 1), (2, 3), (4, 5), (6, 7)], "none", normalize)
    assert normalized == ["a", "b"]


def test_a_receipt_lists_the_nearest_other_matches() -> None:
    spans = [(place, place + 1) for place in range(MAX_OTHER_MATCHES + 2)]
    text = "a" * len(spans)

    first, last = (chosen(text, "rule", spans, on_conflict, str.casefold) for on_conflict in ("first", "last"))
    assert first == Match("a", "rule", spans[0], tuple(spans[1:-1]))
    assert last == Match("a", "rule", spans[-1], tuple(spans[1:-1]))


def test_an_extractor_of_ones_own_gets_the_parts_and_the_normal_form() -> None:
    calls: list[object] = []

    def find(response: str, spans: object, normalize: object) -> Match | None:
        calls.append((response, spans, normalize))
        return Match(response, "own", (0, len(response)))

    extractor = Extractor(find, "so {answer}")

    assert extractor.template == "so {answer}"
    assert extractor("abc", [(1, 2)], str.strip) == Match("abc", "own", (0, 3))
    assert calls == [("abc", [(1, 2)], str.strip)]


def test_an_extractor_looks_at_all_of_the_response_and_ignores_case_unless_told_otherwise() -> None:
    calls: list[object] = []
    extractor = Extractor(lambda response, spans, normalize: calls.append((spans, normalize)))

    assert extractor.template == "{answer}"
    assert extractor("abc") is None
    assert extractor("abc", []) is None
    assert calls == [([(0, 3)], str.casefold), ([], str.casefold)]


def test_the_first_extractor_that_finds_something_counts() -> None:
    extractor = first_of(pattern("x"), pattern("a"), pattern("b"))

    assert extractor("b a") == Match("a", "pattern", (2, 3))
    assert extractor("b a", [(0, 1)]) == Match("b", "pattern", (0, 1))
    assert extractor("c") is None


def test_the_form_that_is_asked_for_is_that_of_the_first_extractor_that_has_one() -> None:
    assert first_of(boxed(), tagged("a")).template == boxed().template
    assert first_of(pattern("x"), tagged("a"), boxed()).template == tagged("a").template
    assert first_of(pattern("x"), pattern("y")).template == ""


def test_an_extractor_that_finds_a_contradiction_ends_the_search() -> None:
    either = first_of(pattern("[0-9]"), pattern("a"))

    assert either("7 or 8, so a") is None
    assert either.find("7 or 8, so a", [(0, 12)], str.casefold) is UNDECIDED
    assert either("7 or 7, so a") == Match("7", "pattern", (5, 6), ((0, 1),))
    assert first_of(either, pattern("o"))("7 or 8, so a") is None


def test_extractors_together_compare_by_the_normal_form_that_they_are_given() -> None:
    def number(text: str) -> Hashable:
        return float(text)

    either = first_of(pattern("x"), pattern("[0-9.]{1,9}"))

    assert either("7 is 7.0") is None
    assert either("7 is 7.0", None, number) == Match("7.0", "pattern", (5, 8), ((0, 1),))
