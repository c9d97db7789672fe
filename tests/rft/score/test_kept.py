"""`--resume`: an interrupted run continues, and nothing stale is used."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.rft.score.conftest import Kit
from tests.rft.score.test_score_verb import FAULTY

SLOW = """
from pathlib import Path

from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Dimension, Reward


def counted(sample, answer):
    with Path("calls.txt").open("a") as calls:
        calls.write("x")
    if Path("stop.txt").exists() and sample.id == "r3":
        raise KeyboardInterrupt
    return 1.0


REWARD = Reward(
    Labels("yes", "no"),
    extract=boxed(),
    dimensions=(Dimension("correct", weight=0.8, decisive=True), Dimension("counted", weight=0.2, score=counted)),
)
"""


def _rows(count: int) -> list[dict[str, Any]]:
    said = r"\boxed{yes}"
    return [{"id": f"r{at}", "prompt": "So?", "completion": said, "reference_answer": "yes"} for at in range(count)]


def _calls(kit: Kit) -> int:
    file = kit.root / "calls.txt"
    count = len(file.read_text()) if file.exists() else 0
    file.unlink(missing_ok=True)
    return count


@pytest.fixture
def slow(kit: Kit) -> Kit:
    kit.reward("slow", SLOW)
    kit.rows("rows.jsonl", _rows(6))
    for file in ("kept", "stop.txt", "calls.txt"):
        (kit.root / file).unlink(missing_ok=True)
    return kit


def test_a_run_goes_on_where_it_was_ended_and_says_the_same(slow: Kit) -> None:
    whole = json.loads(slow.score("slow", "rows.jsonl", "--json").stdout)
    calls = _calls(slow)
    (slow.root / "stop.txt").touch()
    assert slow.score("slow", "rows.jsonl", "--resume", "kept").returncode != 0
    (slow.root / "stop.txt").unlink()
    assert _calls(slow) == calls * 4 // 6
    done = json.loads(slow.score("slow", "rows.jsonl", "--resume", "kept", "--json").stdout)
    assert _calls(slow) == calls // 2
    assert done["asked"].pop("kept") == 3
    whole["asked"].pop("kept")
    assert done == whole


def test_a_changed_reward_or_row_is_scored_anew(slow: Kit) -> None:
    slow.score("slow", "rows.jsonl", "--resume", "kept")
    changed = _rows(6)
    changed[2]["reference_answer"] = "no"
    slow.rows("rows.jsonl", changed)
    done = json.loads(slow.score("slow", "rows.jsonl", "--resume", "kept", "--json").stdout)
    assert done["asked"]["kept"] == 5
    assert done["samples"][2]["reward"] == 0.2
    slow.reward("slow", SLOW.replace("0.2, score", "0.4, score"))
    assert json.loads(slow.score("slow", "rows.jsonl", "--resume", "kept", "--json").stdout)["asked"]["kept"] == 0


def test_a_fault_is_tried_again_and_another_kind_of_file_is_refused(slow: Kit, tmp_path: Path) -> None:
    slow.reward("faulty", FAULTY)
    row = {"id": "a", "prompt": "So?", "completion": '{"total": "x"}', "reference_answer": {"total": "1"}}
    slow.rows("rows.jsonl", [row])
    slow.score("faulty", "rows.jsonl", "--resume", "kept")
    assert slow.score("faulty", "rows.jsonl", "--resume", "kept").returncode == 1
    other = tmp_path / "notes.txt"
    other.write_text("Not a database. " * 100, encoding="utf-8")
    done = slow.score("faulty", "rows.jsonl", "--resume", str(other))
    assert done.returncode == 2
    assert re.search(r"error: --resume '.*notes.txt': .*expected a file of an earlier run", done.stderr)


def test_several_files_are_one_run_and_labels_are_told(slow: Kit) -> None:
    slow.rows("good.jsonl", [{**row, "good": True} for row in _rows(2)])
    slow.rows("bad.jsonl", [{**row, "good": "wrong"} for row in _rows(1)])
    done = slow.score("slow", "good.jsonl", "bad.jsonl", "--labels", "good")
    assert done.returncode == 0
    assert "3 labels in good: correct agrees with 66.7 %" in done.stdout
    assert "False positives, the worst 1:" in done.stdout
    assert json.loads(slow.score("slow", "good.jsonl", "bad.jsonl", "--json").stdout)["count"] == 3
