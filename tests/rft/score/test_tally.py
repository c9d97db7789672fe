"""Any number of results is summed in bounded memory, and the sums are those of the standard library."""

import statistics
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime.samples import Sample
from reward_runtime.score import Outcome, Score
from reward_runtime.telemetry.groups import groups_of

from rft.score.scoring import Scored
from rft.score.source.samples import Found
from rft.score.tally import groups as groups_module
from rft.score.tally.distribution import Distribution
from rft.score.tally.groups import Groups, prompt_key
from rft.score.tally.shown import Shown

REWARDS = st.lists(st.floats(-1, 1), min_size=1, max_size=60)


@given(rewards=REWARDS)
def test_the_sums_of_rewards_are_the_standard_librarys(rewards: list[float]) -> None:
    found = Distribution(-1.0, 1.0)
    for reward in rewards:
        found.add(reward)
    assert found.mean == pytest.approx(statistics.fmean(rewards), abs=1e-9)
    assert found.stddev == pytest.approx(statistics.pstdev(rewards), abs=1e-9)
    assert (found.low, found.high) == (min(rewards), max(rewards))
    assert sum(each.count for each in found.bins()) == len(rewards)
    assert all(each.low <= each.high for each in found.bins())


def test_few_values_have_a_bar_each_and_many_share_ten() -> None:
    few, many = Distribution(0.0, 1.0), Distribution(0.0, 1.0)
    for reward in (0.3, 1.0, 0.3):
        few.add(reward)
    for step in range(1000):
        many.add(step / 999)
    assert [(each.low, each.count) for each in few.bins()] == [(0.3, 2), (1.0, 1)]
    assert [each.count for each in many.bins()] == [100] * 10


@given(scored=st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from([0.0, 0.25, 1.0])), max_size=40))
def test_groups_are_those_that_the_deployed_function_counts(scored: list[tuple[str, float]]) -> None:
    found = Groups(1.0)
    for prompt, reward in scored:
        found.add(prompt_key(prompt), prompt, reward)
    there = groups_of([prompt for prompt, _ in scored], [reward for _, reward in scored], lambda _: False)
    sums = found.sums()
    assert (sums.groups, sums.flat) == (len(there.spreads), sum(there.flat))
    assert sums.spread == pytest.approx(sum(there.spreads))


def test_a_file_of_any_size_keeps_few_prompts_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups_module, "MOST_OPEN", 3)
    found = Groups(1.0)
    for number in range(100):
        for reward in (0.0, 1.0):
            found.add(prompt_key(str(number)), str(number), reward)
    sums = found.sums()
    assert (sums.groups, sums.samples, sums.spread) == (100, 200, 100.0)
    assert len(found._open) == 3  # pyright: ignore[reportPrivateUsage] - the claim is about the kept values


def _scored(prompt: str, number: int) -> Scored:
    sample = Sample[object](f"{prompt}{number}", prompt, "", None)
    return Scored(Found(sample, "", ""), Score(sample.id, Outcome.SCORED, 0.0, {}, "answered"))


@given(prompts=st.lists(st.sampled_from("abcdef"), max_size=50), most=st.integers(0, 9))
def test_the_first_prompts_are_shown_with_all_their_responses(prompts: list[str], most: int) -> None:
    shown = Shown(most)
    whole: dict[str, list[str]] = defaultdict(list)
    for number, prompt in enumerate(prompts):
        shown.add(prompt_key(prompt), _scored(prompt, number))
        whole[prompt].append(f"{prompt}{number}")
        assert sum(map(len, shown._groups.values())) <= 2 * most  # pyright: ignore[reportPrivateUsage] - the kept values
    found = [[str(each.found.sample.id) for each in group] for group in shown.groups()]
    expected = list(whole.values())
    assert sum(map(len, found)) <= most
    if expected and len(expected[0]) > most:
        assert found == ([expected[0][:most]] if most else [])
    else:
        assert found == expected[: len(found)]
        assert len(found) == len(expected) or sum(map(len, found)) + len(expected[len(found)]) > most
