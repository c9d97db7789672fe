"""The page about tests of one's own is right: its code runs as it stands there, in a folder that is not the kit's."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reward_runtime.adapters.verl import from_verl
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward, load_reward

from compiler.attack.case import case_of
from compiler.attack.engine import attack as assail
from compiler.attack.functions import FunctionTarget
from compiler.attack.subject import Subject
from rft.repository import ROOT
from rft.testing import attack, score

BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)
ROWS = [{"prompt": f"Row {n}: good or bad?", "reference_answer": ("good", "bad")[n % 2]} for n in range(8)]


def test_the_page_s_code_runs_in_another_repository(tmp_path: Path) -> None:
    conftest, tests = BLOCK.findall((ROOT / "docs" / "testing.md").read_text(encoding="utf-8"))
    (tmp_path / "conftest.py").write_text(conftest)
    (tmp_path / "test_rewards.py").write_text(tests)
    path = os.pathsep.join([str(ROOT), str(ROOT / "lambda_src")])

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_a_finding_fails_the_test_with_an_event_that_shows_it() -> None:
    def anywhere(response: str, reference: str) -> float:
        return float(reference in response)

    with pytest.raises(AssertionError, match=r"critical: all_labels:listed: .*shown by \[\{.*good, bad"):
        attack(anywhere, ROWS).check()


def test_a_reward_a_handler_and_a_function_are_taken_alike() -> None:
    reward = Reward(Labels("good", "bad"), extract=boxed())

    def lambda_handler(event: list[dict[str, Any]], context: object) -> list[dict[str, Any]]:
        said = [(row["messages"][-1]["content"], row["reference_answer"]) for row in event]
        paid = [float(text == f"\\boxed{{{reference}}}") for text, reference in said]
        return [{"id": row["id"], "aggregate_reward_score": each} for row, each in zip(event, paid, strict=True)]

    def handler(event: list[dict[str, Any]], context: object) -> list[dict[str, Any]]:
        return lambda_handler(event, context)

    for graded in (reward, handler, lambda said, reference: float(said == f"\\boxed{{{reference}}}")):
        assert score(graded, "\\boxed{good}", "good") == 1.0
        assert score(graded, "\\boxed{bad}", "good") == 0.0
    assert attack(reward, ROWS).above("low") == []


def hashes(solution_str: str, ground_truth: str) -> float:
    found = re.fullmatch(r"(?:Let me work it out\.\s+)?#### (\S+)", solution_str.strip())
    return float(found is not None and found[1].rstrip(".") == ground_truth)


def anywhere_behind_hashes(solution_str: str, ground_truth: str) -> float:
    return float(ground_truth in solution_str.partition("#### ")[2])


@pytest.mark.parametrize(
    ("function", "faults"), [(hashes, set[str]()), (anywhere_behind_hashes, {"either_or_in_form"})]
)
def test_a_function_of_another_library_is_attacked_by_its_references(
    function: Callable[..., float], faults: set[str]
) -> None:
    """Its kind writes no right answer out, and it was blamed for not reading the response."""
    rows = [{"prompt": f"Row {n}: how many?", "reference_answer": str(17 * n + 12)} for n in range(8)]
    found = attack(from_verl(function), rows).above("low")
    names = {each.name for each in found}
    assert names >= faults
    assert bool(names) == bool(faults), names


def test_a_function_of_another_library_that_pays_everything_alike_reads_nothing() -> None:
    recorded = ("#### 12", "nothing")
    target = FunctionTarget(lambda said, reference: 0.0)
    cases = [case_of({"id": "r"}, "how many?", None, "a text of no use", recorded) for _ in range(4)]
    assert [each.name for each in assail(Subject(target, cases)).findings] == ["reads_nothing"]
    mute = [case_of({"id": "r"}, "how many?", None, None) for _ in range(4)]
    assert assail(Subject(target, mute)).findings == []


def test_a_reward_that_fails_fails_the_test_and_names_no_text() -> None:
    def broken(response: str, reference: str) -> float:
        raise ValueError(response)

    with pytest.raises(AssertionError, match="ValueError") as failed:
        score(broken, "secret words", "x")
    assert "secret" not in str(failed.value)


def test_rows_that_cannot_be_met_are_no_success() -> None:
    with pytest.raises(AssertionError, match="no right answer earned more than nothing"):
        attack(lambda said, reference: 0.5, ROWS).check()


def test_a_judged_reward_is_sent_to_the_verb() -> None:
    with pytest.raises(TypeError, match="run `rft attack EXPERIMENT`"):
        score(load_reward("similarity"), "a", "a")
