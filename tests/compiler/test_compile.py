"""One call compiles an experiment, and every mistake is a message."""

import dataclasses
import json
from pathlib import Path

import pytest

from compiler.compile import ROOT, compile_experiment, experiment_names
from compiler.environment import check_environment
from compiler.errors import CompileError
from tests.compiler.made_kit import Kit


def failure(kit: Kit, name: str = "one", stage: str | None = None) -> str:
    with pytest.raises(CompileError) as error:
        compile_experiment(name, stage=stage, root=kit.root)
    return str(error.value)


@pytest.mark.parametrize("name", experiment_names())
def test_every_experiment_of_the_kit_compiles(name: str) -> None:
    compiled = compile_experiment(name)
    assert compiled.function_name == f"SageMaker-reward-{name}-{compiled.reward_hash[:8]}"
    assert compiled.asset.root == ROOT / "lambda_src"


def test_experiments_are_listed_by_name(kit: Kit) -> None:
    assert experiment_names(kit.root) == ["one", "two"]


def test_a_relative_folder_compiles_to_an_absolute_asset(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(kit.root.parent)
    assert compile_experiment("one", root=Path(kit.root.name)).asset.root == kit.lambda_src.resolve()
    kit.source("first", "1 / 0\n")
    with pytest.raises(CompileError, match=r"^lambda_src/rewards/first.py:1: import failed: ZeroDivisionError"):
        compile_experiment("one", root=Path(kit.root.name))


def test_a_compiled_experiment_cannot_be_changed(kit: Kit) -> None:
    compiled = compile_experiment("one", root=kit.root)
    with pytest.raises(dataclasses.FrozenInstanceError):
        compiled.stage = "dev"  # pyright: ignore[reportAttributeAccessIssue]


def test_an_unknown_experiment_names_the_nearest_and_all(kit: Kit) -> None:
    assert failure(kit, "ones") == (
        "experiment: got 'ones', expected the name of a file experiments/<name>.yaml; "
        "did you mean 'one'? known: one, two"
    )


def test_a_file_with_a_bad_name_is_to_be_renamed(kit: Kit) -> None:
    kit.experiment("Bad_Name", "reward: first\ndescription: d\n")
    assert "the file's name: got 'Bad_Name' (str)" in failure(kit, "Bad_Name")


def test_the_environment_carries_the_settings_and_only_overridden_weights(kit: Kit) -> None:
    plain = compile_experiment("one", stage="dev", root=kit.root)
    assert plain.environment == {
        "REWARD_EXPERIMENT": "dev-one",
        "REWARD_REVISION": plain.revision,
        "REWARD_NAME": "first",
        "REWARD_REPLY": "list",
        "REWARD_ON_BAD_ROW": "floor",
        "REWARD_ON_FAILURE": "raise",
    }
    kit.experiment("one", "reward: first\ndescription: d\nweights: {well_formed: 0.25, correct: 2}\n")
    weights = compile_experiment("one", root=kit.root).environment["REWARD_WEIGHTS"]
    assert weights == '{"correct":2.0,"well_formed":0.25}'
    assert json.loads(weights) == {"correct": 2.0, "well_formed": 0.25}


def test_an_environment_over_4_kb_is_an_error_with_its_size(kit: Kit) -> None:
    compiled = compile_experiment("one", root=kit.root)
    largest = {**compiled.environment, "REWARD_JUDGE": "é" * 2500}
    with pytest.raises(CompileError, match=r"environment: got 5.*, expected at most 4096"):
        check_environment(largest, compiled.experiment)


def test_a_stage_that_makes_another_experiments_name_is_refused(kit: Kit) -> None:
    kit.experiment("dev-one", "reward: first\ndescription: d\n")
    assert "would be named 'dev-one'" in failure(kit, "one", "dev")
    assert compile_experiment("two", stage="dev", root=kit.root).label == "dev-two"


def test_a_name_too_long_for_aws_tells_its_length_and_what_to_shorten(kit: Kit) -> None:
    name = "a" * 32
    kit.experiment(name, "reward: first\ndescription: d\nregion: ap-southeast-2\n")
    assert compile_experiment(name, root=kit.root).label == name
    message = failure(kit, name, "staging")
    assert message.startswith("function name: got 'SageMaker-reward-staging-aaa")
    assert message.endswith(
        f"(66 characters), expected at most 64; shorten the experiment's name {name!r} or the stage 'staging' by 2"
    )
