"""The ranges of settings are those that AWS publishes; their renewal changes the published values and nothing else."""

import copy
import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rft.failures import CallError
from rft.job.published.recipes import FILE, TECHNIQUES, fetched
from rft.job.published.renewal import renewed, unrenewed, written
from rft.road import Road

SPECIFICATIONS = Path(__file__).parents[3] / "rft/job/specifications.json"
TODAY = date(2030, 1, 2)
PUBLISHED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))


def kept() -> dict[str, Any]:
    return json.loads(SPECIFICATIONS.read_text("utf-8"))


def test_the_ranges_are_those_that_were_published_and_the_file_is_as_the_renewal_writes_it() -> None:
    """The model of botocore is the installed one."""
    again = renewed(kept(), PUBLISHED, TODAY)
    assert again == kept()
    assert written(again) == SPECIFICATIONS.read_text("utf-8")


def test_another_range_is_taken_over_with_its_commit_and_its_day() -> None:
    changed = copy.deepcopy(PUBLISHED)
    changed["commit"] = "abcdef0"
    parameters = changed["techniques"]["nova_smtj_lora_rft"]["recipe_override_parameters"]
    parameters["max_steps"]["max"] = 7
    parameters["global_batch_size"]["max"] = 64
    after = renewed(kept(), changed, TODAY)
    training = after["roads"]["training"]
    assert after["read"] == "2030-01-02"
    assert "sagemaker-hyperpod-recipes abcdef0, " in training["source"]
    assert training["settings"]["max_steps"]["max"] == 7
    assert training["settings"]["global_batch_size"]["choices"] == [16, 32, 64]
    assert after["roads"]["evaluation"] == kept()["roads"]["evaluation"]
    assert renewed(after, changed, date(2031, 1, 1)) == after


def test_every_setting_is_renewed_or_named_as_one_that_cannot_be() -> None:
    said = list(unrenewed(kept(), PUBLISHED))
    assert [line.partition(":")[0] for line in said] == [
        *("bedrock", "bedrock-open-weight", "training", "hyperpod", "evaluation"),
        *("evaluation own-dataset", "evaluation custom-scorer", "evaluation custom-scorer open-weight"),
    ]
    assert "lambda_concurrency_limit" in said[2]
    assert all("max_steps" not in line for line in said)


def test_it_is_fetched_from_a_repository_and_a_missing_technique_is_named(tmp_path: Path) -> None:
    for folder in ("nova", "verl", "evaluation"):
        place = tmp_path / "launcher/recipe_templatization" / folder
        place.mkdir(parents=True)
        names = {name: PUBLISHED["techniques"][name] for of, name in TECHNIQUES.values() if of == folder}
        (place / f"{folder}_recipe_template_parameters.json").write_text(json.dumps({"templates": names}))
    owner = ("-c", "user.name=a", "-c", "user.email=a@example.com")

    def commit() -> None:
        for command in (["init", "-q"], ["add", "-A"], [*owner, "commit", "-qm", "x"]):
            subprocess.run(["git", "-C", str(tmp_path), *command], check=True, capture_output=True)

    commit()
    found = fetched(str(tmp_path))
    assert found["techniques"] == PUBLISHED["techniques"]
    assert len(found["commit"]) == 7
    file = tmp_path / "launcher/recipe_templatization/verl/verl_recipe_template_parameters.json"
    file.write_text('{"templates": {}}')
    commit()
    with pytest.raises(CallError, match="for grpo_rlvr, expected its parameters"):
        fetched(str(tmp_path))
    with pytest.raises(CallError, match=r"(?s)^git clone: .*give a repository that can be cloned$"):
        fetched(str(tmp_path / "nowhere"))


def test_each_road_with_published_settings_has_a_technique() -> None:
    ways = {"evaluation own-dataset", "evaluation custom-scorer", "evaluation custom-scorer open-weight"}
    roads = {Road.TRAINING, Road.HYPERPOD, Road.SERVERLESS, Road.SERVERLESS_OPEN_WEIGHT}
    assert set(TECHNIQUES) == roads | ways
