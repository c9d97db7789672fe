"""Planted judges get the verdict that they deserve, on tweets with twenty raters each."""

import math
import statistics
from typing import Any

import numpy as np
import pytest

from rft.calibrate.measure import Figures
from rft.calibrate.verdict import State, Verdict, checks, labels_needed, verdict_of
from tests.rft.calibrate.planted import answers, measured, on_levels, people, trivial, tweets


def _noisy(spread: float, seed: int = 1) -> list[float]:
    chance = np.random.default_rng(seed)
    return on_levels([value + spread * chance.normal() for value in people()])


def _bad(found: Figures) -> set[str]:
    return {each.name for each in checks(found) if each.state is State.BAD}


@pytest.fixture(scope="module")
def good() -> Figures:
    return measured(answers(_noisy(0.05)))


def test_a_judge_that_agrees_with_people_is_trusted(good: Figures) -> None:
    assert verdict_of(checks(good)) is Verdict.TRUSTED, checks(good)
    assert labels_needed(good) is None


def test_the_ceiling_is_reported_and_its_share(good: Figures) -> None:
    # Every rater against the mean of the others, written out, without chance.
    ratings = [each.ratings["mood"] for each in tweets().responses]
    each_rater: list[float] = []
    for rater in range(15):
        one = [row[rater] for row in ratings]
        rest = [statistics.fmean([*row[:rater], *row[rater + 1 :]]) for row in ratings]
        each_rater.append(_spearman(one, rest))
    assert good.ceiling.value == pytest.approx(statistics.fmean(each_rater), abs=0.03)
    assert good.ceiling.low < good.ceiling.value < good.ceiling.high
    assert good.share.value == pytest.approx(good.spearman.value / good.ceiling.value)


def test_agreement_is_what_plain_python_finds(good: Figures) -> None:
    judge, truth = _noisy(0.05), people()
    assert good.spearman.value == pytest.approx(_spearman(judge, truth))
    outcome = [float(value >= 0.5) for value in truth]
    assert good.brier == pytest.approx(statistics.fmean((a - b) ** 2 for a, b in zip(judge, outcome, strict=True)))
    assert sum(good.used.values()) == len(judge)


def test_the_trivial_judges_are_untrusted() -> None:
    for name, given in trivial().items():
        found = measured(given)
        assert verdict_of(checks(found)) is Verdict.UNTRUSTED, name
        assert "order" in _bad(found)


def test_a_judge_of_length_or_of_one_level_is_untrusted() -> None:
    lengths = [float(each.length) for each in tweets().responses]
    longest = max(lengths)
    lover = measured(answers(on_levels([0.5 * a + 0.9 * b / longest for a, b in zip(people(), lengths, strict=True)])))
    assert "length" in _bad(lover)
    constant = measured(answers([0.5] * len(lengths)))
    assert {"order", "levels", "scale"} <= _bad(constant)
    assert not constant.spearman.known


def test_a_judge_that_contradicts_itself_is_untrusted() -> None:
    found = measured(answers(_noisy(0.05), again=_noisy(0.35, seed=2)))
    assert _bad(found) == {"again"}
    assert found.changed_again > 0.5


def test_a_judge_that_order_or_filler_moves_is_untrusted() -> None:
    first = _noisy(0.05)
    moved = [min(1.0, value + 0.25) for value in first[:60]]
    assert _bad(measured(answers(first, turned=moved))) == {"order of the texts"}
    assert _bad(measured(answers(first, filled=moved))) == {"filler"}


def test_a_judge_between_is_inconclusive_and_says_how_many_labels_decide() -> None:
    found = next(
        each
        for spread in (0.15, 0.17, 0.19, 0.21, 0.23, 0.25)
        if (each := measured(answers(_noisy(spread)))).spearman.low < 0.8 * each.ceiling.value < each.spearman.high
    )
    assert verdict_of(checks(found)) is Verdict.INCONCLUSIVE
    needed = labels_needed(found)
    assert needed is not None
    assert needed >= found.labels


def test_lost_verdicts_are_counted_and_never_scored() -> None:
    first = _noisy(0.05)
    first[3] = first[7] = math.nan
    found = measured(answers(first))
    assert (found.labels, found.lost) == (len(first) - 2, 2)
    assert _bad(found) == {"answers"}


def _spearman(one: Any, other: Any) -> float:
    def ranks(values: Any) -> list[float]:
        return [sum(b < a for b in values) + (sum(b == a for b in values) + 1) / 2 for a in values]

    return statistics.correlation(ranks(one), ranks(other))
