"""The rewards in the README score as it says."""

from typing import Any, Final

import pytest
from reward_runtime.answers.free_text import FreeText
from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed
from reward_runtime.judge.rubric import judged
from reward_runtime.reward import Dimension, Reward
from reward_runtime.samples import parse_samples

from tests.docs.pages import ROOT, fences_of

VERIFIED, JUDGED = fences_of(ROOT / "README.md", "python")
SHIPPED: Final = "similarity.md"
"""Stands for the rubric of the README, which is its reader's to write."""


def reward_of(code: str, **names: object) -> Any:
    namespace: dict[str, Any] = dict(names)
    exec(compile(code, "README.md", "exec"), namespace)  # the reader's file, as it stands there
    return namespace["REWARD"]


def score(reward: Any, response: str, reference: str) -> float:
    turns = [{"role": "user", "content": "?"}, {"role": "assistant", "content": response}]
    (sample,) = parse_samples([{"id": "a", "messages": turns, "reference_answer": reference}])
    aggregate: float = reward.score(sample).aggregate
    return aggregate


@pytest.mark.parametrize(
    ("response", "expected"),
    [("It is \\boxed{negative}", 1), ("\\boxed{positive}", 0), ("\\boxed{positive} \\boxed{negative}", 0), ("-", 0)],
)
def test_the_label_in_the_box_earns_1_and_anything_else_0(response: str, expected: float) -> None:
    assert score(reward_of(VERIFIED), response, "negative") == expected


@pytest.mark.parametrize(("number", "expected"), [("1,250", 1), ("$1250.00", 1), ("1250", 1), ("12.5", 0)])
def test_a_number_in_the_box_is_the_same_in_each_writing(number: str, expected: float) -> None:
    assert score(Reward(Numbers(), extract=boxed()), f"\\boxed{{{number}}}", "1250") == expected


def test_the_judged_line_is_a_whole_reward() -> None:
    line = JUDGED.replace("clinic_tone.md", SHIPPED)
    assert line != JUDGED

    reward = reward_of(line, Reward=Reward, FreeText=FreeText, Dimension=Dimension, judged=judged)

    assert [dimension.name for dimension in reward.judged] == [reward.decisive] == ["tone"]
