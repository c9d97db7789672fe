"""The expression in an announced clause: a box, one in dollars, several joined ones, or a text without words."""

import pytest
from reward_runtime.extract.prose.expression import expression_given

from tests.lambda_src.extract.parts import part_of, texts


@pytest.mark.parametrize(
    ("marked", "expressions"),
    [
        ("⟦\\boxed{3} or \\boxed{5}⟧", ["5"]),
        ("\\boxed{3} ⟦5⟧", ["5"]),
        ("⟦is exactly $3$⟧", ["3"]),
        ("⟦$3⟧$ x$", ["3"]),
        ("⟦$3⟧ + x$", ["3"]),
        ("⟦exactly⟧ 3", []),
        ("⟦three apples⟧", []),
        (f"{'y' * 150}⟦{'1+' * 40}1⟧", [f"{'1+' * 40}1"]),
        (f"⟦{'1' * 200}⟧", ["1" * 200]),
        (f"⟦{'1' * 201}⟧", []),
        ("⟦$3$ or $5$⟧ or $7$", ["3", "5"]),
        ("⟦$3$ or $5$ or $7$⟧", ["3", "5", "7"]),
        ("⟦$3$ or $5⟧ + x$", ["3"]),
        ("⟦$3$⟧ or $5$", ["3"]),
    ],
)
def test_the_expressions_of_a_clause(marked: str, expressions: list[str]) -> None:
    response, clause = part_of(marked)
    assert texts(response, expression_given(response, clause, str.casefold)) == expressions
