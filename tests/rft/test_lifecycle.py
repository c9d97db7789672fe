"""Prune and retire take down stacks of one experiment: never one that is called, and nothing of another experiment."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from subprocess import CompletedProcess
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from compiler import naming
from rft.job.order import Order
from rft.job.serverless import serverless
from rft.job.settings import Settings
from rft.lifecycle.callers import RunningJobs, Use, running_jobs, use_of
from rft.lifecycle.deployment import deployment_reasons
from rft.lifecycle.place import Place
from rft.lifecycle.stacks import Stack, stacks_of
from rft.local.clients import client
from rft.local.target import LocalTarget

OLD, OLDER, NOW, NEXT = "0000000a", "0000000b", "0000000c", "0000000d"
REGION = "us-east-1"
MOMENT = datetime(2026, 11, 27, tzinfo=timezone.utc)
Rft = Callable[..., CompletedProcess[str]]


def made(target: LocalTarget, name: str, outputs: dict[str, str] | None = None, **resources: Any) -> None:
    """Create a stack with a log group of its own name, and the other given resources."""
    group = {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": f"/made/{name}"}}
    template = {
        "Resources": {"Group": group, **resources},
        "Outputs": {key: {"Value": value} for key, value in (outputs or {}).items()},
    }
    cloudformation = client(target, "cloudformation", REGION)
    cloudformation.create_stack(
        StackName=name, TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_NAMED_IAM"]
    )
    cloudformation.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 0.2})


def experiment(target: LocalTarget, label: str, *revisions: str) -> None:
    """Create the stacks of an experiment; the last revision is current."""
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
    invoke = {"ManagedPolicyName": naming.invoke_policy_name(REGION, label), "PolicyDocument": policy}
    made(target, naming.base_stack_name(label), Policy={"Type": "AWS::IAM::ManagedPolicy", "Properties": invoke})
    for revision in revisions:
        made(target, naming.revision_stack_name(label, revision))
    made(target, naming.stack_name(label), {"RewardHash": revisions[-1] * 8})


def names(target: LocalTarget) -> set[str]:
    found = client(target, "cloudformation", REGION).describe_stacks()["Stacks"]
    return {each["StackName"] for each in found if each["StackStatus"] != "DELETE_COMPLETE"}


@pytest.fixture
def two(local_target: LocalTarget) -> Iterator[LocalTarget]:
    """Two experiments, of which the name of one begins with the other's."""
    before = names(local_target)
    experiment(local_target, "gone", OLD, OLDER, NOW)
    experiment(local_target, "gone-strict", OLD, NOW)
    yield local_target
    for name in names(local_target) - before:
        client(local_target, "cloudformation", REGION).delete_stack(StackName=name)


def done(rft: Rft, *arguments: str) -> Any:
    """Run a verb on an experiment that has no file any more, and return its JSON."""
    ran = rft(*arguments, "--region", REGION, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_prune_shows_and_then_deletes_what_is_not_current(rft: Rft, two: LocalTarget) -> None:
    before = names(two)
    shown = done(rft, "prune", "gone")
    assert (shown["current"], shown["deleted"]) == (NOW, False)
    assert [each["revision"] for each in shown["revisions"]] == [OLD, OLDER]
    assert names(two) == before

    done(rft, "prune", "gone", "--yes")
    assert before - names(two) == {f"NovaReward-gone-{OLD}", f"NovaReward-gone-{OLDER}"}
    assert done(rft, "prune", "gone")["revisions"] == []


@pytest.fixture
def between(two: LocalTarget) -> LocalTarget:
    """A deployment that is between the stack of its revision and the one that points there."""
    made(two, naming.revision_stack_name("gone", NEXT))
    return two


def test_a_revision_that_is_being_deployed_is_not_pruned(rft: Rft, between: LocalTarget) -> None:
    before = names(between)
    old, older, following = done(rft, "prune", "gone", "--yes")["revisions"]
    assert (old["stays_because"], older["stays_because"]) == ([], [])
    assert following["stays_because"][0].startswith("made 0 minutes ago and never current")
    assert before - names(between) == {f"NovaReward-gone-{OLD}", f"NovaReward-gone-{OLDER}"}

    done(rft, "prune", "gone", "--yes", "--hours", "0")
    assert f"NovaReward-gone-{NEXT}" not in names(between)


def stack(name: str, status: str, minutes_ago: float, outputs: dict[str, str] | None = None) -> Stack:
    when = MOMENT - timedelta(minutes=minutes_ago)
    return Stack(name, status, outputs or {}, when, when)


@pytest.mark.parametrize(
    ("revision", "minutes_ago", "reward", "reason"),
    [
        ("CREATE_IN_PROGRESS", 1, "UPDATE_COMPLETE", "a deployment runs: NovaReward-x-0000000a is CREATE_IN_PROGRESS"),
        ("CREATE_IN_PROGRESS", 90, "UPDATE_COMPLETE", "a deployment runs: NovaReward-x-0000000a is CREATE_IN_PROGRESS"),
        ("CREATE_COMPLETE", 9000, "UPDATE_IN_PROGRESS", "a deployment runs: NovaReward-x is UPDATE_IN_PROGRESS"),
        ("CREATE_COMPLETE", 9000, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "a deployment runs: NovaReward-x is UPDATE"),
        ("CREATE_COMPLETE", 59, "UPDATE_COMPLETE", "made 59 minutes ago and never current"),
        ("REVIEW_IN_PROGRESS", 1, "UPDATE_COMPLETE", "made 1 minutes ago and never current"),
        ("CREATE_COMPLETE", 61, "UPDATE_COMPLETE", ""),
        ("CREATE_COMPLETE", 9000, "UPDATE_COMPLETE", ""),
        ("REVIEW_IN_PROGRESS", 61, "UPDATE_COMPLETE", ""),
        ("ROLLBACK_COMPLETE", 1, "UPDATE_COMPLETE", ""),
        ("DELETE_IN_PROGRESS", 1, "UPDATE_COMPLETE", ""),
        ("DELETE_FAILED", 9000, "UPDATE_ROLLBACK_COMPLETE", ""),
    ],
)
def test_a_revision_stays_while_a_deployment_may_need_it(
    revision: str, minutes_ago: float, reward: str, reason: str
) -> None:
    """The reward stack was last changed two hours ago."""
    found = stacks_of([stack("NovaReward-x-0000000a", revision, minutes_ago), stack("NovaReward-x", reward, 120)], "x")
    said = [*deployment_reasons(found, found.revisions[0], MOMENT, with_age=True)]
    assert len(said) <= 1
    assert "".join(said).startswith(reason)
    assert bool(said) == bool(reason)


def test_an_experiment_whose_file_is_gone_is_taken_down_whole(rft: Rft, two: LocalTarget) -> None:
    before = names(two)
    assert done(rft, "retire", "gone")["deleted"] is False
    assert names(two) == before

    role = {"RoleName": "job", "AssumeRolePolicyDocument": "{}"}
    iam = client(two, "iam", REGION)
    iam.create_role(**role)
    iam.attach_role_policy(RoleName="job", PolicyArn=policy("gone"))
    refused = rft("retire", "gone", "--region", REGION, "--yes", "--json")
    assert refused.returncode == 2
    assert "the invoke policy is attached to role job; add --detach to detach it there" in refused.stderr
    assert names(two) == before

    retired = done(rft, "retire", "gone", "--yes", "--detach")
    assert retired["policy_attached_to"] == ["role job"]
    ours = {"NovaReward-gone", "NovaReward-gone-base", *(f"NovaReward-gone-{each}" for each in (OLD, OLDER, NOW))}
    assert before - names(two) == ours
    assert iam.list_attached_role_policies(RoleName="job")["AttachedPolicies"] == []
    again = rft("retire", "gone", "--region", REGION)
    assert (again.returncode, again.stdout) == (0, "nothing to retire: gone is not deployed here\n")


def policy(label: str) -> str:
    return f"arn:aws:iam::000000000000:policy/{naming.invoke_policy_name(REGION, label)}"


def test_an_experiment_that_points_nowhere_is_not_pruned(rft: Rft, two: LocalTarget) -> None:
    """Its deployment has failed half-way, so the revision there may be the one that a job calls."""
    client(two, "cloudformation", REGION).delete_stack(StackName="NovaReward-gone")
    refused = rft("prune", "gone", "--region", REGION, "--yes")
    assert refused.returncode == 2
    assert "deploy again, or take everything down with `rft retire gone`" in refused.stderr


@pytest.mark.parametrize("name", ["Gone", "a b", "../x", ""])
def test_what_is_no_name_is_refused(rft: Rft, name: str) -> None:
    assert rft("retire", name, "--region", REGION).returncode == 2


def test_a_name_without_a_file_needs_a_region(rft: Rft) -> None:
    refused = rft("retire", "gone")
    assert refused.returncode == 2
    assert "expected --region REGION beside the name" in refused.stderr


FUNCTION = "SageMaker-reward-x-0000000a"
(REVISION,) = stacks_of([Stack(naming.revision_stack_name("x", OLD), "CREATE_COMPLETE", {})], "x").revisions


def stubbed(service: str, *answers: tuple[str, dict[str, Any]]) -> Any:
    session: Any = boto3.Session()
    made = session.client(service, region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x")
    stubber = Stubber(made)
    for operation, answer in answers:
        if "Error" in answer:
            stubber.add_client_error(operation, answer["Error"])
        else:
            stubber.add_response(operation, answer)
    stubber.activate()
    return made


def place(**clients: Any) -> Place:
    return Place("aws", "111122223333", REGION, lambda service: clients[service.replace("-", "_")])


def test_a_function_is_in_use_if_it_was_called_or_a_job_names_it() -> None:
    points = {"Datapoints": [{"Timestamp": MOMENT, "Sum": 40.0}, {"Timestamp": MOMENT, "Sum": 2.0}]}
    there = place(
        cloudwatch=stubbed("cloudwatch", ("get_metric_statistics", points)),
        **{"lambda": stubbed("lambda", ("get_function_concurrency", {"ReservedConcurrentExecutions": 20}))},
    )
    jobs = RunningJobs({"training job a": f'"arn:aws:lambda:::{FUNCTION}"', "training job b": "other"}, ())

    use = use_of(there, REVISION, 24, jobs, lambda: MOMENT)

    assert use == Use(42, 24, ("training job a",), 20)
    assert use.reasons == ("called 42 times in the last 24 hours", "training job a names it")


def drawn(experiment: str, revision: str) -> str:
    """Return the job that ``rft job serverless`` draws, as text."""
    order = Order(
        experiment=experiment,
        revision=revision,
        function=f"arn:aws:lambda:{REGION}:111122223333:function:{naming.function_name(experiment, revision)}",
        region=REGION,
        role="arn:aws:iam::111122223333:role/Job",
        data="s3://rows/a",
        output="s3://rows/out",
        validation=None,
        name="rft",
        model="nova",
        settings=Settings({}, {}, ""),
    )
    return json.dumps(serverless(order).requests[-1].parameters)


@pytest.mark.parametrize(
    ("experiment", "revision", "is_seen"),
    [("x", OLD, True), ("x", OLDER, False), ("dev-x", OLD, False), ("x-strict", OLD, False)],
)
def test_a_serverless_job_that_runs_as_it_was_drawn_is_seen(experiment: str, revision: str, is_seen: bool) -> None:
    """Its description holds the Evaluator that the drawn request names, and no function."""
    job = drawn(experiment, revision)
    assert FUNCTION not in job
    there = place(
        cloudwatch=stubbed("cloudwatch", ("get_metric_statistics", {"Datapoints": []})),
        **{"lambda": stubbed("lambda", ("get_function_concurrency", {}))},
    )

    use = use_of(there, REVISION, 24, RunningJobs({"training job rft": job}, ()), lambda: MOMENT)

    assert use.jobs == (("training job rft",) if is_seen else ())


def test_a_function_that_is_gone_is_not_in_use() -> None:
    gone = stubbed("lambda", ("get_function_concurrency", {"Error": "ResourceNotFoundException"}))
    there = place(cloudwatch=stubbed("cloudwatch", ("get_metric_statistics", {"Datapoints": []})), **{"lambda": gone})
    assert use_of(there, REVISION, 24, RunningJobs({}, ()), lambda: MOMENT).reasons == ()


def test_running_jobs_of_both_services_are_read_and_one_that_may_not_be_seen_is_told() -> None:
    summary: dict[str, Any] = {
        "TrainingJobName": "rft",
        "TrainingJobArn": "arn:aws:sagemaker:us-east-1:1:training-job/rft",
        "CreationTime": MOMENT,
        "TrainingJobStatus": "InProgress",
    }
    described = {
        **summary,
        "HyperParameters": {"reward_lambda_arn": FUNCTION},
        "ModelArtifacts": {"S3ModelArtifacts": "s3://x"},
        "SecondaryStatus": "Training",
        "StoppingCondition": {},
    }
    answers = (("list_training_jobs", {"TrainingJobSummaries": [summary]}), ("describe_training_job", described))
    denied = stubbed("bedrock", ("list_model_customization_jobs", {"Error": "AccessDeniedException"}))

    found = running_jobs(place(sagemaker=stubbed("sagemaker", *answers), bedrock=denied))

    assert FUNCTION in found.described["training job rft"]
    assert found.unseen == ("bedrock: AccessDeniedException",)
