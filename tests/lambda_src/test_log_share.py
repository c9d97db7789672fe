"""With a share, a prompt is logged whole or not at all, a fault always, and all metrics but a few held ones remain."""

import json
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import names
from reward_runtime.errors import EventError, SettingsError
from reward_runtime.judge.asking.stats import JudgeStats
from reward_runtime.pipeline import Pipeline
from reward_runtime.settings import Settings
from reward_runtime.telemetry.draw import Draw, hash_of
from reward_runtime.telemetry.held import SECONDS, HeldMetrics
from reward_runtime.telemetry.trouble import batch_trouble, judge_trouble

from tests.lambda_src.conftest import FORM

Lines = Callable[[], list[dict[str, Any]]]
LATE = SimpleNamespace(get_remaining_time_in_millis=lambda: 1_500)
"""Not a millisecond is left until the kit's own deadline."""
SHARE = names.Metrics.REWARD_SHARE


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


def logging(share: float, clock: Callable[[], float] | None = None) -> Pipeline:
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_LOG_SHARE: repr(share)})
    held = HeldMetrics(clock or Clock())
    return replace(pipeline, telemetry=replace(pipeline.telemetry, held=held))


def sample(prompt: str, answer: str = "positive", reference: str | None = "positive") -> dict[str, Any]:
    turns = [{"role": "user", "content": prompt}, {"role": "assistant", "content": FORM % answer}]
    return {"id": prompt, "messages": turns, **({} if reference is None else {"reference_answer": reference})}


def of(event: str, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in lines if line.get("event") == event]


def values(lines: list[dict[str, Any]], metric: str) -> list[float]:
    return [value for line in lines for value in line.get(metric, [])]


def test_the_samples_of_a_prompt_are_logged_all_or_none_whichever_call_and_environment_has_them(lines: Lines) -> None:
    prompts, calls = [f"prompt {number}" for number in range(40)], 3
    for _ in range(calls):
        pipeline = logging(0.4)
        for prompt in prompts:
            pipeline([sample(prompt)], {})

    logged = [line["id"] for line in of("sample", lines())]
    drawn = [prompt for prompt in prompts if Draw(0.4).stands_for(hash_of(prompt))]
    assert 0 < len(drawn) < len(prompts)
    assert sorted(logged) == sorted(drawn * calls)


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5, 0.9])
def test_what_the_lines_stand_for_adds_up_to_all_prompts(share: float) -> None:
    """Within four standard deviations of the draw; the hashes are the same each time."""
    prompts = 20_000
    stands_for = [Draw(share).stands_for(hash_of(f"prompt {number}")) for number in range(prompts)]

    assert {value for value in stands_for if value} == {1 / share}
    assert sum(stands_for) == pytest.approx(prompts, abs=4 * (prompts * (1 - share) / share) ** 0.5)


@pytest.mark.parametrize(("share", "drawn"), [(0.0, 0), (1.0, 1), (1e-300, 0), (1 - 2**-53, 1 / (1 - 2**-53))])
def test_the_ends_of_the_share_draw_none_and_all(share: float, drawn: float) -> None:
    assert {Draw(share).stands_for(hash_of(str(number))) for number in range(500)} == {drawn}


def test_a_fault_is_logged_though_its_prompt_is_not_drawn(lines: Lines) -> None:
    pipeline = logging(0.0)
    pipeline([sample("well"), sample("no reference", reference=None)], {})
    with pytest.raises(EventError):
        pipeline(None, {})

    found = lines()
    assert [(line["id"], line["stands_for"]) for line in of("sample", found)] == [("no reference", 0)]
    assert [line["stands_for"] for line in of("batch", found)] == [0]
    assert [line["error"] for line in of("failure", found)] == ["EventError"]


def test_an_invocation_that_took_more_than_half_of_its_time_is_logged(lines: Lines) -> None:
    logging(0.0)([sample("late")], LATE)

    found = lines()
    assert [line["stands_for"] for line in of("batch", found)] == [0]
    assert of("sample", found) == []


def test_metrics_have_every_sample_and_every_invocation_though_none_is_logged(lines: Lines) -> None:
    clock = Clock()
    pipeline = logging(0.0, clock)
    for number in range(250):
        pipeline([sample("q", "positive" if number % 5 else "negative")], {})
        clock.now += 0.04
    clock.now += SECONDS
    pipeline([sample("q")], {})

    found = lines()
    assert all("_aws" in line for line in found)
    assert sorted(values(found, "RewardShare")) == [pytest.approx(0.2)] * 50 + [1.0] * 201
    assert len(values(found, "InvocationMillis")) == 251
    assert len(found) <= 6


def test_a_failure_takes_the_held_metrics_with_it_because_its_environment_may_end(lines: Lines) -> None:
    pipeline = logging(0.0)
    for _ in range(3):
        pipeline([sample("q")], {})
    with pytest.raises(EventError):
        pipeline(None, {})

    found = lines()
    assert len(values(found, "RewardShare")) == 3
    assert values(found, "OperatorFault") == [1]


def test_if_everything_is_logged_nothing_is_held(lines: Lines) -> None:
    pipeline = logging(1.0)
    for calls in range(1, 4):
        pipeline([sample("q")], {})
        found = lines()
        assert [len(values(found, "RewardShare")), len(of("sample", found)), len(of("batch", found))] == [1, 1, 1], (
            calls
        )


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.01, 1.0, SECONDS, 7.0, 900.0, -3600.0]), st.integers(0, 120))))
def test_a_value_is_written_once_or_held_and_few_are_held_and_not_for_long(calls: list[tuple[float, int]]) -> None:
    clock = Clock()
    held = HeldMetrics(clock)
    times: list[float] = []
    written: list[float] = []
    for pause, samples in calls:
        clock.now += pause
        times += [clock.now] * samples
        for due in held.add({SHARE: [clock.now] * samples}):
            there = list(due.values.get(SHARE, []))
            assert all(due.at <= value < due.at + SECONDS for value in there)
            written += there
        assert len(times) - len(written) < 100
    written += [value for due in held.add({}, at_once=True) for value in due.values.get(SHARE, [])]

    assert written == times


def test_a_lone_call_is_written_at_once_and_a_value_keeps_its_time_over_a_pause() -> None:
    clock = Clock()
    held, first = HeldMetrics(clock), clock.now

    assert [due.at for due in held.add({SHARE: [1.0]})] == [first]
    clock.now += 1
    assert held.add({SHARE: [0.5]}) == []
    clock.now += 900
    assert [(due.at, due.values[SHARE]) for due in held.add({SHARE: [0.0]})] == [
        (first + 1, [0.5]),
        (first + 901, [0.0]),
    ]


@pytest.mark.parametrize("text", ["", "x", "nan", "-0.1", "1.1", "inf", "0,5"])
def test_a_share_that_is_none_is_refused_at_init(text: str) -> None:
    with pytest.raises(SettingsError, match="REWARD_LOG_SHARE: got"):
        Settings.from_environment({names.ENV_REWARD: "sentiment", names.ENV_LOG_SHARE: text})


def test_a_held_line_says_the_time_of_its_values(lines: Lines) -> None:
    clock = Clock()
    pipeline = logging(0.0, clock)
    pipeline([sample("q")], {})

    (line,) = lines()
    assert line["_aws"]["Timestamp"] == int(clock.now * 1000)
    assert json.dumps(line).count("RewardShare") == 2


@pytest.mark.parametrize(
    "field", ["lost", "throttles", "unreadable", "false_positives", "false_negatives", "manipulated"]
)
def test_each_fault_of_a_judge_is_one_that_is_logged(field: str) -> None:
    assert judge_trouble(replace(JudgeStats(), **{field: 1}))
    assert not judge_trouble(JudgeStats())


@pytest.mark.parametrize("field", ["too_complex", "out_of_time", "shadow_errors"])
def test_each_fault_of_a_batch_is_one_that_is_logged(field: str) -> None:
    assert batch_trouble({names.BATCH_FIELDS[field]: 1})
    assert not batch_trouble({names.BATCH_FIELDS[field]: 0})
