"""`make smoke-aws` asks first, takes everything down whatever happens, and reports each open point."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from rft.doctor.account.account import Account
from rft.failures import CheckFailed
from rft.lifecycle.place import Place
from rft.local.clients import client
from rft.local.environment import ACCOUNT, child_environment
from rft.repository import ROOT
from smoke import __main__ as smoke
from smoke import run as running
from smoke.hour import Hour
from smoke.leftovers import leftovers
from smoke.offer import offer
from smoke.points import POINTS, customizable, lambda_price, looked_at
from smoke.report import write_report
from smoke.steps import IN_AWS, STEPS
from tests.e2e.kit import Kit, copy_kit
from tests.rft.doctor.aws import Aws

HOUR = cast("Hour", None)
"""The steps below look at none."""
REGION = "us-east-1"
BOOTSTRAPPED = {"Parameter": {"Name": "/cdk-bootstrap/hnb659fds/version", "Value": "28"}}


def deployed(hour: Hour) -> str:
    return "deployed"


def broken(hour: Hour) -> str:
    raise CheckFailed("refused")


def crashing(hour: Hour) -> str:
    raise ZeroDivisionError("oh")


def interrupted(hour: Hour) -> str:
    raise KeyboardInterrupt


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often everything was taken down."""
    done: list[str] = []

    def taken_down(hour: Hour) -> str:
        done.append("down")
        return "nothing is left"

    monkeypatch.setattr(running, "taken_down", taken_down)
    return done


@pytest.mark.parametrize(("step", "seen"), [(broken, "refused"), (crashing, "ZeroDivisionError: oh")])
def test_everything_is_taken_down_after_a_step_that_fails_and_no_step_follows_it(
    taken: list[str], step: running.Step, seen: str
) -> None:
    outcomes = running.run(HOUR, [deployed, step, deployed])
    assert [(each.name, each.is_good) for each in outcomes] == [
        ("deployed", True),
        (step.__name__, False),
        ("taken down", True),
    ]
    assert (outcomes[1].seen, taken) == (seen, ["down"])


def test_everything_is_taken_down_after_an_interrupt(taken: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        running.run(HOUR, [interrupted])
    assert taken == ["down"]


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def runs(*_: Any) -> int:
        raise AssertionError("it ran")

    monkeypatch.setattr(smoke, "_run", runs)


@pytest.mark.usefixtures("nothing_runs")
def test_without_credentials_nothing_is_done_and_the_reason_is_plain(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    assert smoke.main() == 2
    assert capsys.readouterr().err == "error: smoke-aws: no credentials found; sign in, or set AWS_PROFILE\n"


def reached(monkeypatch: pytest.MonkeyPatch, told: Aws) -> None:
    def account(region: str) -> Account:
        return told.account

    monkeypatch.setattr(smoke, "reach", account)


def enabled() -> Aws:
    region = {"RegionName": REGION, "OptInStatus": "opt-in-not-required"}
    return Aws().says("ec2", "describe_regions", {"Regions": [region]})


@pytest.mark.usefixtures("nothing_runs")
def test_an_account_that_is_not_bootstrapped_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = enabled().refuses("ssm", "get_parameter", "ParameterNotFound")
    reached(monkeypatch, told.refuses("cloudformation", "describe_stacks", "ValidationError"))
    assert smoke.main() == 2
    assert "run `cdk bootstrap aws://" in capsys.readouterr().err


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("answer", ["", "no", "y", "YES", "yes please"])
def test_any_answer_but_yes_leaves_the_account_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    reached(monkeypatch, enabled().says("ssm", "get_parameter", BOOTSTRAPPED))
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert smoke.main() == 2
    told = capsys.readouterr()
    assert "USD" in told.out
    assert "the answer was not yes; nothing was done" in told.err


def test_the_offer_says_what_it_costs_and_how_to_take_everything_down() -> None:
    told = offer("111122223333", REGION, "smoke012abc")
    assert "about 0.10 USD" in told
    assert "at most 33 USD" in told
    assert "  rft retire sentiment --aws --stage smoke012abc --region us-east-1 --yes --hours 0" in told


def test_every_point_is_reported_also_if_the_credentials_may_not_look(tmp_path: Path) -> None:
    told = Aws()
    for service, operation in (("pricing", "get_products"), ("bedrock", "list_foundation_models")):
        told.refuses(service, operation, "AccessDeniedException")
    file = tmp_path / "deep" / "report.md"
    outcomes = [running.Outcome("first deployment", 12.3, "a | b\nc", is_good=True)]
    write_report(file, "Life", outcomes, looked_at(told.account, REGION), ["good: region"])
    text = file.read_text()
    assert "| first deployment | good | 12 | a \\| b c |" in text
    assert all(f"| {point.question} | " in text for point in POINTS)
    assert "pricing:GetProducts in us-east-1: got AccessDeniedException" in text
    assert text.count("not looked at: ") >= len(POINTS) - 4


def test_the_price_of_lambda_is_aws_s_own_beside_the_kit_s() -> None:
    term = {"priceDimensions": {"d": {"pricePerUnit": {"USD": "0.0000133334"}}}}
    product = {"terms": {"OnDemand": {"t": term}}}
    told = Aws().says("pricing", "get_products", {"PriceList": [json.dumps(product)]})
    assert lambda_price(told.account, REGION) == (
        "AWS: 0.0000133334 USD a GB-second, by tier; the kit counts with 0.0000133334"
    )


def test_the_models_that_can_be_trained_are_listed_by_kind() -> None:
    arn = "arn:aws:bedrock:us-east-1::foundation-model/m"
    summaries = [
        {"modelArn": arn, "modelId": name, "customizationsSupported": kinds}
        for name, kinds in (("a", ["FINE_TUNING"]), ("b", ["FINE_TUNING", "DISTILLATION"]), ("c", []))
    ]
    told = Aws().says("bedrock", "list_foundation_models", {"modelSummaries": summaries})
    assert customizable(told.account, REGION) == "DISTILLATION: b; FINE_TUNING: a, b"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kit]:
    copy = copy_kit(tmp_path_factory.mktemp("smoke"))
    shutil.copytree(ROOT / "smoke", copy.root / "smoke")
    # The check holds the job's load to Lambda's limits, as it has to in an account; twelve batches at once are beyond a
    # busy machine.
    with (copy.root / "experiments/sentiment.yaml").open("a", encoding="utf-8") as file:
        file.write("job: {batch_size: 8, concurrency: 2}\n")
    copy.rft("local", "up")
    yield copy
    copy.run("local", "down")


def started(kit: Kit) -> "subprocess.Popen[str]":
    """Start the program; all that it reaches is the local target, which it takes for an account."""
    environment: Mapping[str, str] = child_environment(
        kit.target.endpoint, kit.home, REGION, key=kit.target.access_key
    ) | {"LOCALAWS_HOME": str(kit.home), "PYTHONUNBUFFERED": "1"}
    command = [str(kit.root / ".venv/bin/python"), "-m", "smoke"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, cwd=kit.root, env=environment, text=True, start_new_session=True, **pipes)
    assert process.stdin is not None
    process.stdin.write("yes\n")
    process.stdin.flush()
    return process


def left(kit: Kit) -> list[str]:
    place = Place("local", ACCOUNT, REGION, lambda service: client(kit.target, service, REGION))
    return leftovers(place, lambda name: "smoke" in name)


def test_a_saved_query_that_is_left_is_found_on_every_page() -> None:
    told = Aws()
    for service, operation, key in (
        ("lambda", "list_functions", "Functions"),
        ("lambda", "list_layers", "Layers"),
        ("iam", "list_roles", "Roles"),
        ("logs", "describe_log_groups", "logGroups"),
        ("cloudwatch", "list_dashboards", "DashboardEntries"),
        ("cloudwatch", "describe_alarms", "MetricAlarms"),
        ("sns", "list_topics", "Topics"),
        ("cloudformation", "describe_stacks", "Stacks"),
        ("iam", "list_policies", "Policies"),
    ):
        told.says(service, operation, {key: []})
    names = [f"nova-reward/{label}/outcomes" for label in ("smoke1-sentiment", "sentiment", "smoke1-fork")]
    queries = [{"name": name} for name in names]
    told.says("logs", "describe_query_definitions", {"queryDefinitions": queries[:2], "nextToken": "n"})
    told.says("logs", "describe_query_definitions", {"queryDefinitions": queries[2:]})
    told.says("cloudwatch", "describe_alarms", {"CompositeAlarms": []})
    there = Place("aws", ACCOUNT, REGION, lambda service: told.client(service, REGION))

    assert leftovers(there, lambda name: "smoke1-" in name) == [names[2], names[0]]


@pytest.mark.e2e
@pytest.mark.long
def test_the_whole_program_runs_through_and_writes_its_report(kit: Kit) -> None:
    process = started(kit)
    told, _ = process.communicate()
    assert process.returncode == 0, told
    assert left(kit) == []
    (report,) = (kit.home / "smoke-aws").glob("*.md")
    text = report.read_text()
    assert text.count("| good | ") == len(IN_AWS) + 1
    assert len(IN_AWS) == len(STEPS) + 2


@pytest.mark.e2e
@pytest.mark.long
def test_a_program_that_is_ended_in_the_middle_takes_everything_down(kit: Kit) -> None:
    process = started(kit)
    assert process.stdout is not None
    while not (line := process.stdout.readline()).startswith("first deployment: good"):
        assert line, "it ended before it deployed"
    assert left(kit) != []
    os.kill(process.pid, signal.SIGTERM)
    told = process.stdout.read()
    assert process.wait() == 128 + signal.SIGTERM, told
    assert left(kit) == []
