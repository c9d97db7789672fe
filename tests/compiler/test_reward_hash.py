"""The revision changes with everything that can change a score, and with nothing else."""

from collections.abc import Callable
from typing import Any

import pytest

from compiler.compile import compile_experiment
from compiler.experiment import Experiment, VpcPlacement
from compiler.reward_hash import SCORING_FIELDS, reward_hash
from tests.compiler.made_kit import Kit

OTHER: dict[str, Any] = {
    "layers": ["schema"],
    "name": "other",
    "reward": "second",
    "description": "another",
    "region": "ap-northeast-1",
    "runtime": "python3.12",
    "architecture": "x86_64",
    "memory_mb": 1024,
    "timeout_seconds": 61,
    "weights": {"correct": 0.9},
    "on_bad_row": "raise",
    "reply": "envelope",
    "keep_revisions": False,
    "tags": {"a": "b"},
    "log_retention_days": 30,
    "log_kms_key_arn": "arn:aws:kms:us-east-1:111122223333:key/1234",
    "reserved_concurrency": 3,
    "vpc": VpcPlacement(subnet_ids=["subnet-1"], security_group_ids=["sg-1"]),
    "lambda_insights": True,
}
SCORING = {"reward", "weights", "on_bad_row", "reply", "runtime", "architecture", "layers"}


def revision(kit: Kit, name: str = "one") -> str:
    return compile_experiment(name, root=kit.root).revision


@pytest.mark.parametrize("field", Experiment.model_fields)
def test_a_field_changes_the_hash_only_where_it_scores(kit: Kit, field: str) -> None:
    compiled = compile_experiment("one", root=kit.root)
    changed = Experiment.model_validate({**dict(compiled.experiment), field: OTHER[field]})
    assert getattr(changed, field) != getattr(compiled.experiment, field)
    assert (reward_hash(changed, compiled.asset) != compiled.reward_hash) == (field in SCORING)


def test_the_scoring_fields_are_these_seven() -> None:
    assert set(SCORING_FIELDS) == SCORING


def edit_handler(kit: Kit) -> None:
    (kit.lambda_src / "handler.py").write_text("x = 1\n")


def edit_runtime(kit: Kit) -> None:
    with (kit.lambda_src / "reward_runtime" / "reward.py").open("a") as file:
        file.write("\n")


def edit_reward(kit: Kit) -> None:
    kit.reward("first", correct=0.9)


def add_rubric(kit: Kit) -> None:
    (kit.lambda_src / "rewards" / "first.rubric.txt").write_text("Is it kind?")


def set_weight(kit: Kit) -> None:
    kit.experiment("one", "reward: first\ndescription: the first\nweights: {correct: 0.9}\n")


@pytest.mark.parametrize("change", [edit_handler, edit_runtime, edit_reward, add_rubric, set_weight])
def test_what_can_change_a_score_changes_the_revision(kit: Kit, change: Callable[[Kit], None]) -> None:
    before = revision(kit)
    change(kit)
    assert revision(kit) != before


def test_an_edited_rubric_and_a_renamed_one_change_the_revision(kit: Kit) -> None:
    add_rubric(kit)
    seen = [revision(kit)]
    rubric = kit.lambda_src / "rewards" / "first.rubric.txt"
    rubric.write_text("Is it true?")
    seen.append(revision(kit))
    rubric.rename(rubric.with_name("first.rules.txt"))
    seen.append(revision(kit))
    assert len(set(seen)) == 3


def edit_other_reward(kit: Kit) -> None:
    kit.reward("second", correct=5.0)


def add_experiment(kit: Kit) -> None:
    kit.experiment("three", "reward: first\ndescription: d\n")


def add_comment_and_tag(kit: Kit) -> None:
    kit.experiment("one", "# why\nreward: first\ndescription: the first\ntags: {a: b}\n")


def leave_bytecode(kit: Kit) -> None:
    cache = kit.lambda_src / "rewards" / "__pycache__"
    cache.mkdir()
    (cache / "other.cpython-313.pyc").write_bytes(b"x")


@pytest.mark.parametrize("change", [edit_other_reward, add_experiment, add_comment_and_tag, leave_bytecode])
def test_what_cannot_change_a_score_keeps_the_revision(kit: Kit, change: Callable[[Kit], None]) -> None:
    before = revision(kit)
    change(kit)
    assert revision(kit) == before


def test_a_stage_and_the_place_of_the_folder_keep_the_revision(kit: Kit) -> None:
    before = revision(kit)
    moved = kit.root.rename(kit.root.with_name("elsewhere"))
    assert compile_experiment("one", stage="dev", root=moved).revision == before


def test_the_order_of_weights_keeps_the_revision(kit: Kit) -> None:
    seen: set[str] = set()
    for weights in ("{correct: 2, well_formed: 1}", "{well_formed: 1.0, correct: 2.0}"):
        kit.experiment("one", f"reward: first\ndescription: d\nweights: {weights}\n")
        seen.add(revision(kit))
    assert len(seen) == 1
