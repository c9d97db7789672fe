"""The statistics against definitions written out in plain Python."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.calibrate.statistics.agreement import kendall, partial, places_of, spearman, weighted_kappa
from rft.calibrate.statistics.ceiling import raters_of
from rft.calibrate.statistics.reliability import brier, calibration_error, reliability
from rft.calibrate.statistics.resample import estimate, resamples

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=30)


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    a, b = sum(one) / len(one), sum(other) / len(other)
    top = sum((x - a) * (y - b) for x, y in zip(one, other, strict=True))
    size = math.sqrt(sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other))
    return top / size if size else math.nan


def _ranks(values: Sequence[float]) -> list[float]:
    return [sum(other < each for other in values) + (sum(other == each for other in values) + 1) / 2 for each in values]


def _same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == pytest.approx(other, abs=1e-9)


@given(PAIRS)
def test_spearman_is_the_correlation_of_mean_ranks(pairs: list[tuple[int, int]]) -> None:
    one, other = ([float(pair[at]) for pair in pairs] for at in (0, 1))
    assert _same(spearman(np.array(one), np.array(other)), _correlation(_ranks(one), _ranks(other)))


@given(PAIRS)
def test_places_have_the_order_of_their_scores(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array([pair[at] / 8 - 0.3 for pair in pairs]) for at in (0, 1))
    assert _same(spearman(places_of(one), places_of(other)), spearman(one, other))


@given(PAIRS)
def test_kendall_counts_pairs_in_order_less_pairs_out_of_order(pairs: list[tuple[int, int]]) -> None:
    one, other = ([float(pair[at]) for pair in pairs] for at in (0, 1))
    both = [np.sign(a[0] - b[0]) * np.sign(a[1] - b[1]) for a, b in combinations(pairs, 2)]
    free = [sum(a != b for a, b in combinations(values, 2)) for values in (one, other)]
    wanted = float(sum(both)) / math.sqrt(free[0] * free[1]) if all(free) else math.nan
    assert _same(kendall(np.array(one), np.array(other)), wanted)


@given(PAIRS)
def test_weighted_kappa_is_what_its_table_says(pairs: list[tuple[int, int]]) -> None:
    n, table = len(pairs), Counter(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(count * (a - b) ** 2 for (a, b), count in table.items()) / n
    chance = sum(first[a] * second[b] * (a - b) ** 2 for a in range(9) for b in range(9)) / n**2
    one, other = (np.array([pair[at] / 8 for pair in pairs]) for at in (0, 1))
    assert _same(weighted_kappa(one, other, 9), 1 - seen / chance if chance else math.nan)


def test_weighted_kappa_of_a_published_table() -> None:
    # Fleiss, Cohen & Everitt (Psychological Bulletin 72, 1969) weigh by hand; with quadratic weights and these counts,
    # (1 - 0.4) / ... is written out here: 10 pairs, one of them a level apart.
    one = np.array([0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1, 1.0])
    other = np.array([0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1, 0.5])
    assert weighted_kappa(one, other, 3) == pytest.approx(1 - 0.1 / 1.3)


def test_a_partial_correlation_takes_a_common_cause_out() -> None:
    chance = np.random.default_rng(1)
    cause = chance.normal(size=2000)
    one, other = cause + chance.normal(size=2000) * 0.3, cause + chance.normal(size=2000) * 0.3
    assert spearman(one, other) > 0.85
    assert abs(partial(one, other, cause)) < 0.1


def test_bins_share_equal_scores_and_hold_every_response() -> None:
    scores = np.array([0.0] * 30 + [0.25] * 5 + [1.0] * 5)
    good = np.array([0.0] * 20 + [1.0] * 20)
    bins = reliability(scores, good)
    assert [(each.count, each.score, each.good) for each in bins] == [(30, 0.0, 1 / 3), (5, 0.25, 1.0), (5, 1.0, 1.0)]
    assert calibration_error(bins) == pytest.approx((30 / 3 + 5 * 0.75) / 40)
    assert brier(scores, good) == pytest.approx((10 + 5 * 0.75**2) / 40)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_bins_are_at_most_ten_and_in_order(values: list[float]) -> None:
    bins = reliability(np.array(values), np.ones(len(values)))
    assert sum(each.count for each in bins) == len(values)
    assert len(bins) <= 10
    assert [each.score for each in bins] == sorted(each.score for each in bins)


def test_the_ceiling_is_one_person_against_the_mean_of_the_others() -> None:
    raters = raters_of([[1, 0, 0], [0.5], [0, 0, 0, 1]])
    rows, columns = raters.drawn(np.arange(3), np.random.default_rng(3))
    assert list(rows) == [0, 2]
    one, rest = raters.ratings[rows, columns], raters.rests[rows, columns]
    assert rest[0] == pytest.approx((1 - one[0]) / 2)
    assert rest[1] == pytest.approx((1 - one[1]) / 3)
    assert raters_of([[1, 2], [1]]).known
    assert not raters_of([[1, 2, 3], [1], [1]]).known
    assert not raters_of([]).known


def test_the_agreement_of_two_people_is_raised_to_that_of_one_with_two_others() -> None:
    chance = np.random.default_rng(5)
    truth = chance.normal(size=20_000)
    people = truth[:, None] + chance.normal(size=(20_000, 3)) * 0.8
    alone, of_two = spearman(people[:, 0], people[:, 1]), spearman(people[:, 0], people[:, 1:].mean(axis=1))
    assert raters_of([[0, 1]]).raised(alone) == pytest.approx(of_two, abs=0.01)
    assert raters_of([[0, 1, 1]]).raised(alone) == alone


def test_prompts_are_drawn_whole_and_the_interval_covers_the_truth() -> None:
    groups = [at // 3 for at in range(90)]
    for places, _ in list(resamples(groups, 5)):
        assert all(count % 3 == 0 for count in Counter(groups[int(at)] for at in places).values())
    chance, covered = np.random.default_rng(7), 0
    for _ in range(60):
        values = chance.normal(size=60)
        found = estimate(float(values.mean()), [float(values[at].mean()) for at, _ in resamples(range(60), 200)])
        covered += found.low <= 0 <= found.high
    assert covered >= 50


def test_a_figure_that_most_resamples_lack_is_unknown() -> None:
    assert not estimate(0.5, [math.nan] * 6 + [0.5] * 4).known
    assert not estimate(math.nan, [0.5] * 10).known
