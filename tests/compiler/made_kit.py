"""A kit in a folder of its own: the real runtime, two small rewards and two experiments."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from compiler.compile import ROOT

REWARD = """
from reward_runtime.answers.free_text import AsIs
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward

REWARD = Reward(
    AsIs(),
    extract=boxed(),
    dimensions=(
        Dimension("correct", weight={correct}, score=lambda sample, answer: 1.0, decisive={decisive}),
        Dimension("well_formed", weight=0.2, score=lambda sample, answer: 1.0),
    ),
    floor=-1.0,
    ceiling=1.0,
)
"""

JUDGED = """
from reward_runtime.answers.free_text import AsIs
from reward_runtime.extract import boxed
from reward_runtime.judge.rubric.rubric import judged, rubric
from reward_runtime.judge.rubric.scale import Points
from reward_runtime.reward import Dimension, Reward

MANNER = rubric("first.manner.md", scale=Points(1, 5), criteria=("kind", "brief"))

REWARD = Reward(
    AsIs(),
    extract=boxed(),
    dimensions=(
        Dimension("correct", weight=0.8, score=lambda sample, answer: 1.0, decisive=True),
        Dimension("kind", weight=0.1, score=MANNER.judges("kind")),
        Dimension("brief", weight=0.1, score=MANNER.judges("brief")),
        Dimension("sound", weight=0.1, score=judged("first.md", scale=Points(1, 5))),
    ),
)
"""
RUBRICS = {"first.md": "Is {response} sound?", "first.manner.md": "Is {response} kind and brief?"}


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

    def rows(self, reward: str, data: Iterable[tuple[Any, str]]) -> None:
        """Write references and recorded responses as the data of a reward; ``None`` is a row without a reference."""
        rows: list[dict[str, Any]] = []
        said: list[dict[str, Any]] = []
        for at, (reference, response) in enumerate(data):
            held = {} if reference is None else {"reference_answer": reference}
            rows.append({"id": f"s{at}", "messages": [{"role": "user", "content": "a question"}], **held})
            said.append({"id": f"s{at}", "response": response, "origin": "made up"})
        folder = self.root / "data"
        folder.mkdir(exist_ok=True)
        for name, lines in ((f"{reward}.jsonl", rows), (f"{reward}.responses.jsonl", said)):
            (folder / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

    def judged(self) -> None:
        """Make ``first`` a reward with three judged dimensions, of two rubrics."""
        self.source("first", JUDGED)
        for file, text in RUBRICS.items():
            (self.lambda_src / "rewards" / file).write_text(text, encoding="utf-8")

    def layer(self, name: str, built: Path) -> None:
        """Write the lock of one of this repository's layers, already built in ``built``."""
        lock = Path("layers", name, "requirements.txt")
        (self.root / lock).parent.mkdir(parents=True)
        shutil.copyfile(ROOT / lock, self.root / lock)
        shutil.rmtree(self.root / ".build", ignore_errors=True)
        (self.root / ".build").symlink_to(built)


def make_kit(root: Path) -> Kit:
    """Write a new kit. The runtime of a kit that was there stays if it is as it was: to copy it takes longest."""
    kit = Kit(root)
    original, copied = ROOT / "lambda_src" / "reward_runtime", kit.lambda_src / "reward_runtime"
    if copied.is_dir() and _stamps(copied) == _stamps(original):
        for old in {*root.iterdir(), *kit.lambda_src.iterdir()} - {kit.lambda_src, copied}:
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    else:
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(original, copied, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "experiments").mkdir()
    (kit.lambda_src / "rewards").mkdir()
    shutil.copyfile(ROOT / "lambda_src" / "handler.py", kit.lambda_src / "handler.py")
    kit.source("__init__", "")
    kit.reward("first")
    kit.reward("second")
    kit.experiment("one", "reward: first\ndescription: the first\n")
    kit.experiment("two", "reward: second\ndescription: the second\n")
    return kit


def _stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    """Return the size and the time of change of every module and other file, which a copy takes over."""
    files = ((file.relative_to(folder), file.stat()) for file in folder.rglob("*") if file.is_file())
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in files if "__pycache__" not in name.parts}
