"""Recipes and settings pass AWS's own resolver, with the published specifications. Run by ``make test-clients``."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sagemaker.train.recipe_resolver import RecipeResolver

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))
from rft.job.evaluation.pipeline import serverless_evaluation  # noqa: E402
from rft.job.evaluation.recipe import own_dataset_recipe  # noqa: E402
from rft.job.order import Order  # noqa: E402 - the kit is not installed in this environment
from rft.job.published.recipes import FILE, TECHNIQUES  # noqa: E402
from rft.job.recipe import MODEL_PLACE, hyperpod_recipe, training_recipe  # noqa: E402
from rft.job.settings import read_settings  # noqa: E402
from rft.road import Road  # noqa: E402

SETTINGS = json.loads((ROOT / "rft/job/specifications.json").read_text("utf-8"))["roads"]
PUBLISHED = json.loads(FILE.read_text("utf-8"))["techniques"]
OWN_DATASET, SCORER = "evaluation own-dataset", "evaluation custom-scorer"
OPEN_SCORER = f"{SCORER} open-weight"
RECIPES = {Road.TRAINING: training_recipe, Road.HYPERPOD: hyperpod_recipe}
FLAT = [Road.SERVERLESS, Road.SERVERLESS_OPEN_WEIGHT, SCORER, OPEN_SCORER]
SPECIAL = {"save_steps", "max_steps"}
"""Bound to one another."""


def ends(road):
    """Each setting that is published, at each of its ends."""
    parameters = PUBLISHED[TECHNIQUES[road][1]]["recipe_override_parameters"]
    for name, setting in SETTINGS[road]["settings"].items():
        # The published aggregations are not those that AWS's own client sends; see docs/roads/evaluation.md.
        if name in parameters and name not in SPECIAL | {"aggregation"}:
            for value in setting.get("choices") or (setting["min"], setting["max"], setting["default"]):
                yield name, value
    if "max_steps" in parameters:
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
        if name not in SETTINGS[road]["settings"]:
            continue
        for each, sent in order(road, f"{name}={value}").settings.values.items():
            if each == "aggregation":
                continue
            _validate_value(each, sent, parameters[each], "rft job", dotpath=each)


def test_the_recipe_for_an_own_data_set_with_each_setting_at_each_end_passes(tmp_path):
    for name, value in ends(OWN_DATASET):
        made = order(OWN_DATASET, f"{name}={value}")
        found = resolved(OWN_DATASET, own_dataset_recipe(made, MODEL_PLACE), tmp_path)
        assert found["inference"][name] == made.settings[name]
        assert (found["processor"]["lambda_arn"], found["processor"]["lambda_type"]) == (made.function, "rft")
    recipe = own_dataset_recipe(order(OWN_DATASET), MODEL_PLACE)
    for right, wrong in (("lambda_type: rft", "lambda_type: reward"), ("top_p: 1.0", "top_p: 1.5")):
        assert right in recipe
        with pytest.raises(ValueError, match="Invalid"):
            resolved(OWN_DATASET, recipe.replace(right, wrong), tmp_path)


@pytest.mark.parametrize(
    ("kind", "model"), [(SCORER, "nova-textgeneration-lite-v2"), (OPEN_SCORER, "huggingface-llm-qwen2-5-7b-instruct")]
)
def test_the_step_of_a_custom_scorer_is_the_one_that_the_sdk_renders(kind, model):
    from jinja2 import Template
    from sagemaker.train.common_utils.recipe_utils import _is_nova_model
    from sagemaker.train.evaluate.pipeline_templates import CUSTOM_SCORER_TEMPLATE_BASE_MODEL_ONLY

    made = replace(order(kind), model=model, accept_eula=True)
    ours = json.loads(serverless_evaluation(made).requests[2].parameters["PipelineDefinition"])
    (step,) = ours["Steps"]
    settings = {name: str(value) for name, value in made.settings.values.items()}
    own = {"metric": "all", "lambda_type": "rft"} if _is_nova_model(model) else {"evaluation_metric": "all"}
    rendered = Template(CUSTOM_SCORER_TEMPLATE_BASE_MODEL_ONLY).render(
        role_arn=made.role,
        base_model_arn=step["Arguments"]["ServerlessJobConfig"]["BaseModelArn"],
        evaluator_arn=step["Arguments"]["ServerlessJobConfig"]["EvaluatorArn"],
        task="gen_qa",
        strategy="gen_qa",
        postprocessing="True",
        s3_output_path=made.output,
        dataset_uri=made.data,
        **own,
        **settings,
    )
    theirs = json.loads(rendered)
    (wanted,) = theirs["Steps"]
    # One more field of ours is the default of the service.
    del step["Arguments"]["InputDataConfig"][0]["DataSource"]["S3DataSource"]["S3DataDistributionType"]
    assert step["Arguments"] == wanted["Arguments"]
    assert ours.keys() == theirs.keys() - {"MlflowConfig"}
    assert all(ours[name] == theirs[name] for name in ours.keys() - {"Steps"})
