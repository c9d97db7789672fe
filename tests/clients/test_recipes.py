"""Recipes and settings pass AWS's own resolver, with the published specifications. Run by ``make test-clients``."""

import json
import sys
from pathlib import Path

import pytest
from sagemaker.train.recipe_resolver import RecipeResolver

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))
from rft.job.order import Order  # noqa: E402 - the kit is not installed in this environment
from rft.job.published.recipes import FILE, TECHNIQUES  # noqa: E402
from rft.job.recipe import hyperpod_recipe, training_recipe  # noqa: E402
from rft.job.settings import read_settings  # noqa: E402
from rft.road import Road  # noqa: E402

SETTINGS = json.loads((ROOT / "rft/job/specifications.json").read_text("utf-8"))["roads"]
PUBLISHED = json.loads(FILE.read_text("utf-8"))["techniques"]
RECIPES = {Road.TRAINING: training_recipe, Road.HYPERPOD: hyperpod_recipe}
FLAT = [Road.SERVERLESS, Road.SERVERLESS_OPEN_WEIGHT]
SPECIAL = {"save_steps", "max_steps"}
"""Bound to one another."""


def ends(road):
    """Each setting that is published, at each of its ends."""
    parameters = PUBLISHED[TECHNIQUES[road][1]]["recipe_override_parameters"]
    for name, setting in SETTINGS[road.value]["settings"].items():
        if name in parameters and name not in SPECIAL:
            for value in setting.get("choices") or (setting["min"], setting["max"], setting["default"]):
                yield name, value
    yield from (("max_steps", 5), ("max_steps", 100000), ("save_steps", 0), ("save_steps", 10))


def order(road, *given):
    return Order(
        experiment="tone",
        revision="0123abcd",
        function="arn:aws:lambda:us-east-1:111122223333:function:SageMaker-reward-tone-0123abcd",
        region="us-east-1",
        role="arn:aws:iam::111122223333:role/Job",
        data="s3://rows/train.jsonl",
        output="s3://rows/out",
        validation=None,
        name="tone-0123abcd-1",
        model="amazon.nova-2-lite-v1:0:256k",
        settings=read_settings(road, given, {}, ""),
    )


def specification(road):
    """The published parts of a road; ``namespace`` is the cluster's, and stands in no recipe."""
    published = PUBLISHED[TECHNIQUES[road][1]]
    parameters = {name: each for name, each in published["recipe_override_parameters"].items() if name != "namespace"}
    return published["recipe_template"], parameters


def resolved(road, recipe, folder):
    file = folder / "recipe.yaml"
    file.write_text(recipe)
    template, parameters = specification(road)
    return RecipeResolver(template, parameters, user_recipe_path=str(file)).resolve()


@pytest.mark.parametrize("road", RECIPES)
def test_a_recipe_with_each_setting_at_each_end_passes(road, tmp_path):
    for name, value in ends(road):
        made = order(road, f"{name}={value}")
        found = resolved(road, RECIPES[road](made), tmp_path)
        assert found["training_config"]["trainer"]["max_steps"] == made.settings["max_steps"]
        assert found["run"]["reward_lambda_arn"] == made.function


@pytest.mark.parametrize("road", RECIPES)
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("max_steps: 10", "max_steps: 4"),
        ("lr: 0.0001", "lr: 1.0"),
        ("alpha: 32", "alpha: 33"),
        ("save_steps: 10", "save_steps: 11"),
    ],
)
def test_the_resolver_can_fail(road, right, wrong, tmp_path):
    recipe = RECIPES[road](order(road, "learning_rate=0.0001"))
    assert right in recipe
    with pytest.raises(ValueError, match=r"Invalid|save_steps"):
        resolved(road, recipe.replace(right, wrong), tmp_path)


@pytest.mark.parametrize("road", FLAT)
def test_the_settings_of_a_serverless_job_pass_what_is_published(road):
    from sagemaker.train.recipe_resolver import _validate_value

    _, parameters = specification(road)
    for name, value in ends(road):
        if name not in SETTINGS[road.value]["settings"]:
            continue
        for each, sent in order(road, f"{name}={value}").settings.values.items():
            _validate_value(each, sent, parameters[each], "rft job", dotpath=each)
