"""``pattern``: which expressions run in linear time, and what a match gives."""

import pytest
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import Extractor, Several, pattern


def found(extractor: Extractor, text: str, *spans: tuple[int, int]) -> tuple[str, tuple[int, int], str] | None:
    answer = extractor(text, spans or [(0, len(text))])
    return answer and (answer.text, answer.span, answer.rule)


@pytest.mark.parametrize(
    "regex",
    [
        "[a-z]{0,1000}", "(?:ab){3}", "(?:a|b|c)d", "(?i:a)", "(?>a{0,9})", "a{0,9}+", "a{0,9}?", "^a$", "\\ba.\\B",
        "[^a]", "(a)|(b)", "a{0,63}b{0,63}", "a{60,63}b{60,63}", "(?:a{0,9}){1}", "(?:a{0,9}){0,1}", "(?P<n>a)",
    ],
)  # fmt: skip
def test_an_expression_of_bounded_ways_is_taken(regex: str) -> None:
    assert pattern(regex)


MANY = ("more than 4096 ways or 1000 characters", "fewer or shorter repeats")
ENDLESS = ("a repeat without end", "{0,200} for *, {1,200} for +")
SEVERAL = ("a repeat of what can match in several ways", "the repeat of a set such as [a-z ]{0,200}")
ELSEWHERE = ("a back reference, a look ahead or behind, or a condition", "the text around a group ( )")


@pytest.mark.parametrize(
    ("regex", "refused"),
    [
        ("[a-z]{0,1001}", MANY),
        ("a{0,63}b{0,64}", MANY),
        ("(?:a{0,63}|b)c{0,63}", MANY),
        ("(?:a{0,63}){0,1}b{0,63}", MANY),
        ("a*", ENDLESS),
        ("a+?", ENDLESS),
        ("(?:ab)*+", ENDLESS),
        ("(?:a|b*)", ENDLESS),
        ("(?>b*)", ENDLESS),
        ("(b*)", ENDLESS),
        ("(?:b*){1}", ENDLESS),
        ("(?:a|bc){2}", SEVERAL),
        ("(?:a{0,2}){0,2}", SEVERAL),
        ("(a)\\1", ELSEWHERE),
        ("(?=a)", ELSEWHERE),
        ("(?<!a)b", ELSEWHERE),
        ("(a)?(?(1)b|c)", ELSEWHERE),
    ],
)
def test_an_expression_that_may_be_slow_is_refused_with_what_is_slow(regex: str, refused: tuple[str, str]) -> None:
    got, instead = refused
    with pytest.raises(RewardDefinitionError) as error:
        pattern(regex)
    assert str(error.value) == (
        f"pattern: got {regex!r} with {got}, which may take more than linear time; write {instead} instead"
    )


@pytest.mark.parametrize("regex", ["(", "a{99999999999999999999}", "(" * 5000])
def test_what_is_no_expression_is_refused(regex: str) -> None:
    with pytest.raises(RewardDefinitionError, match="which is no regular expression"):
        pattern(regex)


def test_the_first_group_is_the_answer_or_else_the_match() -> None:
    assert found(pattern("x=(\\d)(\\d)"), "so x=12") == ("1", (5, 6), "pattern")
    assert found(pattern("x=\\d"), "so x=1") == ("x=1", (3, 6), "pattern")


def test_a_blank_or_missing_group_is_no_find() -> None:
    assert found(pattern("x( {0,3})"), "x  x") is None
    assert found(pattern("x(a)?"), "x xa x") == ("a", (3, 4), "pattern")
    assert found(pattern("x(a)?|zz"), "xa zz") == ("a", (1, 2), "pattern")


@pytest.mark.parametrize(("several", "text"), [("only", None), ("first", "1"), ("last", "2")])
def test_of_several_matches_the_one_that_is_asked_for_counts(several: Several, text: str | None) -> None:
    answer = found(pattern("\\d", several=several), "1 or 2")

    assert (answer and answer[0]) == text


def test_matches_agree_whatever_their_case_or_as_is_asked() -> None:
    assert found(pattern("[a-zA-Z]"), "a A") == ("A", (2, 3), "pattern")
    assert found(pattern("[a-zA-Z]", normal=str.strip), "a A") is None


def test_a_match_outside_the_parts_is_none() -> None:
    assert found(pattern("\\d"), "1 2 3", (2, 4)) == ("2", (2, 3), "pattern")
