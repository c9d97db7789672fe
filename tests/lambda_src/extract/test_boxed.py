r"""``boxed``: the content of ``\boxed{...}``."""

import pytest
from reward_runtime.answer import Match, OnConflict
from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed

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
