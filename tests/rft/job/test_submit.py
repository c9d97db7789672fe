"""`rft job --submit`, recorded at the AWS call: each request is sent once, only after a check and a yes."""

import io
from collections.abc import Callable
from subprocess import CompletedProcess
from typing import Any

import pytest

from rft.failures import CheckFailed
from rft.invoke import callee
from rft.job.sending import submission
from rft.job.sending.send import Sent, send
from rft.job.settings import read_settings
from rft.road import Road, Way
from tests.rft.job.recorded import ACCOUNT, Jobs, Recorded, refusing
from tests.rft.job.test_strict import FUNCTION, drawing_of, order

Rft = Callable[..., CompletedProcess[str]]
SENT = [Road.BEDROCK, Road.TRAINING, Road.SERVERLESS, Road.SERVERLESS_OPEN_WEIGHT, *Way]
MAKING = (
    *("CreateHub", "ImportHubContent", "CreateTrainingJob", "CreateModelCustomizationJob"),
    *("CreatePipeline", "StartPipelineExecution"),
)


def sent(road: Road | Way, account: Recorded, **changed: Any) -> list[Sent]:
    return list(send(drawing_of(road).draw(order(road, **changed)), account.place))


def making(account: Recorded) -> list[str]:
    return [operation for operation, _ in account.calls if operation in MAKING]


@pytest.mark.parametrize("road", SENT)
def test_what_is_sent_is_what_is_shown_and_sending_it_again_makes_nothing(road: Road | Way) -> None:
    draft, account = drawing_of(road).draw(order(road)), Jobs().recorded()
    first = sent(road, account)
    wanted = [each.operation for each in draft.requests]
    assert making(account) == wanted
    assert [account.made(each.operation)[0] for each in draft.requests] == [each.parameters for each in draft.requests]
    assert {each.state for each in first} == {"made"}
    again = sent(road, account)
    assert making(account) == wanted
    assert [each.state for each in again if each.what != "upload"] == ["there already"] * len(wanted)
    assert [each.arn for each in again if each.what != "upload"][-1:] != [""]


def test_the_recipe_goes_to_the_place_that_the_job_reads_and_to_no_strangers_bucket() -> None:
    account = Jobs().recorded()
    draft = drawing_of(Road.TRAINING).draw(order(Road.TRAINING))
    sent(Road.TRAINING, account)
    (put,) = account.made("PutObject")
    assert account.calls[0][0] == "PutObject"
    assert put["Body"] == dict(draft.files)["recipe.yaml"].encode()
    assert put["ExpectedBucketOwner"] == ACCOUNT
    channels = {
        each["ChannelName"]: each["DataSource"]["S3DataSource"]["S3Uri"]
        for each in account.made("CreateTrainingJob")[0]["InputDataConfig"]
    }
    assert f"s3://{put['Bucket']}/{put['Key']}" == f"{channels['recipe']}/recipe.yaml"


def test_the_token_of_a_bedrock_job_is_the_same_each_time() -> None:
    tokens = {
        drawing_of(Road.BEDROCK).draw(order(Road.BEDROCK)).requests[0].parameters["clientRequestToken"]
        for _ in range(2)
    }
    assert len(tokens) == 1


@pytest.mark.parametrize(
    ("road", "setting", "field"),
    [
        (Road.BEDROCK, "epochCount=2", "customizationConfig.rftConfig.hyperParameters.epochCount"),
        (Road.TRAINING, "max_steps=50", "InputDataConfig[2].DataSource.S3DataSource.S3Uri"),
        (Road.SERVERLESS, "max_steps=50", "HyperParameters.max_steps"),
        (Way.CUSTOM_SCORER, "top_p=0.5", "PipelineDefinition.Steps[0].Arguments.HyperParameters.top_p"),
    ],
)
def test_another_job_of_the_same_name_is_refused_by_the_field_that_differs(
    road: Road | Way, setting: str, field: str
) -> None:
    account = Jobs().recorded()
    sent(road, account)
    before = making(account)
    with pytest.raises(CheckFailed, match="give the job another --name") as refused:
        sent(road, account, settings=read_settings(drawing_of(road).settings, [setting], {}, ""))
    assert f"another {field}" in str(refused.value)
    assert making(account) == before


def test_a_job_that_has_ended_is_not_taken_for_a_new_one() -> None:
    jobs = Jobs()
    sent(Road.TRAINING, jobs.recorded())
    jobs.kept["tone-0123abcd-1"]["TrainingJobStatus"] = "Failed"
    with pytest.raises(CheckFailed, match="is there and Failed; give the job another --name"):
        sent(Road.TRAINING, jobs.recorded())


@pytest.mark.parametrize(
    ("operation", "code", "message", "says"),
    [
        ("CreateTrainingJob", "AccessDeniedException", "User is not authorized", "or iam:PassRole"),
        ("CreateTrainingJob", "ValidationException", "Could not assume role arn:aws:iam::1:role/x.", "trust policy"),
        ("CreateTrainingJob", "ValidationException", "No S3 objects found under S3 URL", "cannot read or write"),
        ("CreateTrainingJob", "ResourceLimitExceeded", "limit is 0 Instances", "Service Quotas raises it"),
        ("CreateTrainingJob", "ResourceInUse", "Training job already exists", "another --name"),
        ("CreateTrainingJob", "ThrottlingException", "Rate exceeded", "it makes no second job"),
        ("CreateTrainingJob", "SomethingNew", "odd", "correct what it names"),
        ("PutObject", "NoSuchBucket", "The specified bucket does not exist", "correct --output"),
        ("PutObject", "AccessDenied", "Access Denied", "your own credentials lack this action"),
        ("DescribeTrainingJob", "AccessDeniedException", "no", "your own credentials lack this action"),
        ("DescribeTrainingJob", "ExpiredTokenException", "expired", "sign in again"),
    ],
)
def test_a_refusal_is_a_sentence_with_what_to_do(operation: str, code: str, message: str, says: str) -> None:
    account = Jobs().recorded(**{operation: refusing(code, message)})
    with pytest.raises(CheckFailed) as refused:
        sent(Road.TRAINING, account)
    text = str(refused.value)
    assert f"{code}: {message.rstrip('.')}; " in text
    assert says in text


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """The account of the operator's credentials, in which ``sentiment`` is deployed and every check is green."""
    output = {"OutputKey": "FunctionArn", "OutputValue": FUNCTION.replace("tone", "sentiment")}
    stack = {"StackName": "NovaReward-sentiment", "StackStatus": "CREATE_COMPLETE", "Outputs": [output]}
    made = Jobs().recorded(DescribeStacks={"Stacks": [{**stack, "CreationTime": "2026-11-27T00:00:00Z"}]})
    monkeypatch.setattr(callee, "remote_place", lambda _region: made.place)
    monkeypatch.setattr(submission, "failed", lambda _asked: [])
    return made


def submitted(rft: Rft, road: str, *more: str) -> CompletedProcess[str]:
    places = ("--role", f"arn:aws:iam::{ACCOUNT}:role/Job", "--data", "s3://rows/t.jsonl", "--output", "s3://rows/out")
    return rft("job", road, "sentiment", "--aws", "--submit", *places, *more)


@pytest.mark.parametrize(("typed", "sends"), [("yes\n", True), ("y\n", False), ("no\n", False), ("", False)])
def test_a_job_is_sent_only_if_somebody_types_yes(
    rft: Rft, account: Recorded, monkeypatch: pytest.MonkeyPatch, typed: str, sends: bool
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    done = submitted(rft, "bedrock")
    assert making(account) == (["CreateModelCustomizationJob"] if sends else [])
    assert done.returncode == (0 if sends else 2)
    assert ("made: CreateModelCustomizationJob arn:jobName" in done.stdout) is sends
    assert sends or "nothing was sent" in done.stderr


def test_nothing_is_sent_if_a_check_is_bad(rft: Rft, account: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submission, "failed", lambda _asked: ["role of the job: implicitDeny"])
    done = submitted(rft, "training", "--yes")
    assert (done.returncode, making(account), account.made("PutObject")) == (1, [], [])
    assert "nothing was sent, because `rft check` found:\nrole of the job: implicitDeny" in done.stderr


def test_the_role_of_the_job_is_among_what_is_checked(
    rft: Rft, account: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(submission, "failed", lambda one: asked.append(one) or [])
    assert submitted(rft, "training", "--yes").returncode == 0
    assert (asked[0].road, asked[0].role) == (Road.TRAINING, f"arn:aws:iam::{ACCOUNT}:role/Job")


def test_another_client_gets_a_script_that_is_pinned_to_it(rft: Rft, account: Recorded, tmp_path: Any) -> None:
    done = submitted(rft, "hyperpod", "--set", "max_steps=50")
    assert done.returncode == 2
    assert "sagemaker-hyperpod==3.12.0 sends it, not this command, expected --out FOLDER" in done.stderr
    done = submitted(rft, "hyperpod", "--set", "max_steps=50", "--out", str(tmp_path))
    assert (done.returncode, making(account)) == (0, [])
    script = (tmp_path / "submit.sh").read_text("utf-8")
    assert "pip install --quiet sagemaker-hyperpod==3.12.0\n" in script
    assert "--max-steps 50 " in script
    assert f"--reward-lambda-arn {FUNCTION.replace('tone', 'sentiment')} " in script


def test_nothing_goes_to_another_account(rft: Rft, account: Recorded) -> None:
    arn = FUNCTION.replace("tone", "sentiment").replace(ACCOUNT, "444455556666")
    done = submitted(rft, "training", "--yes", "--arn", arn, "--role", "arn:aws:iam::444455556666:role/Job")
    assert (done.returncode, account.calls) == (2, [])
    assert f"got a function of the account 444455556666, expected one of {ACCOUNT}" in done.stderr


def test_a_job_is_found_on_a_later_page_of_names_that_hold_its_own() -> None:
    jobs = Jobs()
    sent(Road.BEDROCK, jobs.recorded())
    own = next(iter(jobs.kept))
    pages = {
        None: {"modelCustomizationJobSummaries": [{"jobName": f"{own}0", "jobArn": "other"}], "nextToken": "2"},
        "2": {"modelCustomizationJobSummaries": [{"jobName": own, "jobArn": own}]},
    }
    account = jobs.recorded(ListModelCustomizationJobs=lambda given: pages[given.get("nextToken")])
    assert [each.state for each in sent(Road.BEDROCK, account)] == ["there already"]


def test_a_job_of_another_client_cannot_be_followed(rft: Rft, account: Recorded, tmp_path: Any) -> None:
    done = submitted(rft, "hyperpod", "--set", "max_steps=50", "--out", str(tmp_path), "--watch")
    assert done.returncode == 2
    assert "--watch: sagemaker-hyperpod==3.12.0 sends it" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_sent_job_is_followed_to_its_end(rft: Rft, account: Recorded) -> None:
    ended = {"TrainingJobStatus": "Failed", "FailureReason": "no data", "OutputDataConfig": {"S3OutputPath": "s3://x"}}
    absent = refusing("ValidationException", "Requested resource not found.")
    states = iter([absent, lambda given: {**ended, **given}])
    account.answers |= {"DescribeTrainingJob": lambda given: next(states)(given), "GetMetricData": {}}
    account.answers["DescribeAlarms"] = {}
    done = submitted(rft, "training", "--yes", "--watch")
    assert done.returncode == 1
    assert "is Failed: no data" in done.stderr
    assert "sentiment-0123abcd-1: Failed (no data)  0 samples in 10 minutes  no alarm is red" in done.stdout
