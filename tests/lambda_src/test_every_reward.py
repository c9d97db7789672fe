"""What every reward in ``rewards/`` must do on its own data; a new reward is covered by being there."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline

ROOT = Path(__file__).parents[2]
REWARDS = sorted(p.stem for p in (ROOT / "lambda_src/rewards").glob("*.py") if p.stem != "__init__")
NO_ANSWERS = ["", " \n", "I cannot help with that.", "<think>", "\\boxed{}", "\ud800\x00", "\\boxed{" * 1000]


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "data" / name).read_text("utf-8").splitlines()]


def pipeline(reward: str) -> Pipeline:
    return Pipeline.from_environment({names.ENV_REWARD: reward})


def scored(reward: str, responses: list[str], row: dict[str, Any]) -> list[float]:
    said = [{"role": "assistant", "content": response} for response in responses]
    event = [{**row, "messages": [*row["messages"], turn]} for turn in said]
    reply: Any = pipeline(reward)(event, {})
    return [r["aggregate_reward_score"] for r in reply]


def answer_of(reward: str, row: dict[str, Any]) -> str:
    return str(pipeline(reward).reward.read_reference(row["reference_answer"]))


@pytest.mark.parametrize("reward", REWARDS)
def test_each_rows_reference_in_perfect_form_earns_the_ceiling(reward: str) -> None:
    definition = pipeline(reward).reward
    for row in read(f"{reward}.jsonl"):
        ideal = definition.ideal_response(answer_of(reward, row))
        assert scored(reward, [ideal], row) == [definition.ceiling], row["id"]


@pytest.mark.parametrize("reward", REWARDS)
def test_wrong_in_perfect_form_stays_below_right_without_form(reward: str) -> None:
    definition = pipeline(reward).reward
    rows = read(f"{reward}.jsonl")
    answers = sorted({answer_of(reward, row) for row in rows})
    assert len(answers) > 1, f"data/{reward}.jsonl: got one reference for all rows, expected several"
    for row in rows:
        right = answer_of(reward, row)
        wrong = [definition.ideal_response(answer) for answer in answers if answer != right][:20]
        *worst, bare = scored(reward, [*wrong, f"\\boxed{{{right}}}"], row)
        assert max(worst) < bare, row["id"]


@pytest.mark.parametrize("reward", REWARDS)
def test_no_answer_earns_the_floor(reward: str) -> None:
    row = read(f"{reward}.jsonl")[0]

    assert scored(reward, NO_ANSWERS, row) == [pipeline(reward).reward.floor] * len(NO_ANSWERS)


@pytest.mark.parametrize("reward", REWARDS)
def test_every_row_has_a_recorded_response_that_says_where_it_is_from(reward: str) -> None:
    responses = read(f"{reward}.responses.jsonl")

    assert [r["id"] for r in responses] == [row["id"] for row in read(f"{reward}.jsonl")]
    assert all(r["response"] and r["origin"] for r in responses)
