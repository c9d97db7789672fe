"""The checks of a rehearsal, in order: reward and rows -> findings in ``Trials``."""

import time
from collections.abc import Sequence
from statistics import median
from typing import Final

from compiler.rehearsal.inside.hostile_values import hostile_values_earn_nothing, spoiled_answers_do_not_raise
from compiler.rehearsal.inside.recorded import recorded_responses_score
from compiler.rehearsal.inside.right_answers import (
    another_row_s_answer_is_wrong,
    as_read,
    references_earn_the_ceiling,
    right_answer,
    right_in_another_writing_stays_right,
)
from compiler.rehearsal.inside.rows import Row, spread
from compiler.rehearsal.inside.trials import Trials, shown
from compiler.rehearsal.inside.verdicts import verdicts_of

__all__ = ["rehearse_rows"]

FEW: Final = 8
"""Rows on which the many variants of a response are tried."""
COSTLY_ROWS: Final = 8
COSTLY_VARIANTS: Final = 8
"""Rows that are rehearsed if a sample is costly, and variants that each check then tries, on one of the rows."""
_CHEAP: Final = 0.003
"""Seconds a sample. One that takes longer is costly, as symbolic mathematics is."""
_ROUNDING: Final = 1e-9
_BLANKS: Final = ("", " \n", "<think>")


def rehearse_rows(trials: Trials, rows: Sequence[Row]) -> None:
    """Run every check on the rows. A check is left out if an earlier one failed, because it would fail likewise."""
    rows, most = _rehearsed(trials, rows)
    rows = [as_read(trials, row) for row in rows]
    answers = [(row, answer) for row in rows if (answer := right_answer(trials, row)) is not None]
    if trials.findings:
        return
    references_earn_the_ceiling(trials, answers)
    recorded_responses_score(trials, rows, known=bool(answers))
    if trials.findings:
        return
    few = spread(answers, most)
    another_row_s_answer_is_wrong(trials, few)
    right_in_another_writing_stays_right(trials, few)
    hostile_values_earn_nothing(trials, spread(rows, most), known=bool(answers))
    spoiled_answers_do_not_raise(trials, few, spread(rows, most))
    _blank_responses_earn_the_floor(trials, spread(rows, most))
    if trials.reward.judged:
        _every_verdict_scores(trials, few, spread(rows, most))


def _rehearsed(trials: Trials, rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """Return the rows for the checks of one response each, and on how many of them the variants are tried."""
    tried = rows[:FEW]
    answers = [answer for row in tried if (answer := right_answer(trials, row))]
    costs: list[float] = []
    for row, answer in zip(tried, [*answers[1:], *answers[:1]], strict=False):
        started = time.perf_counter()
        # Another row's answer, because one that equals its reference may cost nothing.
        trials.score(row.sample, trials.reward.ideal_response(answer))
        costs.append(time.perf_counter() - started)
    if median(costs or [0.0]) < _CHEAP:
        return rows, FEW
    trials.variants = COSTLY_VARIANTS
    return spread(rows, COSTLY_ROWS), 1


def _blank_responses_earn_the_floor(trials: Trials, rows: Sequence[Row]) -> None:
    floor = trials.reward.floor
    for row in rows:
        for blank in _BLANKS:
            score = trials.score(row.sample, blank)
            if score is not None and score.aggregate > floor + _ROUNDING:
                says = f"the blank response {shown(blank)} earns {score.aggregate:g}, expected the floor, {floor:g}"
                place = trials.line_of("the reward's extract")
                trials.add("blank", place, f"{says}; let extract or parse return None for it", row.sample)


def _every_verdict_scores(trials: Trials, few: Sequence[tuple[Row, str]], rows: Sequence[Row]) -> None:
    said = [(row, trials.reward.ideal_response(answer)) for row, answer in few]
    said += [(row, response) for row in rows for response in row.responses[:1]]
    for row, response in said:
        for verdict in verdicts_of(trials.reward):
            trials.score(row.sample, response, verdict)
