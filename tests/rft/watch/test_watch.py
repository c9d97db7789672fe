"""`rft watch`: state, rewards and red alarms of a job in one line; and an exit code that tells good from bad."""

import io
import json
import tarfile
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timezone
from functools import partial
from subprocess import CompletedProcess
from typing import Any

import pytest

from rft.failures import CallError, CheckFailed
from rft.watch import verb
from rft.watch.job_state import job_state
from rft.watch.look import Look
from rft.watch.lost_calls import lost_calls
from rft.watch.red_alarms import alarms_of
from rft.watch.rewards import rewards_of
from tests.rft.job.recorded import Answer, Recorded, refusing

Rft = Callable[..., CompletedProcess[str]]
NOW = datetime(2026, 11, 28, 12, 30, 15, tzinfo=timezone.utc)
JOB: dict[str, Any] = {
    "TrainingJobName": "tone-1",
    "TrainingJobStatus": "InProgress",
    "SecondaryStatus": "Training",
    "OutputDataConfig": {"S3OutputPath": "s3://rows/out"},
    "AlgorithmSpecification": {"TrainingImage": "1.dkr.ecr.us-east-1.amazonaws.com/nova-fine-tune-repo:x"},
}
EVALUATION = {**JOB, "AlgorithmSpecification": {"TrainingImage": "1.dkr.ecr/nova-evaluation-repo:x"}}
TUNED: dict[str, Any] = {"jobName": "tone-1", "status": "Failed", "outputDataConfig": {"s3Uri": "s3://rows/out"}}
EARNED = {"n": [64.0, 64.0], "sum": [32.0, 48.0], "floor": [16.0], "failed": [2.0]}
METRICS = {"MetricDataResults": [{"Id": name, "Values": values} for name, values in EARNED.items()]}
ALARM: dict[str, Any] = {"StateValue": "ALARM", "ActionsEnabled": False}
ALARMS = {
    "MetricAlarms": [
        {**ALARM, "AlarmName": "nova-reward/tone/zero-share"},
        {**ALARM, "AlarmName": "nova-reward/tone/warmed-up"},
        {**ALARM, "AlarmName": "nova-reward/tone/no-data"},
        {**ALARM, "AlarmName": "nova-reward/tone/cost", "StateValue": "OK"},
    ],
    "CompositeAlarms": [{**ALARM, "AlarmName": "nova-reward/tone/training-signal-bad"}],
}


def account(**answers: Answer) -> Recorded:
    every: dict[str, Answer] = {
        "DescribeTrainingJob": JOB,
        "GetModelCustomizationJob": TUNED,
        "GetMetricData": METRICS,
        "DescribeAlarms": ALARMS,
        "ListObjectsV2": {"Contents": []},
        **answers,
    }
    return Recorded(every)


def in_turn(*replies: dict[str, Any]) -> Callable[[Any], dict[str, Any]]:
    left = iter(replies)
    return lambda _: next(left)


def seen(recorded: Recorded, job: str | None = "tone-1") -> list[Look]:
    return list(verb.looks(recorded.place, "tone", job, 1, pause=lambda _: None, now=lambda: NOW))


def test_a_job_is_followed_until_it_ends() -> None:
    done = {**JOB, "TrainingJobStatus": "Completed", "SecondaryStatus": "Completed"}
    recorded = account(DescribeTrainingJob=in_turn(JOB, JOB, done))
    looks = seen(recorded)
    assert [look.job.status for look in looks if look.job] == ["InProgress", "InProgress", "Completed"]
    assert looks[0].line == (
        "12:30:15  tone-1: InProgress (Training)  128 samples in 10 minutes, mean reward 62.5% of its range, "
        "12% at the floor, 2 failed calls  red: training-signal-bad, zero-share  "
        "no-data is ALARM, its actions are off, alarms.no_data or docs/alarms.md turns them on"
    )
    assert json.loads(json.dumps(looks[0].as_dict))["rewards"]["mean_share"] == 0.625


def test_rewards_are_those_of_whole_minutes_of_this_experiment() -> None:
    recorded = account()
    rewards_of(recorded.place, "tone", NOW)
    (asked,) = recorded.made("GetMetricData")
    assert (asked["EndTime"] - asked["StartTime"]).total_seconds() == 600
    assert asked["EndTime"].second == 0
    assert asked["EndTime"] > NOW
    own = [each["MetricStat"]["Metric"] for each in asked["MetricDataQueries"]]
    assert {each["Namespace"] for each in own} == {"NovaReward", "NovaReward/tone"}
    assert [each["Dimensions"][0]["Value"] for each in own if each["Dimensions"]] == ["tone"] * 3


def test_nothing_scored_is_no_mean_of_zero() -> None:
    found = rewards_of(account(GetMetricData={"MetricDataResults": []}).place, "tone", NOW)
    assert (found.samples, found.mean_share, found.floor_share) == (0, None, None)


def test_how_no_data_stands_is_said_and_it_is_no_red_alarm() -> None:
    on = {"MetricAlarms": [{"AlarmName": "nova-reward/tone/no-data", "StateValue": "OK", "ActionsEnabled": True}]}
    assert alarms_of(account(DescribeAlarms=on).place, "tone").silence == "no-data is OK, its actions are on"
    gone = alarms_of(account(DescribeAlarms={}).place, "tone")
    assert (gone.silence, gone.red) == ("no-data is not deployed", ())


@pytest.mark.parametrize(
    ("named", "service"),
    [
        ("tone-1", "bedrock"),
        ("arn:aws:bedrock:us-east-1:111122223333:model-customization-job/amazon.nova:0/abc", "bedrock"),
        ("arn:aws:sagemaker:us-east-1:111122223333:training-job/tone-1", "sagemaker"),
    ],
)
def test_a_job_is_found_by_name_or_arn_in_either_service(named: str, service: str) -> None:
    absent = refusing("ValidationException", "Requested resource not found.")
    elsewhere = {"DescribeTrainingJob": absent, "ListPipelineExecutions": absent}
    recorded = account(**({} if service == "sagemaker" else elsewhere))
    assert job_state(recorded.place, named).service == service


EXECUTION = "arn:aws:sagemaker:us-east-1:111122223333:pipeline/tone-1/execution/abc"
ABSENT = refusing("ValidationException", "Requested resource not found.")


def pipeline(status: str, job: bool, **described: Any) -> Recorded:
    """A pipeline whose step has started its job, or not yet."""
    job_arn = "arn:aws:sagemaker:us-east-1:111122223333:training-job/pipelines-abc-Evaluate-x"
    step = {"StepName": "Evaluate", "Metadata": {"TrainingJob": {"Arn": job_arn}} if job else {}}
    found = {**JOB, "ServerlessJobConfig": {"JobType": "Evaluation"}, "AlgorithmSpecification": {}}
    return account(
        DescribeTrainingJob=lambda given: found if "pipelines" in given["TrainingJobName"] else ABSENT(given),
        ListPipelineExecutions={"PipelineExecutionSummaries": [{"PipelineExecutionArn": EXECUTION}]},
        DescribePipelineExecution={"PipelineExecutionStatus": status, **described},
        ListPipelineExecutionSteps={"PipelineExecutionSteps": [step]},
    )


@pytest.mark.parametrize("named", ["tone-1", EXECUTION])
@pytest.mark.parametrize(
    ("status", "job", "seen_as"),
    [
        ("Executing", False, ("InProgress", False)),
        ("Executing", True, ("InProgress", True)),
        ("Succeeded", True, ("InProgress", True)),
        ("Succeeded", False, ("Failed", False)),
        ("Failed", True, ("Failed", False)),
        ("CompletedWithFailures", False, ("Failed", False)),
        ("Stopped", True, ("Stopped", False)),
    ],
)
def test_a_pipeline_is_followed_by_the_job_in_it(named: str, status: str, job: bool, seen_as: tuple[str, bool]) -> None:
    found = job_state(pipeline(status, job).place, named)
    assert (found.status, found.evaluates) == seen_as


def test_why_a_pipeline_failed_is_said() -> None:
    found = job_state(pipeline("Failed", job=False, FailureReason="the role may not pass itself").place, "tone-1")
    assert (found.name, found.detail) == ("tone-1", "the role may not pass itself")


def test_a_pipeline_that_was_never_started_is_no_job() -> None:
    recorded = pipeline("Executing", job=False)
    recorded.answers["ListPipelineExecutions"] = {"PipelineExecutionSummaries": []}
    recorded.answers["GetModelCustomizationJob"] = ABSENT
    with pytest.raises(CallError, match="got 'tone-1', expected a job of sagemaker or bedrock"):
        job_state(recorded.place, "tone-1")


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("tone-2", "got 'tone-2', expected a job of sagemaker or bedrock in us-east-1"),
        ("arn:aws:s3:::rows", "expected a name, or the ARN of a training or model customization job"),
        (
            "arn:aws:sagemaker:eu-west-1:111122223333:training-job/x",
            "got a job in eu-west-1, expected one in us-east-1",
        ),
        *(
            (f"arn:aws:{job}/x", "got a job of the account 444455556666, expected one of 111122223333")
            for job in (
                "sagemaker:us-east-1:444455556666:training-job",
                "bedrock:us-east-1:444455556666:model-customization-job",
            )
        ),
    ],
)
def test_a_job_that_is_not_there_is_a_wrong_call(named: str, says: str) -> None:
    absent = refusing("ValidationException", "Requested resource not found.")
    recorded = account(DescribeTrainingJob=absent, ListPipelineExecutions=absent, GetModelCustomizationJob=absent)
    with pytest.raises(CallError) as refused:
        job_state(recorded.place, named)
    assert says in str(refused.value)


def archive(**files: Any) -> io.BytesIO:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as packed:
        for name, value in files.items():
            data = value if isinstance(value, bytes) else json.dumps(value).encode()
            member = tarfile.TarInfo(f"run/eval_results/{name}.json")
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    made.seek(0)
    return made


def ended(body: Any, key: str = "out/tone-1/output/output.tar.gz") -> Recorded:
    done = {**EVALUATION, "TrainingJobStatus": "Completed"}
    return account(
        DescribeTrainingJob=done, ListObjectsV2={"Contents": [{"Key": key}]}, GetObject=lambda _: {"Body": body}
    )


RESULTS = {"results": {"custom|all|0": {"reward": 0.5, "byoc_failure_count": 3, "byoc_failure_count,none": 0}}}


def test_an_evaluation_that_lost_calls_fails_although_aws_calls_it_completed() -> None:
    recorded = ended(archive(results_1=RESULTS, samples={"byoc_failure_count": 99}))
    with pytest.raises(CheckFailed, match="is Completed, but byoc_failure_count is 3: so many samples have no score"):
        verb.follow(iter(seen(recorded)), recorded.place, as_json=False)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (archive(results_1={"results": {"all": {"byoc_failure_count": 0}}}), 0),
        (archive(results_1={"a": [{"byoc_failure_count": 1}]}, results_2={"byoc_failure_count": 2.0}), 3),
        (archive(results_1={"results": {}}), None),
        (archive(results_1=b"no JSON"), None),
        (archive(results_1={"byoc_failure_count": True}), None),
        (archive(results_1={"byoc_failure_count": float("nan")}), None),
        (archive(results_1={"byoc_failure_count": 0}, results_2=b"no JSON"), None),
        (io.BytesIO(archive(results_1={"byoc_failure_count": 0}).getvalue()[:100]), None),
        (io.BytesIO(b"no archive"), None),
        (archive(), None),
    ],
)
def test_the_count_is_summed_over_all_results(body: io.BytesIO, count: int | None) -> None:
    assert lost_calls(ended(body).place, "s3://rows/out/tone-1/") == count


def test_results_that_are_no_archive_are_read_too(capsys: pytest.CaptureFixture[str]) -> None:
    text = io.BytesIO(json.dumps({"byoc_failure_count": 0}).encode())
    recorded = ended(text, "out/tone-1/output/output/x/eval_results/results_2.json")
    verb.follow(iter(seen(recorded)), recorded.place, as_json=False)
    assert "byoc_failure_count is 0: every sample has its score" in capsys.readouterr().out


def test_a_count_that_is_not_there_is_never_taken_for_none_lost() -> None:
    recorded = ended(archive())
    with pytest.raises(CheckFailed, match="byoc_failure_count is not in the results below s3://rows/out/tone-1/: "):
        verb.follow(iter(seen(recorded)), recorded.place, as_json=False)


@pytest.mark.parametrize("counted", [0, 3, None])
def test_json_says_how_many_calls_were_lost(counted: int | None, capsys: pytest.CaptureFixture[str]) -> None:
    recorded = ended(archive(results_1={} if counted is None else {"byoc_failure_count": counted}))
    with nullcontext() if counted == 0 else pytest.raises(CheckFailed):
        verb.follow(iter(seen(recorded)), recorded.place, as_json=True)
    assert json.loads(capsys.readouterr().out)["lost_calls"] == counted


@pytest.mark.parametrize("status", ["Failed", "Stopped"])
def test_a_job_that_did_not_go_well_ends_by_1(rft: Rft, monkeypatch: pytest.MonkeyPatch, status: str) -> None:
    failed = {**JOB, "TrainingJobStatus": status, "FailureReason": "AlgorithmError: out of memory"}
    monkeypatch.setattr(verb, "remote_place", lambda _: account(DescribeTrainingJob=failed).place)
    done = rft("watch", "sentiment", "tone-1", "--aws")
    assert done.returncode == 1
    assert f"tone-1 is {status}: AlgorithmError: out of memory" in done.stderr
    assert done.stdout.count("\n") == 1


def test_json_is_one_object_a_look(rft: Rft, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = {**JOB, "TrainingJobStatus": "Completed"}
    silent = {"MetricAlarms": [{**ALARM, "AlarmName": "nova-reward/sentiment/no-data"}]}
    recorded = account(DescribeTrainingJob=in_turn(JOB, ended), DescribeAlarms=silent)
    monkeypatch.setattr(verb, "remote_place", lambda _: recorded.place)
    monkeypatch.setattr(verb, "looks", partial(verb.looks, pause=lambda _: None))
    done = rft("watch", "sentiment", "tone-1", "--aws", "--json")
    assert done.returncode == 0
    read = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["job"]["status"] for each in read] == ["InProgress", "Completed"]
    assert read[0]["silence"] == {"no_data": "ALARM", "sent": False}
