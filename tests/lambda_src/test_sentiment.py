"""The sentiment reward on its data: references from human ratings, and the worth of each form."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline
from rewards.sentiment import REWARD

DATA = Path(__file__).parents[2] / "data"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text().splitlines()]


ROWS = read("sentiment.jsonl")


def scored(response: str, reference: Any = "positive") -> float:
    pipeline = Pipeline.from_environment({names.ENV_REWARD: "sentiment"})
    messages = [{"role": "user", "content": "?"}, {"role": "assistant", "content": response}]
    reply: Any = pipeline([{"id": 1, "messages": messages, "reference_answer": reference}], {})
    return reply[0]["aggregate_reward_score"]


def test_a_tweets_reference_is_the_class_of_its_mean_human_rating() -> None:
    for row in ROWS:
        if "mean_rating" in row:
            mean = row["mean_rating"]
            expected = "negative" if mean <= -0.5 else "positive" if mean >= 0.5 else "neutral"
            assert row["reference_answer"] == expected


@pytest.mark.parametrize(
    "response",
    [
        "<|begin_of_solution|>\\boxed{ポジティブ}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed{Positive}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed{\\text{positive}}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed {positive.}<|end_of_solution|>\n",
        "<|begin_of_solution|>It rose. \\boxed{positive}<|end_of_solution|>",
        "<think>negative? \\boxed{negative}</think><|begin_of_solution|>\\boxed{positive}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed{positive} or \\boxed{Positive.}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed{positive} so \\boxed{\\text{positive}}<|end_of_solution|>",
        "<|begin_of_solution|>\\boxed{positive} \\boxed{ポジティブ}<|end_of_solution|>",
    ],
)
def test_a_right_answer_in_perfect_form_earns_the_ceiling(response: str) -> None:
    assert scored(response) == 1.0


@pytest.mark.parametrize(
    "response", ["positive", "**Positive.**", "\\boxed{positive}", "ｐｏｓｉｔｉｖｅ", "「肯定的」"]
)
def test_right_in_poor_form_outscores_wrong_in_perfect_form(response: str) -> None:
    assert scored(REWARD.ideal_response("negative")) < scored(response) < 1.0


def test_better_form_never_earns_less() -> None:
    worse_to_better = [
        "positive",
        "<|begin_of_solution|>positive",
        "<|begin_of_solution|>\\boxed{positive}",
        "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|> there",
        "<|begin_of_solution|>\\boxed{positive}<|end_of_solution|>",
    ]
    scores = [scored(response) for response in worse_to_better]

    assert scores == sorted(scores)
    assert scores[0] < scores[-1]
