"""The benchmarks' summary of several ratios."""

from benchmarks.bars import Bar
from benchmarks.naive.judge_handler import answer
from benchmarks.ratios import Ratios
from benchmarks.rlaif.rows import judged_rows, right_scores

NINE = Ratios([float(each) for each in (5, 3, 9, 1, 7, 2, 8, 4, 6)])


def test_the_interval_of_nine_ratios_is_the_second_to_the_eighth() -> None:
    """Both outside would be 2 x (1 + 9) of 512 draws, 3.9 %; one further in on each side, 18 %."""
    assert NINE.interval == (2, 8)


def test_too_few_ratios_have_no_narrower_interval_than_their_range() -> None:
    assert Ratios([1.0, 3.0, 2.0]).interval == (1, 3)


def test_a_claim_is_held_to_the_quartile_on_its_bad_side() -> None:
    assert (NINE.lower, NINE.median, NINE.upper) == (2.5, 5, 7.5)
    assert not Bar("gain", NINE.lower, 3, at_least=True).met
    assert not Bar("cost", NINE.upper, 7).met


def test_no_two_runs_or_parts_of_the_judged_rows_share_a_question() -> None:
    rows = [row for run in range(3) for part in range(3) for row in judged_rows(run, 64, part)]
    assert len({row["messages"][0]["content"] for row in rows}) == len(rows)


def test_the_published_handler_finds_each_answer_and_half_of_them_are_right() -> None:
    rows = judged_rows(1)
    found = [answer(row["messages"][-1]["content"]) for row in rows]
    assert [float(a == row["reference_answer"]["answer"]) for a, row in zip(found, rows, strict=True)] == (
        right_scores(64)
    )
