"""``boxes_side_by_side``: several boxes are one list only if nothing else stands between them."""

import pytest
from reward_runtime.answers.expressions.boxes import boxes_side_by_side


@pytest.mark.parametrize(
    ("response", "text"),
    [
        ("So \\boxed{1}, \\boxed{2}.", "1, 2"),
        ("$\\boxed{1}$ and $\\boxed{2}$", "1, 2"),
        ("\\boxed{x=1} or \\boxed{x=-1}", "x=1, x=-1"),
        ("\\boxed{1}\\text{ and }\\boxed{2}", "1, 2"),
        ("\\boxed{\\frac{1}{2}},\\quad\\fbox{3}, and \\boxed{4}", "\\frac{1}{2}, 3, 4"),
    ],
)
def test_boxes_side_by_side_are_one_list(response: str, text: str) -> None:
    match = boxes_side_by_side()(response)
    assert match is not None
    assert match.text == text
    assert response[slice(*match.span)].startswith(text.split(",")[0])


@pytest.mark.parametrize(
    "response",
    [
        "\\boxed{1}",
        "First \\boxed{1}, then \\boxed{2}",
        "\\boxed{1} is wrong, it is \\boxed{2}",
        "\\boxed{1} \\boxed{2} no \\boxed{3}",
        "\\boxed{1}not\\boxed{2}",
        "\\boxed{1}+\\boxed{2}",
        "no box",
        "\\boxed{5}, \\boxed{5}",
        "\\boxed{1}," * 40,
    ],
)
def test_boxes_with_anything_else_between_them_are_no_list(response: str) -> None:
    assert boxes_side_by_side()(response) is None
