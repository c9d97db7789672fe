"""The steps that only look. Each returns its observation, and raises ``CheckFailed`` if the README says otherwise."""

import json
import time
from datetime import datetime, timedelta, timezone
from typing import Any

from compiler import naming
from compiler.compile import compile_experiment
from compiler.telemetry.saved_queries import saved_queries
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, Metrics
from rft.doctor.account.account import Account
from rft.doctor.account.deployed import Deployment, deployed_findings
from rft.doctor.account.old_revisions import held_by_old
from rft.invoke.rows import read_rows
from rft.lifecycle.stacks import find_stacks
from rft.local.log_lines import last_lines
from rft.logs.cloud import TimeRange, run_in_aws

from smoke.checkout import Ran
from smoke.hour import EXPERIMENT, ROWS, Hour, expect, good


def doctor(hour: Hour) -> str:
    """Look at the account before anything is there."""
    ran = hour.checkout.rft("doctor", EXPERIMENT, "--aws", "--stage", hour.checkout.stage, "--json")
    return _findings(hour, ran, "rft doctor")


def check(hour: Hour) -> str:
    """Send the events of a training job, wrong ones too."""
    account = ["--aws", "--faults"] if hour.place.name == "aws" else []
    where = [*account, "--stage", hour.checkout.stage]
    ran = hour.checkout.rft("check", EXPERIMENT, "--road", "training", *where, "--json")
    return _findings(hour, ran, "rft check")


def _findings(hour: Hour, ran: Ran, command: str) -> str:
    """Keep the findings that a command printed as JSON for the report; none may be bad."""
    shown: Any = json.loads(ran.out) if ran.out.startswith("{") else {"findings": []}
    lines = [f"{each['state']}: {each['what']}: {each['says']}" for each in shown["findings"]]
    good(ran, f"{command}: {'; '.join(line for line in lines if line.startswith('bad'))}")
    hour.told += lines
    return f"{len(lines)} checks, none bad"


def logs(hour: Hour) -> str:
    """Wait for the log lines, and see that they hold no text of a sample."""
    group, rows = naming.log_group_name(hour.checkout.label(EXPERIMENT)), read_rows(EXPERIMENT, ROWS)
    seen = hour.until(lambda: len(last_lines(hour.place.client("logs"), group, 1_000)), "log lines")
    lines = "\n".join(last_lines(hour.place.client("logs"), group, 1_000))
    expect('"event": "sample"' in lines, f"{group}: no line of a sample")
    expect(not any(row.response in lines for row in rows if len(row.response) > ROWS), f"{group}: text of a response")
    return seen


def metrics(hour: Hour) -> str:
    """Wait for one of the kit's own metrics, and for Lambda's."""
    label = hour.checkout.label(EXPERIMENT)
    name, metric = hour.first.rpartition(":")[2], Metrics.REWARD_SHARE.name
    own = hour.until(lambda: _count(hour, NAMESPACE, metric, {METRIC_DIMENSION: label}), f"values of {metric}")
    invoked = {"FunctionName": name}
    return f"{own}, {hour.until(lambda: _count(hour, 'AWS/Lambda', 'Invocations', invoked), 'values of Invocations')}"


def _count(hour: Hour, namespace: str, metric: str, dimensions: dict[str, str]) -> int:
    now = datetime.now(timezone.utc)
    found = hour.place.client("cloudwatch").get_metric_statistics(
        Namespace=namespace,
        MetricName=metric,
        Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
        StartTime=now - timedelta(hours=1),
        EndTime=now + timedelta(minutes=1),
        Period=3_600,
        Statistics=["SampleCount"],
    )
    return int(sum(each["SampleCount"] for each in found["Datapoints"]))


def queries(hour: Hour) -> str:
    """Let CloudWatch run every saved query that has a value for each of its parameters."""
    group, now = naming.log_group_name(hour.checkout.label(EXPERIMENT)), int(time.time())
    asked = [each for each in saved_queries().values() if all(one.default is not None for one in each.parameters)]
    rows = {
        each.name: len(run_in_aws(hour.place.client("logs"), group, each.filled({}), TimeRange(now - 3_600, now)).rows)
        for each in asked
    }
    empty = ", ".join(name for name, count in rows.items() if not count)
    return f"{len(rows)} ran; without a row: {empty or 'none'}"


def alarms(hour: Hour) -> str:
    """See that the alarms are there, and which are in alarm."""
    prefix = naming.alarm_prefix(hour.checkout.label(EXPERIMENT))
    pages = (
        hour.place.client("cloudwatch")
        .get_paginator("describe_alarms")
        .paginate(AlarmNamePrefix=prefix, AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    )
    found = [each for page in pages for kind in ("MetricAlarms", "CompositeAlarms") for each in page.get(kind, [])]
    expect(len(found) > 1, f"alarms {prefix}: got {len(found)}, expected several")
    red = sorted(each["AlarmName"].removeprefix(prefix) for each in found if each["StateValue"] == "ALARM")
    return f"{len(found)} alarms, in alarm: {', '.join(red) or 'none'}"


def drift(hour: Hour) -> str:
    """Change the function outside of its stack, and put it back: the doctor finds that, and the old revision."""
    function = hour.first.rpartition(":")[2]
    compiled = compile_experiment(EXPERIMENT, stage=hour.checkout.stage, root=hour.checkout.root)
    found = Deployment(compiled, find_stacks(hour.place, compiled.label))
    account, given = Account(lambda service, _: hour.place.client(service)), compiled.experiment.memory_mb
    _set_memory(hour, function, given * 2)
    try:
        said = [each.says for each in deployed_findings(account, found)]
    finally:
        _set_memory(hour, function, given)
    expect(any(f"MemorySize {given} -> {given * 2}" in each for each in said), f"drift: not seen: {'; '.join(said)}")
    old = held_by_old(account, found).finding.says
    expect(hour.second[-8:] in old, f"old revisions: got {old!r}, expected {hour.second[-8:]} in it")
    return f"found; old revisions: {old}"


def _set_memory(hour: Hour, function: str, megabytes: int) -> None:
    functions = hour.place.client("lambda")
    functions.update_function_configuration(FunctionName=function, MemorySize=megabytes)
    functions.get_waiter("function_updated_v2").wait(FunctionName=function, WaiterConfig={"Delay": 1})
