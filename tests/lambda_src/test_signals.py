"""The signals of a batch, compared with the same signals in the plainest Python."""

import json
import math
import statistics
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.errors import EventError
from reward_runtime.pipeline import Pipeline
from reward_runtime.telemetry.correlation import correlation
from reward_runtime.telemetry.groups import FLAT, groups_of
from reward_runtime.telemetry.repeats import duplicates, loop_share

from tests.lambda_src.events import row

Lines = Callable[[], list[dict[str, Any]]]
RIGHT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"
SHARE = st.integers(0, 4).map(lambda fifth: fifth / 4) | st.floats(0, 1)
PAIRS = st.lists(st.tuples(st.integers(0, 10**6), SHARE), max_size=40)
MEMBERS = st.lists(st.tuples(st.sampled_from("abcde"), SHARE, st.booleans()), max_size=20)
RESPONSES = st.lists(st.none() | st.text("ab \n", max_size=4) | st.sampled_from(["x" * 500, "y" * 500]), max_size=20)


def asked(prompt: str, identity: str, response: str) -> dict[str, Any]:
    fields = row(identity, response)
    fields["messages"][1]["content"] = prompt
    return fields


def batch_of(lines: list[dict[str, Any]]) -> dict[str, Any]:
    (batch,) = (line for line in lines if line.get("event") == "batch")
    return batch


@given(PAIRS)
def test_the_correlation_is_pearsons_where_both_vary(pairs: list[tuple[int, float]]) -> None:
    lengths, shares = [length for length, _ in pairs], [share for _, share in pairs]
    found = correlation(lengths, shares)

    varied = statistics.pstdev(shares) if shares else 0.0
    if len(pairs) < 8 or len(set(lengths)) == 1 or varied < 0.9e-6:
        assert found is None
    elif varied > 1.1e-6:
        assert found == pytest.approx(statistics.correlation(lengths, shares), abs=2e-3)


@pytest.mark.parametrize(("slope", "expected"), [(1, 1.0), (-1, -1.0)])
def test_reward_that_follows_length_correlates_fully(slope: int, expected: float) -> None:
    lengths = [5000 + slope * place for place in range(9)]
    assert correlation(lengths, [place / 8 for place in range(9)]) == pytest.approx(expected)


@given(MEMBERS)
def test_groups_are_the_prompts_with_two_samples_or_more(members: list[tuple[str, float, bool]]) -> None:
    groups = groups_of(
        [prompt for prompt, _, _ in members], [share for _, share, _ in members], lambda place: members[place][2]
    )

    expected: list[tuple[float, int, int]] = []
    for prompt in dict.fromkeys(prompt for prompt, _, _ in members):
        mine = [(share, right) for each, share, right in members if each == prompt]
        if len(mine) > 1:
            spread = max(mine)[0] - min(mine)[0]
            expected.append((spread, int(spread < FLAT), int(spread < FLAT and all(right for _, right in mine))))
    assert list(zip(*groups, strict=True)) == expected


@given(RESPONSES)
def test_equal_responses_are_found_whatever_white_space_is_around_them(responses: list[str | None]) -> None:
    places: dict[str, list[int]] = {}
    for place, response in enumerate(responses):
        if response is not None:
            places.setdefault(response.strip(), []).append(place)

    assert sorted(duplicates(responses)) == sorted(each for each in places.values() if len(each) > 1)


def test_two_long_responses_that_differ_in_one_character_are_not_equal() -> None:
    text = "word " * 800
    assert duplicates([text, text[:1500] + "X" + text[1501:], text]) == [[0, 2]]


@pytest.mark.parametrize(
    ("response", "loops"),
    [
        ("I will check that once more, from the start. " * 20, True),
        ("Some sentence that ends well, once and for all, with 42 as its answer.", False),
        ("ha" * 100, True),
        ("haha", False),
        ("", False),
    ],
)
def test_a_response_that_repeats_its_own_end_loops(response: str, loops: bool) -> None:
    assert loop_share([response]) == float(loops)


def test_one_response_in_eight_is_looked_at_for_loops() -> None:
    assert loop_share(["ha" * 100, *[""] * 15]) == 0.5
    assert loop_share([None]) is None


def test_a_batch_tells_flat_groups_that_are_right_from_those_that_are_wrong(pipeline: Pipeline, lines: Lines) -> None:
    wrong = RIGHT.replace("positive", "negative")
    told = {"right": [RIGHT, RIGHT + " "], "wrong": [wrong, "nothing"], "same": [wrong, wrong], "one": [RIGHT]}
    batch = [asked(prompt, f"{prompt}-{at}", text) for prompt, each in told.items() for at, text in enumerate(each)]
    pipeline(batch, {})

    written = lines()
    metric, batch_line = written[-1], batch_of(written)
    assert metric["GroupFlat"] == [1, 0, 1]
    assert metric["GroupAllRight"] == [1, 0, 0]
    assert metric["GroupSpread"] == pytest.approx([0.0, 0.2, 0.0])
    assert metric["DuplicateShare"] == [(2 + 2) / 7]
    assert (batch_line["groups"], batch_line["flat_groups"], batch_line["right_groups"]) == (3, 2, 1)
    assert batch_line["duplicates"] == 4


def test_equal_responses_alone_have_a_hash_in_the_log(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row("a", f" {RIGHT}"), row("b", "other"), row("c", RIGHT), row("d", "")], {})

    hashes = [line.get("response_hash") for line in lines() if line.get("event") == "sample"]
    assert hashes[0] == hashes[2] is not None
    assert hashes[1] is hashes[3] is None


def test_floor_and_ceiling_are_flags_of_the_range(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([row("a", RIGHT), row("b", RIGHT, "negative"), row("c", "")], {})

    metric = lines()[-1]
    assert (metric["AtFloor"], metric["AtCeiling"]) == ([0, 0, 1], [1, 0, 0])


def test_the_batch_line_has_the_registrys_fields_in_order_and_strict_numbers(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([asked(f"p{at // 2}", str(at), RIGHT[at:]) for at in range(10)], {})

    line = batch_of(lines())
    told = [name for name in names.BATCH_FIELDS if name in line]
    assert list(line) == [*names.HEAD_FIELDS, *told]
    assert set(names.BATCH_FIELDS) - set(told) == {"deadline_millis", "shadowed", "shadow_errors", "shadow_error"}
    assert all(math.isfinite(line[name]) for name in told)


def test_every_metric_that_needs_nothing_special_is_emitted(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([asked(f"p{at // 2}", str(at), RIGHT[at:]) for at in range(10)], {})
    with pytest.raises(EventError):
        pipeline(None, {})

    emitted = {name for line in lines() if "_aws" in line for name in line} - {"_aws", "Experiment"}
    assert emitted == {metric.name for metric in names.emitted_by(pipeline.reward.names, frozenset())}


def test_an_empty_batch_has_a_line_and_no_metric_but_its_time(pipeline: Pipeline, lines: Lines) -> None:
    pipeline([], {})

    line, metrics = lines()
    assert json.loads(json.dumps(line))["samples"] == 0
    assert set(metrics) == {"_aws", "Experiment", "InvocationMillis"}
