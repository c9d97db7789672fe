"""The doctor names each fault, its remedy, and the checks that it could not make. It calls only the account."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from compiler.alarms.settings import AlarmSettings
from compiler.experiment.experiment import Experiment
from compiler.judge.known_models import known_models
from compiler.judge.target import Target, judge_target
from rft import __main__
from rft.doctor import toolchain
from rft.doctor import verb as doctor
from rft.doctor.account.account import Account, reach
from rft.doctor.account.concurrency import concurrency_findings
from rft.doctor.account.invocation_logging import logging_findings
from rft.doctor.account.live_judge import live_judge_findings
from rft.doctor.experiments import OLD_DAYS, experiment_findings, readable
from rft.doctor.finding import Finding
from rft.doctor.rewards import rewards
from rft.failures import CallError
from tests.compiler.made_kit import make_kit
from tests.rft.doctor.aws import Aws

MODEL = "amazon.nova-2-lite-v1:0"
PROFILE = f"us.{MODEL}"
REGIONS = ("us-east-1", "us-east-2", "us-west-2")
GEOGRAPHIC = Target("geographic", PROFILE, "us-east-1", MODEL, REGIONS)
APPLICATION_ARN = "arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc"
GROUP = {"logGroupName": "g", "roleArn": "arn:aws:iam::111122223333:role/r"}
GRANTED = {
    "modelId": MODEL,
    "agreementAvailability": {"status": "AVAILABLE"},
    "authorizationStatus": "AUTHORIZED",
    "entitlementAvailability": "AVAILABLE",
    "regionAvailability": "AVAILABLE",
}


def profile(*regions: str, model: str = MODEL) -> dict[str, Any]:
    models = [{"modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model}"} for region in regions]
    arn = f"arn:aws:bedrock:us-east-1:111122223333:inference-profile/{PROFILE}"
    named = {"inferenceProfileName": "n", "inferenceProfileArn": arn, "inferenceProfileId": PROFILE}
    return {**named, "models": models, "status": "ACTIVE", "type": "SYSTEM_DEFINED"}


def model(lifecycle: str = "ACTIVE", *inference: str) -> dict[str, Any]:
    arn = f"arn:aws:bedrock:us-east-1::foundation-model/{MODEL}"
    details = {"modelArn": arn, "modelId": MODEL, "modelLifecycle": {"status": lifecycle}}
    return {"modelDetails": {**details, "inferenceTypesSupported": list(inference)}}


def aws(listed: Mapping[str, Any] | None, details: Mapping[str, Any], access: Mapping[str, Any] = GRANTED) -> Aws:
    """Answers as Bedrock does about a judge."""
    told = Aws()
    if listed is not None:
        told.says("bedrock", "get_inference_profile", listed)
    return told.says("bedrock", "get_foundation_model", details).says(
        "bedrock", "get_foundation_model_availability", access
    )


def looked(told: Aws, target: Target) -> list[Finding]:
    return list(live_judge_findings(told.account, target))


def experiment(name: str = "similarity", **fields: Any) -> Experiment:
    given: dict[str, Any] = {"reward": "similarity", "description": "d", **fields}
    return Experiment.model_validate({"name": name, **given})


def test_a_judge_that_is_as_the_permission_says_is_good() -> None:
    found = looked(aws(profile(*REGIONS), model()), GEOGRAPHIC)
    assert [finding.state for finding in found] == ["good"] * 3
    assert "us-east-1, us-east-2, us-west-2" in found[0].says


def test_a_region_that_the_permission_lacks_is_bad_and_the_file_s_line_is_given() -> None:
    found = looked(aws(profile(*REGIONS, "us-west-1"), model()), GEOGRAPHIC)[0]
    assert found.state == "bad"
    assert "may also run in us-west-1, where the role may not call" in found.says
    assert "set judge.destination_regions to us-east-1, us-east-2, us-west-1, us-west-2" in found.says


def test_a_region_that_the_permission_has_for_nothing_is_a_warning() -> None:
    found = looked(aws(profile("us-east-1", "us-west-2"), model()), GEOGRAPHIC)[0]
    assert (found.state, "no longer runs in us-east-2" in found.says) == ("warning", True)


def test_the_region_of_the_call_needs_the_permission_though_the_profile_does_not_run_there() -> None:
    called = Target("geographic", PROFILE, "us-west-1", MODEL, ("us-east-1", "us-west-1"))
    told = Aws().says("bedrock", "get_inference_profile", profile("us-east-1"), "us-west-1")
    told.says("bedrock", "get_foundation_model", model(), "us-west-1")
    told.says("bedrock", "get_foundation_model_availability", GRANTED, "us-west-1")
    assert looked(told, called)[0].state == "good"


def test_a_global_profile_may_run_anywhere() -> None:
    target = Target("global", f"global.{MODEL}", "us-east-1", MODEL, ("us-east-1",), anywhere=True)
    found = looked(aws(profile("us-east-1", "", "eu-west-1"), model()), target)[0]
    assert (found.state, "any region" in found.says) == ("good", True)


def test_an_application_profile_of_another_model_than_the_file_says_is_bad() -> None:
    target = Target("application", APPLICATION_ARN, "us-east-1", MODEL, ("us-east-1",))
    found = looked(aws(profile("us-east-1", model="amazon.nova-pro-v1:0"), model()), target)[0]
    assert (found.state, "correct judge.made_from" in found.says) == ("bad", True)


def test_a_profile_that_is_not_there_is_bad() -> None:
    told = Aws().refuses("bedrock", "get_inference_profile", "ResourceNotFoundException")
    told.says("bedrock", "get_foundation_model", model())
    told.says("bedrock", "get_foundation_model_availability", GRANTED)
    assert looked(told, GEOGRAPHIC)[0].state == "bad"


def test_what_the_credentials_may_not_look_at_is_unseen_and_names_the_action() -> None:
    told = Aws()
    for operation in ("get_inference_profile", "get_foundation_model", "get_foundation_model_availability"):
        told.refuses("bedrock", operation, "AccessDeniedException")
    found = looked(told, GEOGRAPHIC)
    assert [finding.state for finding in found] == ["unseen"] * 3
    assert "bedrock:GetInferenceProfile in us-east-1: got AccessDeniedException" in found[0].says


def test_a_service_that_is_not_reached_is_unseen() -> None:
    def unreachable(service: str, region: str) -> Any:
        raise EndpointConnectionError(endpoint_url="nowhere")

    found = list(live_judge_findings(Account(unreachable), GEOGRAPHIC))
    assert {finding.state for finding in found} == {"unseen"}
    assert "got EndpointConnectionError" in found[0].says


@pytest.mark.parametrize(
    ("details", "state"),
    [
        (model("ACTIVE", "ON_DEMAND"), "good"),
        (model("LEGACY", "ON_DEMAND"), "warning"),
        (model("ACTIVE", "PROVISIONED"), "bad"),
    ],
)
def test_a_model_called_by_its_own_id_must_be_callable_so(details: Mapping[str, Any], state: str) -> None:
    target = Target("model", MODEL, "us-east-1", MODEL, ("us-east-1",))
    assert looked(aws(None, details), target)[0].state == state


@pytest.mark.parametrize(
    "lacking",
    [
        {"agreementAvailability": {"status": "NOT_AVAILABLE"}},
        {"authorizationStatus": "NOT_AUTHORIZED"},
        {"entitlementAvailability": "NOT_AVAILABLE"},
        {"regionAvailability": "NOT_AVAILABLE"},
    ],
)
def test_access_that_lacks_one_thing_is_bad_and_names_it(lacking: Mapping[str, Any]) -> None:
    found = looked(aws(profile(*REGIONS), model(), {**GRANTED, **lacking}), GEOGRAPHIC)[-1]
    assert (found.state, "NOT_A" in found.says, "ask for access" in found.says) == ("bad", True, True)


def test_an_endpoint_must_be_in_service() -> None:
    target, base = Target("endpoint", "judge", "us-east-1"), datetime(2026, 1, 1, tzinfo=timezone.utc)
    for status, state in {"InService": "good", "Failed": "bad"}.items():
        reply = {
            "EndpointName": "judge",
            "EndpointArn": "arn:aws:sagemaker:us-east-1:111122223333:endpoint/judge",
            "EndpointStatus": status,
            "CreationTime": base,
            "LastModifiedTime": base,
        }
        assert looked(Aws().says("sagemaker", "describe_endpoint", reply), target)[0].state == state
    assert looked(Aws().refuses("sagemaker", "describe_endpoint", "ValidationException"), target)[0].state == "bad"


@pytest.mark.parametrize(
    ("runs_on", "status", "state", "says"),
    [
        ("Judge", "InService", "good", "InService"),
        ("Judge", "Creating", "bad", "Creating, expected InService"),
        ("Other", "InService", "bad", "it runs on the endpoint Other; correct judge.endpoint"),
    ],
)
def test_an_inference_component_must_serve_on_the_endpoint(runs_on: str, status: str, state: str, says: str) -> None:
    base = datetime(2026, 1, 1, tzinfo=timezone.utc)
    arn, when = "arn:aws:sagemaker:us-east-1:111122223333", {"CreationTime": base, "LastModifiedTime": base}
    endpoint = {"EndpointName": "Judge", "EndpointArn": f"{arn}:endpoint/judge", "EndpointStatus": "InService", **when}
    component = {
        "InferenceComponentName": "Part",
        "InferenceComponentArn": f"{arn}:inference-component/part",
        "EndpointName": runs_on,
        "EndpointArn": f"{arn}:endpoint/judge",
        "InferenceComponentStatus": status,
        **when,
    }
    told = Aws().says("sagemaker", "describe_endpoint", endpoint)
    told.says("sagemaker", "describe_inference_component", component)
    found = looked(told, Target("endpoint", "Judge", "us-east-1", component="Part"))[-1]
    assert (found.state, says in found.says) == (state, True)


def test_an_arn_of_one_s_own_is_said_to_be_unseen() -> None:
    target = Target("own", "arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abc", "us-east-1")
    assert [finding.state for finding in looked(Aws(), target)] == ["unseen"]


@pytest.mark.parametrize(
    ("limit", "free", "reserved", "state", "says"),
    [
        (1000, 1000, None, "good", "1000 unreserved of 1000; all jobs at once send 24"),
        (1000, 20, None, "warning", "all jobs at once send 24"),
        (10, 10, None, "bad", "expected as many as each job sends: one 12, two 12"),
        (1000, 500, 901, "bad", "the experiments reserve 901 of 1000, and 100 can never be reserved"),
    ],
)
def test_concurrency_is_held_against_what_the_jobs_send(
    limit: int, free: int, reserved: int | None, state: str, says: str
) -> None:
    several = [experiment("one"), experiment("two"), experiment("far", region="eu-west-1")]
    if reserved:
        several.append(experiment("set-aside", reserved_concurrency=reserved))
    told = Aws()
    for region in ("eu-west-1", "us-east-1"):
        limits = {"ConcurrentExecutions": limit, "UnreservedConcurrentExecutions": free}
        told.says("lambda", "get_account_settings", {"AccountLimit": limits}, region)
    found = list(concurrency_findings(told.account, several, {}))
    _, here = (each for each in found if "account_concurrency" not in each.says)
    assert (here.what, here.state) == ("Lambda concurrency in us-east-1", state)
    assert says in here.says


def test_an_alarm_that_compares_with_another_limit_than_the_accounts_is_told() -> None:
    raised, reserved = AlarmSettings(account_concurrency=5000), {"reserved_concurrency": 20}
    several = [experiment("default"), experiment("raised", alarms=raised), experiment("own", **reserved)]
    limits = {"ConcurrentExecutions": 5000, "UnreservedConcurrentExecutions": 4980}
    told = Aws().says("lambda", "get_account_settings", {"AccountLimit": limits})

    _, found = concurrency_findings(told.account, several, {})
    assert found.state == "warning"
    assert found.says == ("alarms.account_concurrency: got default 1000, expected the account's 5000; set that")


@pytest.mark.parametrize(
    ("reply", "state", "place"),
    [
        ({}, "good", ""),
        ({"loggingConfig": {"textDataDeliveryEnabled": False, "s3Config": {"bucketName": "b-1"}}}, "good", ""),
        ({"loggingConfig": {"textDataDeliveryEnabled": True, "s3Config": {"bucketName": "b-1"}}}, "warning", "b-1"),
        ({"loggingConfig": {"textDataDeliveryEnabled": True, "cloudWatchConfig": GROUP}}, "warning", "written to g,"),
    ],
)
def test_invocation_logging_that_would_write_prompts_down_is_told(
    reply: Mapping[str, Any], state: str, place: str
) -> None:
    told = Aws().says("bedrock", "get_model_invocation_logging_configuration", reply)
    (found,) = logging_findings(told.account, [GEOGRAPHIC, Target("endpoint", "judge", "eu-west-1")])
    assert (found.state, place in found.says) == (state, True)


def test_a_reward_is_good_once_it_is_rehearsed_and_bad_by_its_author_s_line(tmp_path: Path) -> None:
    kit = make_kit(tmp_path)
    kit.source("first", "REWARD = (\n")
    kit.source("second", SOUND)
    kit.rows("second", [("yes", "\\boxed{yes}"), ("no", "\\boxed{yes}")])
    kit.experiment("two", "reward: second\ndescription: d\n")

    _, (first, second, evidence) = rewards(["one", "two"], root=kit.root)

    assert (first.state, second.state) == ("bad", "good")
    assert first.says.startswith("lambda_src/rewards/first.py:1: import failed: SyntaxError")
    assert "rehearsed (2 rows, " in second.says
    assert (evidence.what, evidence.state) == ("evidence of two", "warning")
    assert "evidence/two/attack.json: got no attack on this reward, expected one; run `rft attack two" in evidence.says


SOUND = """\
from reward_runtime.answers.labels import Labels
from reward_runtime.extract import boxed
from reward_runtime.reward import Reward

REWARD = Reward(Labels("yes", "no"), extract=boxed())
"""


def test_experiments_are_read_without_an_account() -> None:
    judged = experiment(judge={"model": PROFILE, "requests_per_minute": 60}, layers=["judge"])
    unknown = experiment("odd", judge={"model": PROFILE, "requests_per_minute": 60}, region="eu-west-1")
    today = date.fromisoformat(known_models().date)
    found = {each.what: each for each in experiment_findings([judged, unknown], today)}
    assert {what: each.state for what, each in found.items()} == {
        "region eu-west-1": "good",
        "region us-east-1": "good",
        "layer judge": "good",
        "judge of similarity": "good",
        "judge of odd": "bad",
        "compiler/judge/models.json": "good",
    }
    assert "runs in us-east-1, us-east-2, us-west-2" in found["judge of similarity"].says
    assert "set judge.region to another, or judge.destination_regions" in found["judge of odd"].says


def test_an_old_list_of_models_and_an_unknown_region_are_warnings() -> None:
    late = date.fromisoformat(known_models().date) + timedelta(days=OLD_DAYS + 1)
    named = experiment(judge={"model": MODEL, "requests_per_minute": 60})
    judged = named.model_copy(update={"region": "us-nowhere-9"})
    found = list(experiment_findings([judged], late))
    assert [each.state for each in found if each.what in ("region us-nowhere-9", "compiler/judge/models.json")] == [
        "warning",
        "warning",
    ]


def test_a_file_that_cannot_be_read_is_one_bad_finding(tmp_path: Path) -> None:
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "broken.yaml").write_text("reward: [\n")
    experiments, findings = readable(["broken"], tmp_path)
    assert (experiments, [each.state for each in findings]) == ([], ["bad"])


def test_a_layer_without_hashes_is_bad(tmp_path: Path) -> None:
    (tmp_path / "layers" / "judge").mkdir(parents=True)
    (tmp_path / "layers" / "judge" / "requirements.txt").write_text("boto3==1.44.5\n")
    found = list(experiment_findings([experiment(layers=["judge", "gone"])], date.today(), tmp_path))
    states = {each.what: each.state for each in found}
    assert (states["layer judge"], states["layer gone"]) == ("bad", "bad")


def test_packages_are_held_against_the_lock(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("boto3\nno-such-package==1.0  # why\n")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "rft.txt").write_text("\n")
    lock = 'rich==0.0.1\nnot-installed==2\nboto3==0.0.2 ; python_version < "3"\n'
    (tmp_path / "requirements" / "constraints.txt").write_text(lock)
    found = next(each for each in toolchain.toolchain_findings(tmp_path) if each.what == "packages")
    assert found.state == "bad"
    assert "no-such-package is missing" in found.says
    assert "expected ==0.0.1" in found.says
    assert "not-installed" not in found.says
    assert "boto3" not in found.says


@pytest.mark.parametrize(("found", "state"), [((3, 10), "bad"), ((3, 11), "good"), ((3, 13), "good"), ((3, 14), "bad")])
def test_python_is_one_that_the_kit_runs_on(
    found: tuple[int, int], state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toolchain.sys, "version_info", (*found, 0))
    assert next(toolchain.toolchain_findings()).state == state


def test_a_cdk_of_another_version_is_bad_with_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def other() -> Path:
        raise CallError("CDK CLI: got version 3.0.0, expected 2.1148.1 (package.json); run `make setup`")

    monkeypatch.setattr(toolchain.cdk, "find", other)
    found = next(each for each in toolchain.toolchain_findings() if each.what == "CDK CLI")
    assert (found.state, found.says.startswith("got version 3.0.0")) == ("bad", True)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment without credentials."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        __main__.main(["doctor", *arguments])
    return int(ended.value.code or 0)


def test_an_account_that_is_asked_for_without_credentials_is_bad(
    nobody: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("similarity", "--aws", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    (account,) = [each for each in told["findings"] if each["what"] == "account"]
    assert (told["bad"], account["state"]) == (1, "bad")
    assert account["says"].startswith("no credentials found; sign in")


def test_a_profile_that_is_not_there_is_no_traceback(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "gone")
    found = reach("us-east-1")
    assert isinstance(found, Finding)
    assert (found.state, "ProfileNotFound" in found.says) == ("bad", True)


def test_credentials_that_reach_nobody_are_unseen(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
    found = reach("us-east-1")
    assert isinstance(found, Finding)
    assert found.state == "bad"


def test_nobody_is_asked_without_being_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asked(region: str) -> Account:
        raise AssertionError("an account was asked")

    monkeypatch.setattr(doctor, "reach", asked)
    assert run("similarity", "--json") == 0
    assert json.loads(capsys.readouterr().out)["bad"] == 0


def test_an_experiment_that_is_not_there_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("no-such") == 2
    assert "no-such" in capsys.readouterr().err


def test_the_kit_s_own_judges_are_what_the_list_says() -> None:
    (judged,), _ = readable(["similarity"])
    assert judge_target(judged) == GEOGRAPHIC
