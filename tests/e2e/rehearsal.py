"""The steps of the whole road that need no account: data, a job recorded at AWS's call, its calls, and a look at them.

They stand between the steps of `make smoke-aws`, on the same deployments.
"""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import chain
from typing import Any, Final

import pytest

from compiler import naming
from rft import __main__ as command_line
from rft.check import run as check
from rft.doctor.finding import Finding
from rft.invoke import callee
from rft.invoke.event_shapes import SHAPES
from rft.invoke.invocation import invoke
from rft.invoke.rows import RecordedRow, read_rows
from rft.lifecycle.stacks import find_stacks
from rft.local.log_lines import last_lines
from rft.watch import verb as watching
from smoke.deployments import first_deployment, fork, pruned
from smoke.hour import EXPERIMENT, FORK, Hour, expect, good, tail
from smoke.looks import doctor
from smoke.steps import STEPS, Step
from tests.rft.job.recorded import Jobs, Recorded

BATCHES_AT_ONCE: Final = 12
BATCH: Final = 64
ROUNDS: Final = 2
SINGLES_A_SECOND: Final = 50
SINGLES: Final = 100
UNDECIDED: Final = {
    "events that are wrong: unseen",
    "cold start: unseen",
    "12 calls of 64 at once: warning",
    "time: warning",
    "memory: unseen",
}
"""Findings that the story leaves open: those that would reach an account's alarms, and those that depend on this
machine."""
CHECKS: Final = check.run
ROLE: Final = "arn:aws:iam::000000000000:role/Job"


def data(hour: Hour) -> str:
    """Let `rft data check` mend a file of rows without ids, and split it."""
    rows = [json.loads(line) for line in (hour.checkout.root / f"data/{EXPERIMENT}.jsonl").read_text().splitlines()]
    again = [
        {**row, "messages": [{**turn, "content": f"Once more. {turn['content']}"} for turn in row["messages"]]}
        for row in rows
    ]
    file = hour.checkout.root / "rows.jsonl"
    for row in chain(rows, again):
        del row["id"]
    file.write_text("".join(json.dumps(row) + "\n" for row in chain(rows, again)))
    mending = ["--fix", "mended.jsonl", "--split", "0.1"]
    ran = hour.checkout.rft("data", "check", "rows.jsonl", "--road", "training", "--experiment", EXPERIMENT, *mending)
    good(ran, "rft data check")
    written = sorted(path.name for path in hour.checkout.root.glob("mended*.jsonl"))
    expect(len(written) >= 2, f"rft data check --split: wrote {written}, expected two files: {tail(ran)}")
    return f"{2 * len(rows)} rows: {', '.join(written)}"


@dataclass(frozen=True)
class Road:
    """The job of one story: SageMaker keeps the request."""

    jobs: Jobs = field(default_factory=Jobs)

    def job(self, hour: Hour) -> str:
        """Give a role the invoke policy, and send a job, which checks the function first; SageMaker's part is recorded.

        The role keeps the policy, so that taking the experiment down has to detach it.
        """
        _give_role(hour)
        account, findings = self.jobs.recorded(), list[Finding]()

        def checked(asked: check.Asked) -> list[Finding]:
            findings.extend(CHECKS(asked))
            return findings

        places = ["--role", ROLE, "--data", "s3://rows/train.jsonl", "--output", "s3://rows/out"]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(check, "run", checked)
            _in_account(hour, account, "job", "training", EXPERIMENT, "--submit", "--yes", *places)
        others = {f"{each.what}: {each.state}" for each in findings if each.state != "good"}
        expect(others <= UNDECIDED, f"rft check: {sorted(others)}")
        (made,) = account.made("CreateTrainingJob")
        expect(made["HyperParameters"]["reward_lambda_arn"] == hour.first, f"reward_lambda_arn: got {made}")
        return f"{made['TrainingJobName']} after {len(findings)} checks"

    def watch(self, hour: Hour) -> str:
        """See that every batch of the job left its line, and follow the job to its end, which SageMaker tells."""
        sizes = [line["samples"] for line in _lines(hour, FORK, "batch")]
        expect(sizes.count(BATCH) >= ROUNDS * BATCHES_AT_ONCE, f"batches in the log of the fork: got {sizes}")
        singles = [line["samples"] for line in _lines(hour, EXPERIMENT, "batch")].count(1)
        expect(singles >= SINGLES, f"single samples in the log: got {singles}, expected {SINGLES} or more")
        ((name, given),) = self.jobs.kept.items()
        account = self.jobs.recorded(DescribeTrainingJob={**given, "TrainingJobStatus": "Completed"})
        look = json.loads(_in_account(hour, account, "watch", EXPERIMENT, name))
        expect(look["rewards"]["samples"] >= SINGLES, f"rft watch: got {look['rewards']}")
        return f"{len(sizes)} batches, {singles} single samples; {name} is {look['job']['status']}"


def _give_role(hour: Hour) -> None:
    iam, name = hour.place.client("iam"), ROLE.rpartition("/")[2]
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}))
    rights = [{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::rows", "arn:aws:s3:::rows/*"]}]
    policy = json.dumps({"Version": "2012-10-17", "Statement": rights})
    iam.put_role_policy(RoleName=name, PolicyName="rows", PolicyDocument=policy)
    storage = hour.place.client("s3")
    storage.create_bucket(Bucket="rows")
    storage.put_object(Bucket="rows", Key="train.jsonl", Body=(hour.checkout.root / "mended.train.jsonl").read_bytes())
    reward = find_stacks(hour.place, hour.checkout.label(EXPERIMENT)).reward
    assert reward is not None
    iam.attach_role_policy(RoleName=name, PolicyArn=reward.outputs["InvokePolicyArn"])


def _in_account(hour: Hour, account: Recorded, *words: str) -> str:
    """Run ``rft ... --aws --json`` in this process, and return its output: the account is the local target.

    The local target has no SageMaker, so calls of that are recorded.
    """
    recorded = {"sagemaker": account.client}
    place = replace(hour.place, name="aws", client=lambda service: recorded.get(service, hour.place.client)(service))
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said):
        patch.setattr(callee, "remote_place", lambda _: place)
        patch.setattr(watching, "remote_place", lambda _: place)
        patch.setattr(callee.Callee, "client", lambda _: hour.place.client("lambda"))
        try:
            command_line.main([*words, "--aws", "--stage", hour.checkout.stage, "--json"])
        except SystemExit as ended:
            expect(not ended.code, f"rft {words[0]}: exited {ended.code}")
    return said.getvalue()


def training(hour: Hour) -> str:
    """Call the fork with 12 x 64 samples at once, as a training job does, and the first with 50 singles a second.

    Each sample earns the same in every call. Nothing is held against a clock, which this machine's speed would decide.
    """
    rows = read_rows(EXPERIMENT, BATCH)
    rewards = {row.row_id: reward for row, reward in zip(rows, _rewards(hour, hour.forked, rows), strict=True)}
    began = time.monotonic()
    with ThreadPoolExecutor(BATCHES_AT_ONCE) as job, ThreadPoolExecutor(SINGLES_A_SECOND) as cluster:
        batches = [job.submit(_rewards, hour, hour.forked, rows) for _ in range(ROUNDS * BATCHES_AT_ONCE)]
        singles = []
        for at in range(SINGLES):
            time.sleep(max(0.0, began + at / SINGLES_A_SECOND - time.monotonic()))
            singles.append(cluster.submit(_rewards, hour, hour.first, [rows[at % len(rows)]], "hyperpod"))
        wrong = sum(each.result() != list(rewards.values()) for each in batches)
        odd = sum(each.result() != [rewards[rows[at % len(rows)].row_id]] for at, each in enumerate(singles))
    expect(not wrong, f"{wrong} of {len(batches)} batches earned other rewards than alone")
    expect(not odd, f"{odd} of {SINGLES} single samples earned other rewards than in their batch")
    return f"{len(batches)} batches and {SINGLES} single samples in {time.monotonic() - began:.1f} s"


def _rewards(hour: Hour, arn: str, rows: list[RecordedRow], shape: str = "training-job") -> list[float]:
    return [each.reward for each in invoke(hour.place.client("lambda"), arn, SHAPES[shape], rows).scores]


def kept(hour: Hour) -> str:
    """See that both revisions are told apart in the log, and that one that is called stays."""
    named = {line["revision"] for line in _lines(hour, EXPERIMENT, "sample")}
    expect(named == {hour.first[-8:], hour.second[-8:]}, f"revisions in the log: got {named}")
    ran = hour.verb("prune", EXPERIMENT, "--yes")
    good(ran, "rft prune")
    expect("stays: called " in ran.out, f"rft prune: got {tail(ran)}, expected that the second revision stays")
    return "the second revision stays, because it is called"


def _lines(hour: Hour, experiment: str, event: str) -> list[dict[str, Any]]:
    group = naming.log_group_name(hour.checkout.label(experiment))
    found = last_lines(hour.place.client("logs"), group, 100_000)
    return [json.loads(line) for line in found if f'"event": "{event}"' in line]


def story() -> Iterator[Step]:
    """Yield the steps of `make smoke-aws` but the doctor's, which has tests of its own, and those above in between."""
    road = Road()
    for step in STEPS:
        if step is pruned:
            yield kept
        if step is not doctor:
            yield step
        if step is first_deployment:
            yield from (data, road.job)
        elif step is fork:
            yield from (training, road.watch)
