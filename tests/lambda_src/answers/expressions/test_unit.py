"""``unit``: short words behind a number, and no word that changes it."""

import pytest
from reward_runtime.answers.expressions.unit import same_unit, unit

UNITS = [
    "\\text{cm}", "\\text{cm}^2", "\\text{cm^2}", "\\mathrm{m/s}", "\\mbox{m}^{3}", "\\text{square units}",
    "\\text{miles per hour}", "\\text{m}/\\text{s}^2", "\\mathrm{kg}\\cdot\\mathrm{m}", "^\\circ", "^{\\circ}",
    "\\%", "%", "\\text{p.m.}", "\\text{\u00b0C}", "\\text{dollars}", "\\text{sq. ft.}", "\\text{C}",
]  # fmt: skip
OTHERS = [
    "\\text{million}", "\\text{Million dollars}", "\\text{hundredths}", "\\text{dozen}", "\\text{k}", "\\text{M}",
    "\\text{or 6}", "\\text{or}", "\\text{, no}", "\\text{no}", "\\text{not cm}", "\\text{is wrong}", "\\text{cm or m}",
    "\\text{2}", "\\text{x}", "\\text{i}", "\\mathrm{e}", "\\text{base five}", "\\text{or more}", "\\textbf{cm}",
    "\\text{a b c d e}", "\\text{cm}/\\text{or 6}", "cm",
]  # fmt: skip


@pytest.mark.parametrize("text", UNITS)
def test_a_short_word_behind_a_number_is_its_unit(text: str) -> None:
    assert unit("5" + text) == text


@pytest.mark.parametrize("text", OTHERS)
def test_a_word_that_says_more_is_no_unit(text: str) -> None:
    assert unit("5" + text) == ""


@pytest.mark.parametrize("text", UNITS)
def test_a_unit_alone_is_an_answer_and_no_unit(text: str) -> None:
    assert unit(text) != text


@pytest.mark.parametrize(
    ("gold", "answer", "same"),
    [
        ("\\text{cm}", "\\mathrm{cm}", True),
        ("\\text{cm}^2", "\\text{cm^2}", True),
        ("\\%", "%", True),
        ("\\text{cm}", "", True),
        ("", "\\text{cm}", True),
        ("\\text{cm}", "\\text{m}", False),
        ("\\text{cm}", "\\text{cm}^2", False),
    ],
)
def test_a_unit_is_the_same_however_it_is_set(gold: str, answer: str, same: bool) -> None:
    assert same_unit(gold, answer) is same
