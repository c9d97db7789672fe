"""Announcements: the begin and the end of the clause after one, and words that take one back."""

import pytest
from reward_runtime.extract.prose.cues import announced

from tests.lambda_src.extract.parts import part_of


@pytest.mark.parametrize(
    ("marked", "clauses"),
    [
        ("⟦answer: 5 answer: 6 answer: 7⟧", ["5 ", "6 ", "7"]),
        ("⟦answer: 5\nmore⟧", ["5"]),
        ("⟦| answer | 5 | more |⟧", ["5 "]),
        ("⟦answer | 5\n| x⟧", ["5"]),
        ("⟦| answer | | x |⟧", []),
        ("⟦answer: 5⟧. Wait, 6", ["5"]),
        ("⟦answer: 5. Wait, 6⟧", []),
        (f"⟦answer: 5\n{'x' * 30}. Wait, 6⟧", ["5"]),
        (f"⟦answer: {'5' * 500}. Wait, 6⟧", [f"{'5' * 500}. Wait, 6"]),
        ("⟦answer: 5\nHold on. Wait, 6⟧", []),
        ("if ⟦the answer is 5⟧", ["5"]),
        ("⟦if the answer is 5⟧", []),
        ("xx ⟦ANSWER: 5⟧", ["5"]),
        ("⟦\u0130 answer: 5⟧", ["5"]),
        ("⟦my myanswer: 5⟧", []),
        ("⟦a banswer: 5⟧", []),
        ("⟦the answer⟧ is 5", []),
        ("⟦answer:⟧ 5", []),
        ("⟦## answer\n5⟧", ["5"]),
        (f"⟦#{' ' * 24}answer\n5⟧", []),
        ("⟦Answer\n5⟧", ["5"]),
        ("⟦答え: 5⟧", ["5"]),
        ("⟦svaret: 5⟧", ["5"]),
    ],
)
def test_the_clauses_that_are_announced(marked: str, clauses: list[str]) -> None:
    response, part = part_of(marked)
    assert [response[slice(*clause.span)] for clause in announced(response, *part)] == clauses


@pytest.mark.parametrize(
    ("marked", "final"),
    [
        ("⟦final answer: 5⟧", True),
        ("⟦answer: 5, the final one⟧", False),
        (f"⟦final{' ' * 24}answer: 5⟧", False),
        ("final ⟦answer: 5⟧", False),
    ],
)
def test_an_announcement_is_final_if_it_is_called_so_at_once(marked: str, final: bool) -> None:
    response, part = part_of(marked)
    assert [clause.final for clause in announced(response, *part)] == [final]
