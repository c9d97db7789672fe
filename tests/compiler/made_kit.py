"""A kit in a folder of its own: the real runtime, two small rewards and two experiments."""

import shutil
from pathlib import Path

from compiler.compile import ROOT

REWARD = """
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    extract=boxed(),
    accept=lambda answer: answer.text,
    read_reference=lambda reference: reference,
    dimensions=(
        Dimension("correct", weight={correct}, score=lambda sample, answer: 1.0, decisive={decisive}),
        Dimension("well_formed", weight=0.2, score=lambda sample, answer: 1.0),
    ),
    form="{{answer}}",
    floor=-1.0,
    ceiling=1.0,
)
"""

JUDGED = """
from reward_runtime.extract import boxed
from reward_runtime.judge.rubric import Judged
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    extract=boxed(),
    accept=lambda answer: answer.text,
    read_reference=lambda reference: reference,
    dimensions=(
        Dimension("correct", weight=0.8, score=lambda sample, answer: 1.0, decisive=True),
        Dimension("kind", weight=0.2, score=Judged()),
    ),
    form="{answer}",
)
"""
NOTHING = "# no package\n"
JUDGE_STAND_IN = """
class Judged:
    def __call__(self, sample, answer):
        return 1.0
"""


class Kit:
    """Writes the parts of a kit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.lambda_src = root / "lambda_src"

    def experiment(self, name: str, text: str) -> None:
        (self.root / "experiments" / f"{name}.yaml").write_text(text, encoding="utf-8")

    def reward(self, name: str, correct: float = 0.8, *, decisive: bool = True) -> None:
        self.source(name, REWARD.format(correct=correct, decisive=decisive))

    def source(self, name: str, text: str) -> None:
        (self.lambda_src / "rewards" / f"{name}.py").write_text(text, encoding="utf-8")

    def judged(self, name: str) -> None:
        """Write a reward with a judged dimension ``kind``, and beneath it no more of a judge than its name."""
        self.source(name, JUDGED)
        (self.lambda_src / "reward_runtime" / "judge" / "rubric.py").write_text(JUDGE_STAND_IN, encoding="utf-8")

    def layer(self, name: str, built: Path) -> None:
        """Write a layer that brings nothing, already built in ``built``."""
        lock = self.root / "layers" / name / "requirements.txt"
        lock.parent.mkdir(parents=True)
        lock.write_text(NOTHING)
        (self.root / ".build").symlink_to(built)


def make_kit(root: Path) -> Kit:
    kit = Kit(root)
    (root / "experiments").mkdir(parents=True)
    (kit.lambda_src / "rewards").mkdir(parents=True)
    shutil.copytree(
        ROOT / "lambda_src" / "reward_runtime",
        kit.lambda_src / "reward_runtime",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copyfile(ROOT / "lambda_src" / "handler.py", kit.lambda_src / "handler.py")
    kit.source("__init__", "")
    kit.reward("first")
    kit.reward("second")
    kit.experiment("one", "reward: first\ndescription: the first\n")
    kit.experiment("two", "reward: second\ndescription: the second\n")
    return kit
