"""The claims that every reward in ``rewards/`` must meet on its own data; a new reward is covered at once."""

from typing import Any

import pytest
from reward_runtime.judge.rubric.prefilter import rejection
from reward_runtime.judge.rubric.rubric import Judged

from tests.lambda_src.pipelines import REWARDS, holds_references, is_judged, pipeline_of, read

MOST_OTHERS = 6
POOR_FORMS = ["{}", "\\boxed{{{}}}"]
REFUSAL = "I cannot help with that."
BLANKS = ["", " \n", "<think>", "<think>\\boxed{positive} 7</think>\n"]
NO_ANSWERS = [REFUSAL, "\\boxed{}", "\ud800\x00", "\\boxed{" * 1000]


each_reward = pytest.mark.parametrize("reward", REWARDS)
each_verified = pytest.mark.parametrize("reward", [each for each in REWARDS if not is_judged(each)])
each_judged = pytest.mark.parametrize("reward", [each for each in REWARDS if is_judged(each)])
each_with_references = pytest.mark.parametrize("reward", [each for each in REWARDS if holds_references(each)])
"""The others have no right answer that is known beforehand."""
each_with_references_quickly = pytest.mark.parametrize(
    "reward",
    [
        pytest.param(each, marks=pytest.mark.long if each in ("math", "code") else [])
        for each in REWARDS
        if holds_references(each)
    ],
)
"""Symbolic mathematics takes 20 ms a response, and a program's cases as much; the rehearsal tries them on fewer."""


def replied(reward: str, responses: list[str], row: dict[str, Any]) -> list[dict[str, Any]]:
    said = [{"role": "assistant", "content": response} for response in responses]
    event = [{**row, "messages": [*row["messages"], turn]} for turn in said]
    reply: Any = pipeline_of(reward)(event, {})
    return reply


def scored(reward: str, responses: list[str], row: dict[str, Any]) -> list[float]:
    return [each["aggregate_reward_score"] for each in replied(reward, responses, row)]


def scored_where(correct: float, reward: str, responses: list[str], row: dict[str, Any]) -> list[float]:
    """The scores of those whose decisive dimension is 1, right, or 0, wrong; a judge may find it in between."""
    decisive = pipeline_of(reward).reward.decisive
    return [
        each["aggregate_reward_score"]
        for each in replied(reward, responses, row)
        if {metric["name"]: metric["value"] for metric in each["metrics_list"]}[decisive] == correct
    ]


def answer_of(reward: str, row: dict[str, Any]) -> str:
    definition = pipeline_of(reward).reward
    answer = definition.answers.render(row["reference_answer"])
    if answer is None:
        pytest.skip(f"{reward}: no right answer can be written out; its recorded responses are the check")
    return answer


@each_with_references
def test_each_rows_reference_in_perfect_form_earns_the_ceiling(reward: str) -> None:
    definition = pipeline_of(reward).reward
    for row in read(f"{reward}.jsonl"):
        ideal = definition.ideal_response(answer_of(reward, row))
        assert scored(reward, [ideal], row) == [definition.ceiling], row["id"]


@each_with_references_quickly
def test_wrong_in_perfect_form_stays_below_right_without_form(reward: str) -> None:
    """Wrong answers are other rows' right ones or, if the reward needs no reference, recorded responses."""
    definition = pipeline_of(reward).reward
    rows, said = read(f"{reward}.jsonl"), [each["response"] for each in read(f"{reward}.responses.jsonl")]
    answers = sorted({answer_of(reward, row) for row in rows})
    assert len(answers) > 1, f"data/{reward}.jsonl: got one reference for all rows, expected several"
    seen = 0
    for at, row in enumerate(rows):
        others = [definition.ideal_response(answers[(at + step) % len(answers)]) for step in range(MOST_OTHERS)]
        recorded = [said[(at + step) % len(said)] for step in range(MOST_OTHERS)]
        wrong = scored_where(0, reward, others, row) or scored_where(0, reward, recorded, row)
        right = scored_where(1, reward, [form.format(answer_of(reward, row)) for form in POOR_FORMS], row)
        assert right, f"{row['id']}: the right answer in poor form is not right"
        seen += bool(wrong)
        assert not wrong or max(wrong) < min(right), row["id"]
    assert seen > len(rows) / 2


@each_reward
def test_a_rubric_lies_beside_each_judged_reward_and_no_other(reward: str) -> None:
    assert bool(pipeline_of(reward).reward.judged) == is_judged(reward)


@each_reward
def test_no_answer_earns_the_floor(reward: str) -> None:
    """A reward that looks at the text itself finds an answer in any that is not blank."""
    definition = pipeline_of(reward).reward
    row = read(f"{reward}.jsonl")[0]
    reads_any_text = definition.extractor(REFUSAL) is not None
    responses = BLANKS if reads_any_text else [*BLANKS, *NO_ANSWERS]

    assert scored(reward, responses, row) == [definition.floor] * len(responses)


@each_reward
def test_every_row_has_a_recorded_response_that_says_where_it_is_from(reward: str) -> None:
    responses = read(f"{reward}.responses.jsonl")

    assert [r["id"] for r in responses] == [row["id"] for row in read(f"{reward}.jsonl")]
    assert all(r["response"] and r["origin"] for r in responses)


@each_verified
def test_recorded_responses_earn_the_ceiling_and_less(reward: str) -> None:
    """If no right answer can be written out, as with a function of another library, these are all that is known."""
    rows, responses = read(f"{reward}.jsonl"), read(f"{reward}.responses.jsonl")
    earned = [scored(reward, [each["response"]], row)[0] for row, each in zip(rows, responses, strict=True)]

    assert min(earned) < max(earned) == pipeline_of(reward).reward.ceiling


@each_judged
def test_what_a_recorded_response_is_worth_is_said_of_judged_dimensions(reward: str) -> None:
    judged = {dimension.name for dimension in pipeline_of(reward).reward.judged}
    worths = [said["worth"] for said in read(f"{reward}.responses.jsonl")]

    assert all(worth and worth.keys() <= judged for worth in worths)
    assert all(0 <= value <= 1 for worth in worths for value in worth.values())


@each_judged
def test_every_rubric_has_a_canary_whose_responses_the_gate_lets_through(reward: str) -> None:
    rubrics = {d.score.rubric for d in pipeline_of(reward).reward.dimensions if isinstance(d.score, Judged)}
    canaries = [rubric.canary for rubric in rubrics if rubric.canary is not None]

    assert len(canaries) == len(rubrics)
    assert not any(rejection(text, canary.reference) for canary in canaries for text in (canary.good, canary.bad))
