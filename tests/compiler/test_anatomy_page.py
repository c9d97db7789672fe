"""The rewards of ``docs/anatomy_of_a_reward.md`` as they stand there: small, typed, proved, scored as the page says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from compiler.compile import compile_experiment
from tests.compiler.anatomy_page import Budget, Page, names_of_the_kit, page, source_lines
from tests.compiler.made_kit import Kit
from tests.standin import stand_in

PAGE: Final[Page] = page(Path(__file__).parents[2] / "docs" / "anatomy_of_a_reward.md")
BUDGETS: Final = {
    "tone": Budget(lines=8, names=6),
    "sum": Budget(lines=8, names=6),
    "invoice": Budget(lines=16, names=8),
    "bedside": Budget(lines=8, names=6),
    "backwards": Budget(lines=10, names=7),
    "accuracy": Budget(lines=6, names=4),
}
"""Lines that are neither blank nor docstring, and names of the kit that the author types."""
JUDGE: Final = {"model": "us.amazon.nova-2-lite-v1:0", "requests_per_minute": 1e6, "canary_share": 0}
SCORES: Final = """
import json, os, sys
from reward_runtime.pipeline import Pipeline
reply = Pipeline.from_environment(os.environ)(json.load(sys.stdin), {})
print("\\n" + json.dumps([row["aggregate_reward_score"] for row in reply]))
"""
each_reward = pytest.mark.parametrize("reward", BUDGETS)


@pytest.fixture
def filled(kit: Kit, reward: str) -> Kit:
    """A kit that holds the reward of the page, its rubric, and an experiment."""
    for file, text in PAGE.files.items():
        if Path(file).stem == reward:
            (kit.lambda_src / "rewards" / file).write_text(text, encoding="utf-8")
    kit.experiment("one", f"reward: {reward}\ndescription: d\n")
    kit.rows(reward, rows_of(reward))
    return kit


def rows_of(reward: str) -> list[tuple[Any, str]]:
    """The rows below the reward, as its data; a reward that is only judged has none there."""
    rows = [(_json(reference), response) for reference, response, _ in PAGE.examples.get(reward, ())]
    return rows or [(None, "I see that you are afraid."), (None, "Hold still.")]


def _json(text: str) -> Any:
    return json.loads(text) if text.startswith("{") else text


def test_the_page_has_these_six_rewards() -> None:
    assert {Path(file).stem for file in PAGE.files} == set(BUDGETS)


@each_reward
def test_a_reward_stays_within_its_budget(reward: str) -> None:
    source, budget = PAGE.files[f"{reward}.py"], BUDGETS[reward]

    assert len(source_lines(source)) <= budget.lines
    assert len(names_of_the_kit(source)) <= budget.names, names_of_the_kit(source)


@each_reward
def test_the_page_tells_the_lines_and_names_that_are_counted(reward: str) -> None:
    source = PAGE.files[f"{reward}.py"]

    assert PAGE.counts[reward] == Budget(lines=len(source_lines(source)), names=len(names_of_the_kit(source)))


@each_reward
def test_a_reward_is_rehearsed_on_the_rows_below_it_and_proved(reward: str, filled: Kit, judge_layer: Path) -> None:
    if f"{reward}.md" in PAGE.files:
        filled.layer("judge", judge_layer)
        fields = f"layers: [judge]\njudge: {{model: '{JUDGE['model']}', requests_per_minute: 1200}}\n"
        filled.experiment("one", f"reward: {reward}\ndescription: d\n{fields}")

    rehearsal = compile_experiment("one", root=filled.root).rehearsal

    assert rehearsal is not None
    assert rehearsal.rows == len(rows_of(reward))


@each_reward
def test_a_reward_scores_as_the_page_says(reward: str, filled: Kit) -> None:
    rows = PAGE.examples[reward]
    if f"{reward}.md" in PAGE.files:
        rows = [("", "I see that you are afraid.", "0.5"), ("", "", "0")]
    event: list[dict[str, Any]] = [
        {"id": f"{at}", "messages": turns(response), **({"reference_answer": reference} if reference else {})}
        for at, (reference, response, _) in enumerate(rows)
    ]

    scores = scored(filled, reward, event)

    if f"{reward}.md" in PAGE.files:
        assert 0 <= scores[0] <= 1, "the stand-in judge compares words, so only the range is known"
        assert scores[1] == 0
    else:
        assert scores == pytest.approx([float(worth) for *_, worth in rows], abs=5e-4)


def test_every_reward_passes_strict_type_checking(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    for file, text in PAGE.files.items():
        if file.endswith(".py"):
            (tmp_path / file).write_text(text, encoding="utf-8")
    settings = {"include": ["."], "extraPaths": [str(root / "lambda_src")], "typeCheckingMode": "strict"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))

    checked = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"},
    )

    assert checked.returncode == 0, checked.stdout
    assert "0 errors" in checked.stdout


def turns(response: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": "a question"}, {"role": "assistant", "content": response}]


def scored(kit: Kit, reward: str, event: list[dict[str, Any]]) -> list[float]:
    environment = {**os.environ, "PYTHONPATH": str(kit.lambda_src), "REWARD_NAME": reward}
    if f"{reward}.md" not in PAGE.files:
        return _run(environment, event)
    with stand_in() as judge:
        keys = {f"AWS_{name}": "test" for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY")}
        asked = {"AWS_ENDPOINT_URL_BEDROCK_RUNTIME": judge.endpoint, "AWS_DEFAULT_REGION": "us-east-1", **keys}
        return _run({**environment, **asked, "REWARD_JUDGE": json.dumps(JUDGE)}, event)


def _run(environment: dict[str, str], event: list[dict[str, Any]]) -> list[float]:
    command, sent = [sys.executable, "-c", SCORES], json.dumps(event)
    child = subprocess.run(command, input=sent, env=environment, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr
    return json.loads(re.split("\n", child.stdout.strip())[-1])
