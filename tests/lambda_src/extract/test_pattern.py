"""``pattern``: the expressions that run in linear time, and the text that a match gives."""

import pytest
from reward_runtime.answer import OnConflict
from reward_runtime.answers.texts import Texts
from reward_runtime.errors import RewardDefinitionError
from reward_runtime.extract import boxed, first_of, pattern
from reward_runtime.reward import Reward

from tests.lambda_src.extract.found import placed


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
        ("a{1001}", MANY),
        ("a{0,63}b{0,64}", MANY),
        ("(?:a{0,63}|b)c{0,63}", MANY),
        ("(?:a{0,63}){0,1}b{0,63}", MANY),
        ("a*", ENDLESS),
        ("a+", ENDLESS),
        ("a+?", ENDLESS),
        ("a{2,}", ENDLESS),
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
def test_an_expression_that_may_be_slow_is_refused_and_its_slow_part_is_named(
    regex: str, refused: tuple[str, str]
) -> None:
    got, instead = refused
    with pytest.raises(RewardDefinitionError) as error:
        pattern(regex)
    assert str(error.value) == (
        f"pattern: got {regex!r} with {got}, which may take more than linear time; write {instead} instead"
    )


@pytest.mark.parametrize("regex", ["(", "a{99999999999999999999}", "(" * 5000])
def test_a_text_that_is_no_expression_is_refused(regex: str) -> None:
    with pytest.raises(RewardDefinitionError, match="which is no regular expression"):
        pattern(regex)


def test_the_first_group_is_the_answer_or_else_the_match() -> None:
    assert placed(pattern("x=(\\d)(\\d)"), "so x=12") == ("1", (5, 6), "pattern")
    assert placed(pattern("x=\\d"), "so x=1") == ("x=1", (3, 6), "pattern")


def test_a_blank_or_missing_group_is_no_match() -> None:
    assert placed(pattern("x( {0,3})"), "x  x") is None
    assert placed(pattern("x(a)?"), "x xa x") == ("a", (3, 4), "pattern")
    assert placed(pattern("x(a)?|zz"), "xa zz") == ("a", (1, 2), "pattern")


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", "1"), ("last", "2")])
def test_matches_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    match = placed(pattern("\\d", on_conflict), "1 or 2")

    assert (match and match[0]) == text


def test_matches_agree_if_their_normal_forms_are_equal() -> None:
    assert placed(pattern("[a-zA-Z]"), "a A") == ("A", (2, 3), "pattern")
    assert placed(pattern("[a-zA-Z]"), "a A", normalize=str.strip) is None


def test_an_expression_does_not_say_which_form_to_ask_for() -> None:
    """So its reward says it, or takes the form of another extractor."""
    extract = pattern("Result: (\\w{1,20})")
    form = "Result: {answer}"

    assert extract.template == ""
    with pytest.raises(RewardDefinitionError, match="response_template: got ''"):
        Reward(Texts(), extract=extract)
    assert Reward(Texts(), extract=extract, response_template=form).ideal_response("so") == "Result: so"
    assert Reward(Texts(), extract=first_of(extract, boxed())).ideal_response("so") == "\\boxed{so}"


def test_a_match_outside_the_parts_is_none() -> None:
    assert placed(pattern("\\d"), "1 2 3", (2, 4)) == ("2", (2, 3), "pattern")
