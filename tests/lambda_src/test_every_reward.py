"""What every reward in ``rewards/`` must do on its own data; a new reward is covered by being there."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline
from reward_runtime.samples import parse_samples

ROOT = Path(__file__).parents[2]
REWARDS = sorted(p.stem for p in (ROOT / "lambda_src/rewards").glob("*.py") if p.stem != "__init__")
MOST_OTHERS = 6
POOR_FORMS = ["{}", "\\boxed{{{}}}"]
REFUSAL = "I cannot help with that."
BLANKS = ["", " \n", "<think>", "<think>\\boxed{positive} 7</think>\n"]
NO_ANSWERS = [REFUSAL, "\\boxed{}", "\ud800\x00", "\\boxed{" * 1000]


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
    definition = pipeline(reward).reward
    return definition.write(definition.read_reference(row["reference_answer"]))


def correct(reward: str, responses: list[str], row: dict[str, Any]) -> list[float]:
    """The decisive dimension of each response."""
    definition = pipeline(reward).reward
    (decisive,) = [dimension.name for dimension in definition.dimensions if dimension.decisive]
    samples = parse_samples([{**row, "messages": [{"role": "assistant", "content": text}]} for text in responses])
    return [definition.score(sample).dimensions[decisive] for sample in samples]


@pytest.mark.parametrize("reward", REWARDS)
def test_each_rows_reference_in_perfect_form_earns_the_ceiling(reward: str) -> None:
    definition = pipeline(reward).reward
    for row in read(f"{reward}.jsonl"):
        ideal = definition.ideal_response(answer_of(reward, row))
        assert scored(reward, [ideal], row) == [definition.ceiling], row["id"]


@pytest.mark.parametrize("reward", REWARDS)
def test_wrong_in_perfect_form_stays_below_right_without_form(reward: str) -> None:
    """Wrong answers are other rows' right ones, but for those that happen to be right here too."""
    definition = pipeline(reward).reward
    rows = read(f"{reward}.jsonl")
    answers = sorted({answer_of(reward, row) for row in rows})
    assert len(answers) > 1, f"data/{reward}.jsonl: got one reference for all rows, expected several"
    seen = 0
    for at, row in enumerate(rows):
        others = [answers[(at + step) % len(answers)] for step in range(MOST_OTHERS)]
        perfect = [definition.ideal_response(answer) for answer in others]
        wrong = [text for text, right in zip(perfect, correct(reward, perfect, row), strict=True) if not right]
        bare = [form.format(answer_of(reward, row)) for form in POOR_FORMS]
        right = [text for text, is_right in zip(bare, correct(reward, bare, row), strict=True) if is_right]
        assert right, f"{row['id']}: the right answer in poor form is not right"
        if wrong:
            seen += 1
            assert max(scored(reward, wrong, row)) < min(scored(reward, right, row)), row["id"]
    assert seen > len(rows) / 2


@pytest.mark.parametrize("reward", REWARDS)
def test_no_answer_earns_the_floor(reward: str) -> None:
    """A reward that looks at the text itself finds an answer in any that is not blank."""
    definition = pipeline(reward).reward
    row = read(f"{reward}.jsonl")[0]
    reads_any_text = definition.extract(REFUSAL, [(0, len(REFUSAL))]) is not None
    responses = BLANKS if reads_any_text else [*BLANKS, *NO_ANSWERS]

    assert scored(reward, responses, row) == [definition.floor] * len(responses)


@pytest.mark.parametrize("reward", REWARDS)
def test_every_row_has_a_recorded_response_that_says_where_it_is_from(reward: str) -> None:
    responses = read(f"{reward}.responses.jsonl")

    assert [r["id"] for r in responses] == [row["id"] for row in read(f"{reward}.jsonl")]
    assert all(r["response"] and r["origin"] for r in responses)
