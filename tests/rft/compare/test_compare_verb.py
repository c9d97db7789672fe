"""`rft compare` as a user runs it: between two experiments, and between two git revisions."""

import json
import subprocess
from pathlib import Path

import pytest

from rft.compare.side import side_of
from rft.failures import CallError
from tests.rft.score.conftest import LABELS, Kit, copied, kit

__all__ = ["copied", "kit"]
LENIENT = LABELS.replace("boxed()", "boxed(on_conflict='last')")


def _git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


def _rows(kit: Kit) -> None:
    said = [r"\boxed{yes}", r"\boxed{no}", r"\boxed{no} \boxed{yes}", r"\boxed{yes}"]
    kit.rows(
        "rows.jsonl",
        [
            {"id": f"r{at}", "prompt": f"Q{at // 2}?", "completion": each, "reference_answer": "yes"}
            for at, each in enumerate(said)
        ],
    )


def test_a_reward_is_compared_with_its_last_revision(kit: Kit) -> None:
    _rows(kit)
    kit.reward("tea", LENIENT)
    if not (kit.root / ".git").exists():
        _git(kit.root, "init", "-q")
    _git(kit.root, "add", "rft", "compiler", "lambda_src", "localaws", "layers", "experiments", "package-lock.json")
    _git(kit.root, "commit", "-q", "-m", "before")
    kit.reward("tea", LABELS)
    done = kit.run("compare", "tea@HEAD", "tea", "rows.jsonl", "--json", "--report", "page.html")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [each["before"] for each in told["samples"]] == [1.0, 0.0, 1.0, 1.0]
    assert [each["after"] for each in told["samples"]] == [1.0, 0.0, 0.0, 1.0]
    assert told["shifts"]["outcomes"] == [["scored", "no_answer", 1]]
    assert (told["groups"]["groups"], told["groups"]["ties_broken"], told["groups"]["flat"]) == (2, 1, [1, 0])
    assert "<h1>tea@HEAD and tea</h1>" in (kit.root / "page.html").read_text()


def test_a_revision_that_git_does_not_know_is_refused() -> None:
    for name in ("sentiment@no-such", "sentiment@", "sentiment@--help"):
        with pytest.raises(CallError, match="expected one that git knows"), side_of(name):
            pass
