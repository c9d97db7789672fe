"""The kit's own graders: a reward for each scorer, asked whether its decisive dimension is met."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from reward_runtime.answers.choices import Choices
from reward_runtime.extract import choice, final_answer, letters, stated, whole
from reward_runtime.reward import AnyReward, Reward, Score
from reward_runtime.samples import Sample
from rewards.gsm8k import REWARD as NUMBERS
from rewards.instructions import REWARD as INSTRUCTIONS
from rewards.math import REWARD as EXPRESSIONS
from rewards.sentiment import REWARD as LABELS
from rewards.tool_plan import REWARD as DOCUMENTS

from benchmarks.exam.case import Case

__all__ = ["REWARDS", "accepts", "why"]

REWARDS: Final[Mapping[str, AnyReward]] = MappingProxyType(
    {
        "expressions": EXPRESSIONS,
        "numbers": NUMBERS,
        "labels": LABELS,
        "choices": Reward(
            Choices(), extract=stated(choice(), final_answer(on_conflict="none"), whole(), reading=letters())
        ),
        "instructions": INSTRUCTIONS,
        "documents": DOCUMENTS,
    }
)
"""The shipped rewards, and a reward of options by letter or text."""


def accepts(case: Case) -> bool:
    """Say whether the kit takes a response for right. A row that it cannot score takes none."""
    return _score(case).dimensions.get("correct") == 1.0


def why(case: Case) -> str:
    """Return the code that the kit gives for its verdict."""
    return _score(case).reason


def _score(case: Case) -> Score:
    return REWARDS[case.scorer].score(Sample(case.id, case.prompt, case.response, case.reference))
