r"""``boxed``: the content of ``\boxed{...}``."""

import pytest
from reward_runtime.answer import Match, OnConflict
from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed
from reward_runtime.extract.boxed import holds_place

from tests.lambda_src.extract.found import found


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ("\\boxed{7}", "7"),
        ("\\fbox{b}", "b"),
        ("\\boxed{\\frac{1}{2}}", "\\frac{1}{2}"),
        ("\\boxed{ a } and \\boxed{a}", "a"),
        ("\\boxed{a} \\boxed{b}", None),
        ("\\boxed{\\boxed{a}}", "\\boxed{a}"),
        ("\\boxed{a", None),
        ("{ \\boxed{a}", "a"),
        ("} \\boxed{a}", "a"),
        ("\\boxed{\\{a\\}}", "\\{a\\}"),
        ("\\boxed 7", None),
        ("unboxed{a}", None),
        ("", None),
    ],
)
def test_a_box_ends_at_the_brace_that_balances_its_own(response: str, text: str | None) -> None:
    assert found(boxed(), response) == (text and (text, "boxed"))


@pytest.mark.parametrize(("on_conflict", "text"), [("none", None), ("first", "1"), ("last", "3")])
def test_boxes_that_differ_give_the_first_the_last_or_none(on_conflict: OnConflict, text: str | None) -> None:
    assert found(boxed(on_conflict), "\\boxed{1} \\boxed{2} \\boxed{3}") == (text and (text, "boxed"))


def test_boxes_agree_if_their_normal_forms_are_equal() -> None:
    response = "\\boxed{1,000} = \\boxed{1000.0}"

    assert boxed()(response) is None
    assert boxed()(response, None, Numbers().normalize) == Match("1000.0", "boxed", (23, 29), ((7, 12),))


def test_a_box_opens_and_closes_within_the_part() -> None:
    response = "so \\boxed{7}"

    assert found(boxed(), response, (3, len(response))) == ("7", "boxed")
    assert found(boxed(), response, (0, 3)) is None
    assert found(boxed(), response, (0, len(response) - 1)) is None
    assert found(boxed(), response, (4, len(response))) is None


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ("\\boxed{...}", "..."),
        (" \\boxed{your answer}\n", "your answer"),
        ("\\boxed{...} so 7", None),
        ("so \\boxed{...}", None),
        ("\\alpha \\boxed{...}", None),
        ("\\boxed{...}s", None),
        ("\\boxed{} \\boxed{}", None),
        ("\\boxed{...} then \\boxed{7}", "7"),
        ("\\boxed{a{b}c}", "a{b}c"),
    ],
)
def test_a_box_that_only_holds_a_place_says_nothing_unless_it_is_all_there_is(response: str, text: str | None) -> None:
    match = boxed()(response)

    assert (None if match is None else match.text) == text


@pytest.mark.parametrize(
    ("content", "holds"),
    [
        *(("Answer", True), ("your \\text{answer}", True), ("\\qquad", True), ("", True), ("." * 60, True)),
        *(("." * 61, False), ("7", False), ("7.", False), ("x", False), ("the answer is x", False)),
    ],
)
def test_a_place_is_blank_or_names_the_answer_to_come(content: str, holds: bool) -> None:
    assert holds_place(content) is holds
