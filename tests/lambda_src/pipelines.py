"""One pipeline a reward. Its judge is the stand-in, which compares words: it starts with the first judged
reward that is asked for, and ends with the run."""

import atexit
import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline

from compiler.sandbox.build import build_sandbox
from tests.standin import StandIn, stand_in

T = TypeVar("T")
ROOT: Final = Path(__file__).parents[2]
REWARDS: Final = sorted(p.stem for p in (ROOT / "lambda_src/rewards").glob("*.py") if p.stem != "__init__")
JUDGE: Final = {"model": "us.amazon.nova-2-lite-v1:0", "requests_per_minute": 1e6, "concurrency": 8, "canary_share": 0}
"""No quota to wait for, and no canary by chance."""


def is_judged(reward: str) -> bool:
    """True if a rubric lies beside the reward.

    Test modules ask this at import. Loading the rewards there would start the mathematics in every worker.
    """
    folder = ROOT / "lambda_src" / "rewards"
    return any(True for pattern in (f"{reward}.md", f"{reward}.*.md") for _ in folder.glob(pattern))


def runs_programs(reward: str) -> bool:
    """Whether its responses are programs, so that it needs the sandbox."""
    return "answers.code" in (ROOT / "lambda_src" / "rewards" / f"{reward}.py").read_text("utf-8")


def with_sandbox(reward: str) -> None:
    """Let a reward that runs programs find the sandbox, as the compiler does."""
    if runs_programs(reward) and (folder := str(build_sandbox())) not in sys.path:
        sys.path.append(folder)


def holds_references(reward: str) -> bool:
    """Whether its data holds references. Test modules ask this at import, like ``is_judged``."""
    return "reference_answer" in read(f"{reward}.jsonl")[0]


def has_references(reward: str) -> bool:
    """Whether a right answer can be written out. A summary, say, is judged by its article alone."""
    row = read(f"{reward}.jsonl")[0]
    return "reference_answer" in row and pipeline_of(reward).reward.answers.render(row["reference_answer"]) is not None


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (ROOT / "data" / name).read_text("utf-8").splitlines()]


@cache
def pipeline_of(reward: str) -> Pipeline:
    with_sandbox(reward)
    if not is_judged(reward):
        return Pipeline.from_environment({names.ENV_REWARD: reward})
    return asking(judge(), lambda: Pipeline.from_environment({names.ENV_REWARD: reward, **judged_by()}))


def judged_by(**settings: Any) -> dict[str, str]:
    return {names.ENV_JUDGE: json.dumps(JUDGE | settings)}


def asking(judge: StandIn, make: Callable[[], T]) -> T:
    """The result of ``make``; its client knows the stand-in from then on, and no account."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", judge.endpoint)
        for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY"):
            patch.setenv(f"AWS_{name}", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        return make()


@cache
def judge() -> StandIn:
    ends = ExitStack()
    atexit.register(ends.close)
    return ends.enter_context(stand_in())
