"""The tool plan reward on its recorded responses."""

import json
from pathlib import Path
from typing import Any

from reward_runtime.samples import parse_samples
from rewards.tool_plan import REWARD

DATA = Path(__file__).parents[2] / "data"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def test_a_recorded_response_is_right_if_and_only_if_its_origin_says_so() -> None:
    for row, said in zip(read("tool_plan.jsonl"), read("tool_plan.responses.jsonl"), strict=True):
        turn = {"role": "assistant", "content": said["response"]}
        (sample,) = parse_samples([{**row, "messages": [*row["messages"], turn]}])
        right = said["origin"].partition(": ")[2].startswith("right")
        assert (REWARD.score(sample).aggregate == REWARD.ceiling) is right, row["id"]
