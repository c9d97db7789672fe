"""`rft list`: forks below their origins, wrong files among the others, and the deployments."""

import json
from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.lifecycle.stacks import Stack
from rft.list import verb
from rft.list.deployed import deployed_in
from rft.list.row import Row
from rft.list.tree import in_tree

Rft = Callable[..., CompletedProcess[str]]
NAMES = st.sampled_from(["a", "b", "c", "d", "e", "gone"])


def test_a_fork_stands_below_its_origin() -> None:
    origins = {"a": None, "b": "c", "c": "a", "d": "gone", "e": "c"}
    assert list(in_tree(origins)) == [("a", 0), ("c", 1), ("b", 2), ("e", 2), ("d", 0)]


@given(st.dictionaries(NAMES, st.none() | NAMES))
def test_every_experiment_is_listed_once_whatever_the_files_say(origins: dict[str, str | None]) -> None:
    listed = list(in_tree(origins))
    assert sorted(name for name, _ in listed) == sorted(origins)
    at = {name: position for position, (name, _) in enumerate(listed)}
    depth = dict(listed)
    for name, origin in origins.items():
        if depth[name] > 0:
            assert origin is not None
            assert (depth[origin], at[origin] < at[name]) == (depth[name] - 1, True)


def test_what_is_deployed_is_told_by_the_stacks() -> None:
    stacks = [
        Stack("NovaReward-tone-base", "CREATE_COMPLETE", {}),
        Stack("NovaReward-tone-0000000a", "CREATE_COMPLETE", {}),
        Stack("NovaReward-tone-0000000b", "ROLLBACK_COMPLETE", {}),
        Stack("NovaReward-tone", "UPDATE_ROLLBACK_COMPLETE", {"RewardHash": "0000000a" * 8}),
        Stack("NovaReward-tone-strict-base", "CREATE_COMPLETE", {}),
        Stack("NovaRewards-overview-us-east-1", "CREATE_COMPLETE", {}),
        Stack("somebody-elses", "CREATE_FAILED", {}),
    ]
    found = deployed_in(stacks)
    assert list(found) == ["tone", "tone-strict"]
    assert found["tone"].stacks.current == "0000000a"
    assert found["tone"].retained == ("0000000b",)
    assert found["tone"].troubled == ("NovaReward-tone-0000000b: ROLLBACK_COMPLETE",)
    assert found["tone-strict"].stacks.current is None


def test_a_stage_is_no_experiment_whose_file_is_gone() -> None:
    row = Row("tone", 0, "us-east-1", "tone", "", "", "0000000a", "", None)
    deployed = deployed_in([Stack("NovaReward-dev-tone-base", "CREATE_COMPLETE", {})])["dev-tone"]
    staged = verb.without_a_file("dev-tone", "us-east-1", deployed, {"tone": row})
    gone = verb.without_a_file("old-one", "us-east-1", deployed, {"tone": row})
    assert (staged.experiment, staged.reward) == ("tone (stage dev)", "tone")
    assert (gone.experiment, gone.reward) == ("old-one", "")


def test_the_shipped_experiments_are_listed_with_their_revisions(rft: Rft) -> None:
    done = rft("list", "--json")
    listed = {each["experiment"]: each for each in json.loads(done.stdout)["experiments"]}
    assert len(listed["sentiment"]["revision"]) == 8
    assert (listed["sentiment"]["judge"], listed["sentiment"]["forked_from"]) == (None, None)
    assert listed["similarity"]["judge"] == "us.amazon.nova-2-lite-v1:0"
    assert all(each["problem"] is None for each in listed.values())
    assert "deployed" not in listed["sentiment"]
    assert listed["math"]["evidence"]["attack"] in ("current", "stale")
    assert (listed["math"]["evidence"]["judge"], listed["similarity"]["evidence"]["judge"]) == (None, "none")


@pytest.mark.usefixtures("local_target")
def test_an_experiment_that_is_not_deployed_is_listed_so(rft: Rft) -> None:
    done = rft("list", "--local", "--json")
    listed = {each["experiment"]: each for each in json.loads(done.stdout)["experiments"]}
    assert (listed["math"]["deployed"], listed["math"]["retained"]) == (None, [])


def test_both_places_at_once_are_a_wrong_call(rft: Rft) -> None:
    assert rft("list", "--local", "--aws").returncode == 2
