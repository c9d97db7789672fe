"""The function and the log group of its revisions."""

import re
from pathlib import Path

import pytest

from compiler.errors import CompileError
from tests.shipped import shipped
from tests.stacks.synthesis import Synthesised, sentiment, synthesise

FUNCTION, LOG_GROUP = "AWS::Lambda::Function", "AWS::Logs::LogGroup"


def test_function_has_the_time_memory_and_platform_that_rewards_start_with(stack: Synthesised) -> None:
    function = stack.one(FUNCTION)
    assert (function["Timeout"], function["MemorySize"]) == (60, 512)
    assert (function["Runtime"], function["Architectures"]) == ("python3.13", ["arm64"])
    assert function["Handler"] == "handler.lambda_handler"
    assert "TracingConfig" not in function
    assert "SystemLogLevel" not in function["LoggingConfig"]
    assert function["RecursiveLoop"] == "Terminate"
    assert function["LoggingConfig"]["LogFormat"] == "JSON"
    assert "ReservedConcurrentExecutions" not in function
    assert "VpcConfig" not in function
    assert "Layers" not in function


def test_every_field_of_the_experiment_reaches_the_function(changed: Synthesised) -> None:
    function = changed.one(FUNCTION)
    assert (function["Runtime"], function["Architectures"]) == ("python3.12", ["x86_64"])
    assert (function["MemorySize"], function["Timeout"]) == (1769, 300)


def test_a_share_of_the_log_and_tracing_reach_the_function(opted_in: Synthesised) -> None:
    function = opted_in.one(FUNCTION)
    assert function["TracingConfig"] == {"Mode": "Active"}
    assert function["LoggingConfig"]["SystemLogLevel"] == "WARN"
    assert "ApplicationLogLevel" not in function["LoggingConfig"], "metric lines are at INFO"
    assert function["Environment"]["Variables"]["REWARD_LOG_SHARE"] == "0.05"


def test_environment_is_the_compiled_one(stack: Synthesised) -> None:
    assert stack.one(FUNCTION)["Environment"]["Variables"] == shipped("sentiment").environment


def test_function_name_holds_sagemaker_in_exact_case_and_the_revision(stack: Synthesised) -> None:
    name = stack.one(FUNCTION)["FunctionName"]
    assert re.fullmatch(r"SageMaker-reward-sentiment-[0-9a-f]{8}", name)


def test_logical_ids_do_not_depend_on_the_experiment(stack: Synthesised, opted_in: Synthesised) -> None:
    ours, others = (list(each.stacks.values()) for each in (stack, opted_in))
    assert [set(template["Resources"]) for template in ours] == [set(template["Resources"]) for template in others]


def test_one_log_group_serves_all_revisions_for_90_days(stack: Synthesised) -> None:
    (group,) = stack.resources(LOG_GROUP)
    assert group["Properties"]["LogGroupName"] == "/nova-reward/sentiment"
    assert group["Properties"]["RetentionInDays"] == 90
    assert "KmsKeyId" not in group["Properties"]
    assert group["DeletionPolicy"] == "Delete"


def test_opting_in_sets_key_network_concurrency_and_insights(opted_in: Synthesised) -> None:
    function = opted_in.one(FUNCTION)
    assert opted_in.one(LOG_GROUP)["KmsKeyId"].startswith("arn:aws:kms:us-east-1:111122223333:key/")
    assert function["ReservedConcurrentExecutions"] == 20
    assert function["VpcConfig"] == {
        "SubnetIds": ["subnet-0123456a", "subnet-0123456b"],
        "SecurityGroupIds": ["sg-0123456c"],
    }
    assert ":layer:LambdaInsightsExtension-Arm64:" in function["Layers"][0]


def test_insights_where_the_cdk_knows_none_are_refused_by_the_field(tmp_path: Path) -> None:
    with pytest.raises(CompileError, match=r"^experiments/far\.yaml: lambda_insights: got true in mx-central-1"):
        synthesise([sentiment(name="far", region="mx-central-1", lambda_insights=True)], tmp_path)
