"""The answer in an announced clause: nothing outside of it counts, and a reason, a hedge or a long text ends it."""

import pytest
from reward_runtime.extract.prose.clause import bare, main_clause, rest_of_line, sentence_end

from tests.lambda_src.extract.parts import part_of, reads, texts

ANSWERS = ("5", "6", "7", "5 apples", "x. 5", "50", f"5{' x' * 250}")


@pytest.mark.parametrize(
    ("marked", "answers"),
    [
        ("⟦5⟧", ["5"]),
        ("⟦** 5. **⟧", ["5"]),
        ("⟦\\boxed{5} then \\boxed{6}⟧", ["6"]),
        ("\\boxed{7} ⟦5⟧ \\boxed{6}", ["5"]),
        ("⟦ ** ⟧", []),
        ("⟦x⟧", []),
        ("⟦5. Then 6⟧", ["5"]),
        ("⟦5 because 6⟧", ["5"]),
        ("⟦5 because 6. So 7⟧", ["5"]),
        ("⟦5 app⟧les. Six", []),
        ("⟦x. 5 because⟧ 6", []),
        (f"⟦5{' x' * 250}. y⟧", []),
        ("⟦5 or 6⟧", ["5", "6"]),
        ("⟦either 5 or 6⟧ or 7", ["5", "6"]),
        ("⟦5, 6 or 7⟧", ["5", "6", "7"]),
        ("⟦5 or x⟧", []),
        ("⟦maybe 5⟧", []),
        ("⟦5 or 6⟧0 or 7", ["5", "6"]),
        (f"⟦5 or 6{' ' * 400}or 7⟧", ["5", "6"]),
    ],
)
def test_the_answers_of_a_clause(marked: str, answers: list[str]) -> None:
    response, clause = part_of(marked)
    assert texts(response, rest_of_line(response, clause, reads(*ANSWERS))) == answers


@pytest.mark.parametrize(
    ("marked", "answers"),
    [
        ("⟦not positive⟧", []),
        ("⟦positive⟧ is not", ["positive"]),
        ("⟦positive, not negative⟧", ["positive, not negative"]),
    ],
)
def test_a_clause_that_begins_with_a_denial_gives_nothing(marked: str, answers: list[str]) -> None:
    response, clause = part_of(marked)
    assert texts(response, rest_of_line(response, clause, str.casefold)) == answers


@pytest.mark.parametrize(
    ("marked", "dollars", "left"),
    [("⟦ **$5$.** ⟧", False, "5"), ("⟦ **$5$.** ⟧", True, "$5$"), ("⟦5X⟧", True, "5X"), ("a⟦ ** ⟧b", False, None)],
)
def test_dress_is_taken_off(marked: str, dollars: bool, left: str | None) -> None:
    response, part = part_of(marked)
    span = bare(response, part, dollars=dollars)
    assert (span and response[slice(*span)]) == left


@pytest.mark.parametrize(
    ("marked", "ends"),
    [
        ("⟦5. Then 6.⟧", 1),
        ("⟦5 then⟧", 6),
        ("⟦5 apples⟧. Six", 8),
        ("⟦5.⟧x", 1),
        ("⟦5 a⟧b. Six", 3),
        ("a. ⟦b. c⟧", 4),
        ("⟦5⟧", 1),
    ],
)
def test_a_sentence_ends_at_its_stop_or_with_the_part(marked: str, ends: int) -> None:
    response, part = part_of(marked)
    assert sentence_end(response, *part) == ends


@pytest.mark.parametrize(
    ("marked", "ends"),
    [
        ("⟦5. Then 6⟧", 1),
        ("⟦5 because 6. Then⟧", 1),
        ("⟦5 then 6⟧", 8),
        ("⟦5. It is so because 6⟧", 1),
        ("⟦5⟧ because", 1),
    ],
)
def test_a_main_clause_ends_before_its_reason(marked: str, ends: int) -> None:
    response, part = part_of(marked)
    assert main_clause(response, part) == ends
