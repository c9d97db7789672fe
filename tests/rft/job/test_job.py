"""`rft job`: from an experiment and a function to the request of a job, which AWS would accept."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
import yaml

from rft.job.hub import hub_name
from rft.road import ROADS, Road

Rft = Callable[..., CompletedProcess[str]]
FUNCTION = "arn:aws:lambda:us-east-1:111122223333:function:SageMaker-reward-sentiment-0123abcd"
PLACES = ("--data", "s3://rows/train.jsonl", "--output", "s3://rows/out")
ROLE = ("--role", "arn:aws:iam::111122223333:role/Job")
LIST = [road for road, manner in ROADS.items() if "list" in manner.replies]


def drawn(rft: Rft, road: str, *more: str, arn: str = FUNCTION) -> dict[str, Any]:
    done = rft("job", road, "sentiment", *ROLE, *PLACES, "--arn", arn, "--json", *more)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


@pytest.mark.parametrize("road", LIST)
def test_the_function_is_in_every_place_that_a_road_reads(rft: Rft, road: Road) -> None:
    draft = drawn(rft, road)
    text = json.dumps([draft["requests"], draft["files"], draft["commands"]])
    assert FUNCTION in text
    assert "s3://rows/train.jsonl" in text
    assert draft["revision"] == "0123abcd"


def test_a_training_jobs_recipe_names_the_function_twice(rft: Rft) -> None:
    """The recipe of a training job does not interpolate one place from the other."""
    draft = drawn(rft, "training", "--set", "global_batch_size=128", "--set", "max_steps=50")
    recipe = yaml.safe_load(draft["files"]["recipe.yaml"])
    reward = recipe["training_config"]["rollout"]["rewards"]["api_endpoint"]
    assert (recipe["run"]["reward_lambda_arn"], reward["lambda_arn"]) == (FUNCTION, FUNCTION)
    assert recipe["training_config"]["global_batch_size"] == 128
    assert recipe["training_config"]["trainer"]["save_steps"] == 10
    assert "lora_plus_lr_ratio" in recipe["training_config"]["trainer"]["peft"]["lora_tuning"]
    (request,) = draft["requests"]
    channels = {each["ChannelName"] for each in request["parameters"]["InputDataConfig"]}
    assert channels == {"train", "recipe"}
    copied, _ = draft["commands"]
    (place,) = [each["DataSource"]["S3DataSource"]["S3Uri"] for each in request["parameters"]["InputDataConfig"][1:]]
    assert copied == f"aws s3 cp recipe.yaml {place}/recipe.yaml"
    assert place.startswith("s3://rows/out/sentiment-0123abcd-1/recipe-")
    assert place != drawn(rft, "training")["requests"][0]["parameters"]["InputDataConfig"][1]


def test_hyperpod_spells_a_key_in_its_own_way(rft: Rft) -> None:
    recipe = yaml.safe_load(drawn(rft, "hyperpod")["files"]["recipe.yaml"])
    assert "loraplus_lr_ratio" in recipe["training_config"]["trainer"]["peft"]["lora_tuning"]
    assert recipe["run"]["rollout_worker_replicas"] == 1


def test_the_evaluator_stands_where_the_sdk_looks(rft: Rft) -> None:
    """The expected name is the one that sagemaker-train 1.27.0 computes; ``make test-clients`` compares them."""
    requests = {each["operation"]: each["parameters"] for each in drawn(rft, "serverless")["requests"]}
    assert hub_name("us-east-1", "111122223333") == "8ATR70AH6GAG4EBMM4CA7N63PH79DHT3EMB5HT0IQUSGQTVLIBB0"
    document = json.loads(requests["ImportHubContent"]["HubContentDocument"])
    assert document["SubType"] == "AWS/Evaluator"
    assert json.loads(document["JsonContent"]) == {"Reference": FUNCTION, "EvaluatorType": "RewardFunction"}
    config = requests["CreateTrainingJob"]["ServerlessJobConfig"]
    assert config["EvaluatorArn"].endswith(f"/{requests['CreateHub']['HubName']}/JsonDoc/sentiment-0123abcd/1.0.0")
    assert config["AcceptEula"] is False


def test_a_licence_is_accepted_only_if_the_caller_says_so(rft: Rft) -> None:
    requests = drawn(rft, "serverless", "--accept-eula")["requests"]
    assert requests[-1]["parameters"]["ServerlessJobConfig"]["AcceptEula"] is True


def test_a_checkpoint_is_evaluated_by_the_recipes(rft: Rft) -> None:
    draft = drawn(rft, "evaluation", "--model", "s3://rows/out/checkpoint")
    recipe = yaml.safe_load(draft["files"]["recipe.yaml"])
    (request,) = draft["requests"]
    assert recipe["run"]["model_name_or_path"] == "s3://rows/out/checkpoint"
    assert recipe["run"]["model_type"] == "amazon.nova-2-lite-v1:0:256k"
    assert request["parameters"]["HyperParameters"]["base_model_location"] == "s3://rows/out/checkpoint"
    assert "base_model" not in request["parameters"]["HyperParameters"]


def test_the_recipe_for_an_own_data_set_asks_the_reward_by_this_contract(rft: Rft) -> None:
    draft = drawn(rft, "evaluation", "--way", "own-dataset", "--data", "s3://rows/gen_qa.jsonl")
    recipe = yaml.safe_load(draft["files"]["recipe.yaml"])
    assert recipe["evaluation"] == {"task": "gen_qa", "strategy": "gen_qa", "metric": "all"}
    processor = recipe["processor"]
    assert (processor["lambda_arn"], processor["lambda_type"], processor["aggregation"]) == (FUNCTION, "rft", "average")
    assert draft["requests"][0]["parameters"]["HyperParameters"]["eval_lambda_arn"] == FUNCTION


@pytest.mark.parametrize(
    ("model", "own"),
    [
        ("nova-textgeneration-lite-v2", {"metric": "all", "lambda_type": "rft"}),
        ("huggingface-llm-qwen2-5-7b-instruct", {"evaluation_metric": "all", "max_model_len": "12000"}),
    ],
)
def test_a_serverless_evaluation_is_a_pipeline_with_the_evaluator(rft: Rft, model: str, own: dict[str, str]) -> None:
    requests = {
        each["operation"]: each["parameters"]
        for each in drawn(rft, "evaluation", "--way", "custom-scorer", "--model", model)["requests"]
    }
    (step,) = json.loads(requests["CreatePipeline"]["PipelineDefinition"])["Steps"]
    config, given = step["Arguments"]["ServerlessJobConfig"], step["Arguments"]["HyperParameters"]
    assert config["EvaluatorArn"].endswith(f"/{requests['CreateHub']['HubName']}/JsonDoc/sentiment-0123abcd/1.0.0")
    assert (config["JobType"], config["EvaluationType"]) == ("Evaluation", "CustomScorerEvaluation")
    assert given.items() >= {"task": "gen_qa", "postprocessing": "True", "aggregation": "mean", **own}.items()
    assert ("lambda_type" in given) is ("lambda_type" in own)
    assert requests["StartPipelineExecution"]["PipelineName"] == requests["CreatePipeline"]["PipelineName"]


def test_everything_is_written_to_a_folder(rft: Rft, tmp_path: Path) -> None:
    draft = drawn(rft, "training", "--out", str(tmp_path / "job"))
    assert sorted(path.name for path in (tmp_path / "job").iterdir()) == ["CreateTrainingJob.json", "recipe.yaml"]
    written = json.loads((tmp_path / "job" / "CreateTrainingJob.json").read_text("utf-8"))
    assert written == draft["requests"][0]["parameters"]


def test_a_file_that_cannot_be_written_there_is_named(rft: Rft, tmp_path: Path) -> None:
    (tmp_path / "recipe.yaml").mkdir()
    done = rft("job", "training", "sentiment", *ROLE, *PLACES, "--arn", FUNCTION, "--out", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "recipe.yaml': Is a directory; expected a file that can be written" in done.stderr


def test_a_function_of_a_stage_is_the_experiments(rft: Rft) -> None:
    staged = FUNCTION.replace("sentiment", "dev-sentiment")
    assert (
        drawn(rft, "training", arn=staged)["function"]
        == drawn(rft, "training", "--stage", "dev", arn=staged)["function"]
    )


@pytest.mark.parametrize(
    ("road", "changed", "message"),
    [
        ("training", ["--set", "learning_rate=1"], "--set learning_rate: got '1', expected number from 1e-07 to 0.001"),
        (
            "training",
            ["--set", "global_batch_size=256"],
            "expected 16 or 32 or 64 or 128 (aws/sagemaker",
        ),
        ("hyperpod", ["--set", "replicas=6"], "expected 2 or 4 or 8 or 16"),
        ("hyperpod", ["--set", "proc_num=8"], "--set: got 'proc_num=8', expected NAME=VALUE"),
        ("bedrock", ["--set", "batchSize=1024"], "expected integer from 16 to 512 (botocore"),
        ("bedrock", ["--set", "batchSize=64.5"], "expected integer from 16 to 512"),
        ("bedrock", ["--set", "learningRate=nan"], "expected number from 1e-07 to 0.001"),
        ("training", ["--set", "save_steps=20"], "expected at most max_steps, 10"),
        ("training", ["--arn", f"{FUNCTION}:live"], "--arn: got the qualifier ':live', expected none"),
        ("training", ["--arn", FUNCTION.replace("SageMaker", "sagemaker")], "expected 'SageMaker' in its name"),
        ("training", ["--arn", FUNCTION.replace("us-east-1", "us-west-2")], "expected one in us-east-1"),
        ("training", ["--arn", "nonsense"], "--arn: got 'nonsense', expected arn:aws:lambda"),
        ("training", ["--role", "Job"], "--role: got 'Job', expected arn:aws:iam"),
        (
            "training",
            ["--role", "arn:aws:iam::444455556666:role/Job"],
            "of aws, the function's account",
        ),
        ("training", ["--data", "rows.jsonl"], "--data: got 'rows.jsonl', expected s3://BUCKET/KEY"),
        ("training", ["--data", "s3://rows/a=b"], "--data: got 's3://rows/a=b'"),
        ("training", ["--validation", "s3:/rows"], "--validation: got"),
        ("training", ["--aws", "--local"], "got --aws and --local, expected one of them"),
        ("training", ["--watch"], "--watch: got no --submit, expected it"),
        ("training", ["--yes"], "--yes: got no --submit, expected it"),
        ("training", ["--arn", FUNCTION.replace("sentiment", "math")], "got a function of math, expected one of senti"),
        ("training", ["--arn", FUNCTION.replace("sentiment", "nope")], "got a function of nope, expected one of senti"),
        ("training", ["--arn", FUNCTION.replace("-0123abcd", "")], "got a function of no experiment, expected one of"),
        ("training", ["--stage", "dev"], "got a function of sentiment, expected one of sentiment at the stage dev"),
        ("training", ["--out", __file__], "test_job.py' is no folder; expected a folder that can be written"),
        ("training", ["--out", f"{__file__}/job"], "test_job.py' is no folder; expected a folder that can be written"),
        ("training", ["--out", "x" * 300], "File name too long; expected a folder that can be written"),
        ("training", ["--submit"], "--submit: got --arn alone, expected --aws or --local beside it"),
        ("serverless-open-weight", [], "experiments/sentiment.yaml: reply: got 'list', expected 'envelope'"),
        ("nowhere", [], "Invalid value"),
        *(
            ("training", ["--set", f"max_steps={text}"], f"got {text!r}, expected integer")
            for text in ("1_0", " 10", "١٠")
        ),
        ("training", ["--set", "learning_rate=1_0e-7"], "got '1_0e-7', expected number"),
        ("training", ["--set", "max_steps=10", "--set", "max_steps=20"], "--set max_steps: got it twice"),
        ("training", ["--data", "s3://ro..ws/x"], "--data: got 's3://ro..ws/x', expected s3://BUCKET/KEY"),
        ("training", ["--data", "s3://192.168.0.1/x"], "--data: got 's3://192.168.0.1/x'"),
        (
            "training",
            ["--role", "arn:aws-cn:iam::111122223333:role/Job"],
            "of aws-cn, expected 1111",
        ),
        (
            "training",
            ["--model", "amazon.nova-pro-v1:0"],
            "got 'amazon.nova-pro-v1:0', expected amazon.nova-2",
        ),
        ("training", ["--way", "own-dataset"], "--way: got own-dataset for training, expected none"),
        ("evaluation", ["--way", "own-dataset"], "expected a file named gen_qa.jsonl, or the folder that holds it"),
        (
            "evaluation",
            ["--way", "custom-scorer", "--set", "aggregation=average"],
            "expected mean or min or max or sum",
        ),
        ("evaluation", ["--model", "s3://rows/a=b"], "--model: got 's3://rows/a=b', expected s3://BUCKET/KEY"),
        ("evaluation", ["--validation", "s3://rows/v"], "--validation: evaluation jobs take none; leave it out"),
        ("hyperpod", ["--validation", "s3://rows/v"], "--validation: hyperpod jobs take none; leave it out"),
        (
            "training",
            ["--set", "max_steps"],
            "--set: got 'max_steps', expected max_steps=VALUE, the value integer from 5",
        ),
        ("bedrock-open-weight", ["--model", ""], "--model: got '', expected the id of one of Mantle's models"),
        ("bedrock-open-weight", ["--name", "x"], "--name: bedrock-open-weight jobs take none; leave it out"),
        ("training", ["--accept-eula"], "--accept-eula: training jobs take none; leave it out"),
        ("evaluation", ["--model", ""], "--model: got '', expected amazon.nova-2-lite-v1:0:256k"),
        ("hyperpod", ["--name", "x'; rm"], "expected 1 to 63 of a-z, 0-9 and -, as Kubernetes names a job"),
    ],
)
def test_a_wrong_value_is_refused_before_anything_is_drawn(
    rft: Rft, road: str, changed: list[str], message: str
) -> None:
    done = rft("job", road, "sentiment", *ROLE, *PLACES, "--arn", FUNCTION, *changed)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_request_that_aws_would_refuse_is_not_shown(rft: Rft) -> None:
    for name, says in (("a_b", "got 'a_b', expected the form"), ("", "got 0 characters, expected at least 1")):
        done = rft("job", "bedrock", "sentiment", *ROLE, *PLACES, "--arn", FUNCTION, "--name", name)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"jobName: {says}" in done.stderr


@pytest.mark.usefixtures("local_target")
def test_an_experiment_that_is_not_deployed_has_no_function(rft: Rft) -> None:
    done = rft("job", "training", "math", *ROLE, *PLACES, "--local")
    assert done.returncode == 2
    assert "math is not deployed on the local target; deploy it with `rft local deploy math`" in done.stderr
