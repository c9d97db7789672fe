"""A shadow reward scores some samples for the log: no job sees it, and nothing that it does reaches one."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import deadline, names
from reward_runtime.answers.free_text import AsIs
from reward_runtime.errors import RewardDefinitionError, RowFault, SettingsError
from reward_runtime.pipeline import Pipeline
from reward_runtime.reward import AnyReward, Dimension
from reward_runtime.samples import Sample
from reward_runtime.shadow import Shadow

from tests.lambda_src.events import row
from tests.lambda_src.planted import planted

Lines = Callable[[], list[dict[str, Any]]]
RIGHT = "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>"
IDS = st.none() | st.integers() | st.text(max_size=20) | st.lists(st.integers(), max_size=3)
ENVIRONMENT = {names.ENV_REWARD: "sentiment", names.ENV_EXPERIMENT: "sentiment"}


def scoring(pipeline: Pipeline, call: Callable[..., float], **changes: Any) -> AnyReward:
    """A reward from 0 to 10 whose one dimension is ``call``."""
    reward = replace(pipeline.reward, dimensions=(Dimension("correct", call),), floor=0.0, ceiling=10.0)
    return replace(reward, **changes)


def shadowed(pipeline: Pipeline, reward: AnyReward, share: float = 1.0) -> Pipeline:
    return replace(pipeline, shadow=Shadow(pipeline.reward, reward, share))


def unreadable(reference: object) -> object:
    raise RowFault("no_reference")


def fails(sample: object, answer: object) -> float:
    raise ValueError("SECRET")


def said(lines: list[dict[str, Any]], event: str) -> list[dict[str, Any]]:
    return [line for line in lines if line.get("event") == event]


def test_its_score_and_gap_stand_in_the_log_and_the_metric_and_not_in_the_reply(
    pipeline: Pipeline, lines: Lines
) -> None:
    batch = [row("a", RIGHT), row("b", RIGHT, "negative"), row("c", "")]
    plain = pipeline(batch, {})
    lines()

    # A kind that writes out no right answer, because no answer would earn this reward's ceiling.
    quarter = scoring(pipeline, lambda sample, answer: 0.25, answers=AsIs())
    assert shadowed(pipeline, quarter)(batch, {}) == plain

    told = lines()
    samples = said(told, "sample")
    assert [line["shadow_score"] for line in samples] == [2.5, 2.5, 0.0]
    assert [line["shadow_gap"] for line in samples] == pytest.approx([0.75, 0.2 - 0.25, 0.0])
    assert told[-1]["ShadowGap"] == pytest.approx([0.75, -0.05, 0.0])
    assert {(line["shadowed"], line["shadow_errors"]) for line in said(told, "batch")} == {(3, 0)}
    assert set(names.EXTRA_FIELDS) >= set(samples[0]) - {*names.HEAD_FIELDS, *names.SAMPLE_FIELDS} - {
        "dim_correct",
        "dim_well_formed",
    }


def test_its_errors_are_counted_and_cost_no_reward(pipeline: Pipeline, lines: Lines) -> None:
    batch = [row("a", RIGHT), row("b", RIGHT)]
    plain = pipeline(batch, {})
    lines()

    assert shadowed(pipeline, scoring(pipeline, fails))(batch, {}) == plain

    told = lines()
    (line,) = said(told, "batch")
    assert (line["shadowed"], line["shadow_errors"]) == (0, 2)
    assert line["shadow_error"].startswith("ScorerError: the scorer of dimension 'correct' raised ValueError at ")
    assert "SECRET" not in str(told)
    assert not [line for line in told if "ShadowGap" in line]


def test_a_row_that_either_reward_cannot_score_has_no_gap(pipeline: Pipeline, lines: Lines) -> None:
    shadowed(pipeline, scoring(pipeline, lambda sample, answer: 1.0))([row("a", RIGHT), {"id": "b"}], {})
    assert said(lines(), "batch")[0]["shadowed"] == 1

    shadowed(pipeline, scoring(pipeline, lambda sample, answer: 1.0, answers=planted(parse_reference=unreadable)))(
        [row("a", RIGHT)], {}
    )
    assert said(lines(), "batch")[0]["shadowed"] == 0


def test_it_takes_no_time_that_the_reply_needs(pipeline: Pipeline, lines: Lines) -> None:
    late = SimpleNamespace(
        aws_request_id="r", get_remaining_time_in_millis=lambda: 1000 * deadline.MARGIN_SECONDS + 900
    )

    assert shadowed(pipeline, scoring(pipeline, lambda sample, answer: 1.0))([row("a", RIGHT)], late)
    assert said(lines(), "batch")[0]["shadowed"] == 0


@given(st.lists(IDS, max_size=30), st.floats(0.01, 1), st.floats(0.01, 1))
def test_a_sample_is_chosen_by_its_id_alone_and_stays_so_as_the_share_grows(
    ids: list[Any], one: float, other: float
) -> None:
    pipeline = Pipeline.from_environment(ENVIRONMENT)
    reward = scoring(pipeline, lambda sample, answer: 1.0, answers=AsIs())
    samples = [Sample(each, "prompt", RIGHT, "positive") for each in ids]
    scores = [pipeline.reward.score(sample) for sample in samples]

    def chosen(share: float, places: slice = slice(None)) -> set[str]:
        scored = Shadow(pipeline.reward, reward, share).score_batch(samples[places], scores[places])
        return {repr(ids[places][place]) for place in scored.scores}

    few, many = sorted([one, other])
    assert chosen(few) <= chosen(many) <= chosen(1.0) == {repr(each) for each in ids}
    assert chosen(few) == chosen(few, slice(None, None, -1))


def test_about_the_share_of_numbered_samples_is_chosen(pipeline: Pipeline) -> None:
    samples = [Sample(f"row-{number:06}", "", RIGHT, {"answer": "positive"}) for number in range(4000)]
    scores = [pipeline.reward.score(sample) for sample in samples]
    shadow = Shadow(pipeline.reward, scoring(pipeline, lambda sample, answer: 1.0), 0.1)

    # Four standard deviations of a fair draw of 4,000 by 0.1.
    assert abs(len(shadow.score_batch(samples, scores).scores) - 400) < 4 * (4000 * 0.1 * 0.9) ** 0.5


def test_the_same_samples_are_chosen_by_every_version(pipeline: Pipeline) -> None:
    known: list[Any] = ["a", "b", "c", "d", 1, 2, [3], "é"]
    samples = [Sample(each, "prompt", RIGHT, "positive") for each in known]
    samples += [Sample(None, prompt, RIGHT, "positive") for prompt in ("p", "q", "r", "s")]
    shadow = Shadow(pipeline.reward, scoring(pipeline, lambda sample, answer: 1.0, answers=AsIs()), 0.5)

    chosen = shadow.score_batch(samples, [pipeline.reward.score(sample) for sample in samples])

    assert list(chosen.scores) == [0, 1, 3, 5, 6, 8, 9, 11]
    assert (chosen.errors, chosen.error) == (0, "")


def test_a_row_that_cannot_be_scored_ends_nothing_and_one_error_is_told(pipeline: Pipeline) -> None:
    samples = [Sample("a", "?", None, "positive"), Sample("b", "?", RIGHT, "positive")]
    scores = [pipeline.reward.score(sample) for sample in samples]
    failed = Shadow(pipeline.reward, scoring(pipeline, fails), 1.0).score_batch(samples, scores)

    assert (dict(failed.scores), failed.errors) == ({}, 1)
    assert failed.error.startswith("ScorerError: the scorer of dimension 'correct' raised ValueError")


def test_it_is_loaded_by_the_name_and_share_in_the_environment() -> None:
    shadow = Pipeline.from_environment({**ENVIRONMENT, names.ENV_SHADOW: "gsm8k:0.25"}).shadow

    assert shadow is not None
    assert shadow.share == 0.25
    assert shadow.beside.names == ("correct", "well_formed")
    assert shadow.reward.names == ("correct", "well_formed", "steps")


def test_all_samples_may_be_chosen() -> None:
    shadow = Pipeline.from_environment({**ENVIRONMENT, names.ENV_SHADOW: "gsm8k:1"}).shadow

    assert shadow is not None
    assert shadow.share == 1


@pytest.mark.parametrize("text", ["gsm8k", "gsm8k:", "gsm8k:0", "gsm8k:1.1", "gsm8k:nan", ":0.5", "../x:0.5"])
def test_a_shadow_that_cannot_be_meant_is_refused_at_init(text: str) -> None:
    with pytest.raises(SettingsError, match="REWARD_SHADOW: got "):
        Pipeline.from_environment({**ENVIRONMENT, names.ENV_SHADOW: text})


def test_a_judged_shadow_is_refused_at_init() -> None:
    with pytest.raises(RewardDefinitionError, match=r"rewards/similarity.py: .*without a judge"):
        Pipeline.from_environment({**ENVIRONMENT, names.ENV_SHADOW: "similarity:0.5"})
