"""Our own zoo of `make bench-attack`: every seeded fault is found, and no healthy reward is blamed."""

import pytest

from benchmarks.attack_zoo.__main__ import own_zoo
from benchmarks.attack_zoo.faulty import FAULTY
from benchmarks.attack_zoo.fourth import FOURTH
from benchmarks.attack_zoo.healthy import HEALTHY
from benchmarks.attack_zoo.interval import wilson
from benchmarks.attack_zoo.second import SECOND
from benchmarks.attack_zoo.third import THIRD


def test_a_third_of_the_zoo_is_healthy_and_each_reward_pays_its_own_reference_best() -> None:
    zoo = (*FAULTY, *HEALTHY, *SECOND, *THIRD, *FOURTH)
    healthy = [each for each in zoo if not each.shows]
    assert 3 * len(healthy) >= len(zoo)
    for each in healthy:
        forms = ("{}", "\\boxed{{{}}}", "Answer: {}", "<answer>{}</answer>")
        paid = [[each.grade(form.format(case.right[0]), case.right[0]) for case in each.cases] for form in forms]
        assert [1.0] * len(each.cases) in paid, each.name


def test_the_interval_is_wilson_s() -> None:
    # Figures of R's binom package, method wilson.
    assert wilson(8, 10) == pytest.approx((0.4901625, 0.9433178), abs=1e-6)
    assert wilson(0, 12) == pytest.approx((0.0, 0.2424941), abs=1e-6)


@pytest.mark.long
def test_the_attack_says_of_each_reward_what_is_true_of_it() -> None:
    assert [each for each in own_zoo() if not each.right] == []
