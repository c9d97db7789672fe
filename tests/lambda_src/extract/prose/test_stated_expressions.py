"""The expression that a response states; boxes that are empty, hold a place or are quoted say nothing."""

from typing import Final

import pytest
from reward_runtime.extract import expression_given, final_answer, stated

EXPRESSION: Final = stated(final_answer(on_conflict="none", gives=expression_given))
ANNOUNCED: Final[list[tuple[str, str | None]]] = [
    ("Answer $ 9 $", "9"),
    ("Answer \\( \\frac{1}{2} \\)", "\\frac{1}{2}"),
    ("## Answer\n\n$$x+1$$", "x+1"),
    ("**Answer** \\[ x>3 \\]", "x>3"),
    ("My answer $x$ was wrong", None),
    ("The answer is $\\frac{1}{2}$.", "\\frac{1}{2}"),
    ("The answer is 72.", "72"),
    ("Final answer: $x = 3$", "x = 3"),
    ("The answer is \\(\\sqrt{2}\\), which is irrational", "\\sqrt{2}"),
    ("The answer is $3$ or $5$", None),
    ("The answer is not $3$", None),
    ("答案是$\\pi$。", "\\pi"),
    ("The answer is even.", None),
    ("The answer is (1, 2).", "(1, 2)"),
    ("The answer is $(1, 2)$", "(1, 2)"),
    ("Answer: $[0, 1)$ because it is closed", "[0, 1)"),
    ("The answer is $70$, $60$", None),
    ("So $x=3$", None),
    ("Die Antwort lautet $2^{10}$.", "2^{10}"),
    ("The answer is 2\\sqrt{3}.", "2\\sqrt{3}"),
    ("**Final Answer:** \\[ 7 \\]", "7"),
    ("The answer is 7 because 3+4=7", "7"),
    ("The answer is x^2+1", "x^2+1"),
    ("The answer is 5 cm", None),
    ("The answer is 72. Or 70.", None),
    ("The answer is 72; 70", None),
    ("The answer is 72; it is even", "72"),
    ("The answer is 72; 48 + 24 = 72", "72"),
]
BOXED: Final[list[tuple[str, str | None]]] = [
    ("\\boxed{} then \\boxed{7}", "7"),
    ("`\\boxed{5}` example; \\boxed{7}", "7"),
    ("The answer is \\boxed{7}", "7"),
    ("```\n\\boxed{3}\n```\n\\boxed{4}", "4"),
    ("> \\boxed{3}\n\\boxed{4}", "4"),
    ("“\\boxed{3}” he wrote; \\boxed{4}", "4"),
    ("\\boxed{\\text{your answer}} \\boxed{4}", "4"),
    ("\\boxed{...} \\boxed{4}", "4"),
    ("\\boxed{\\ldots} \\boxed{4}", "4"),
    ("\\boxed{?} \\boxed{4}", "4"),
    ("\\boxed{3} \\boxed{4}", None),
    ("```\n\\boxed{4}\n```", "4"),
    ("`\\boxed{4}`", "4"),
    ("The answer is `\\boxed{4}`.", "4"),
    ("put the answer in `\\boxed{4}` please, ok", None),
    ("'put it in \\boxed{}' so \\boxed{4}", "4"),
    ("「\\boxed{3}」ではなく \\boxed{4}", "4"),
    ("\\boxed{\\;} \\boxed{4}", "4"),
    ("\\boxed{___} \\boxed{4}", "4"),
    ("\\boxed{答案} \\boxed{4}", "4"),
    ("\\fbox{} \\fbox{4}", "4"),
    ("\\boxed{4} (as asked in \\boxed{})", "4"),
    ("\\boxed{\\square} \\boxed{4}", "4"),
    ("\\boxed{\\emptyset}", "\\emptyset"),
    ("\\boxed{\\{\\}}", "\\{\\}"),
    ("~~~tex\n\\boxed{9}\n~~~\nso \\boxed{4}", "4"),
    ('a 6" board and an 8" board: \\boxed{48}', "48"),
    ("the dogs' \\boxed{4} isn't bad", "4"),
]


@pytest.mark.parametrize(("response", "text"), [*ANNOUNCED, *BOXED])
def test_a_response_states_this_expression_or_none(response: str, text: str | None) -> None:
    match = EXPRESSION(response)

    assert (match and match.text) == text
