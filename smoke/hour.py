"""A new user's hour: deploy, look, fork, a deployment that fails, mended, reverted, pruned, taken down.

Each step runs the README's commands and returns what was seen. It raises ``CheckFailed`` if the
README says otherwise.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from compiler import naming
from compiler.telemetry.saved_queries import saved_queries
from reward_runtime.names import METRIC_DIMENSION, NAMESPACE, Metrics
from rft.failures import CheckFailed
from rft.invoke.event_shapes import SHAPES
from rft.invoke.invocation import invoke
from rft.invoke.rows import read_rows
from rft.lifecycle.place import Place
from rft.lifecycle.stacks import find_stacks
from rft.local.log_lines import last_lines
from rft.logs.cloud import TimeRange, run_in_aws

from smoke.checkout import Checkout, Ran
from smoke.leftovers import leftovers

EXPERIMENT, FORK = "sentiment", "sentiment-strict"
ROWS: Final = 16
CHANGED: Final = "weights: {correct: 0.6, well_formed: 0.4}\n"
BEYOND: Final = "reserved_concurrency: 1000000\n"
"""More than any account has, so that the function cannot be made."""


@dataclass
class Hour:
    """One user, one account."""

    checkout: Checkout
    place: Place
    patience: float
    """Longest time in seconds until a log line or a metric can be read."""
    first: str = ""
    """ARN of the first revision's function."""
    second: str = ""
    pause: float = 5.0
    """Seconds between two looks."""
    told: list[str] = field(default_factory=list[str])
    """What a doctor's warning or a failed deployment said, for the report."""

    def deploy(self, experiment: str) -> str:
        """Deploy by the README's command, and return the function's ARN."""
        good(self.checkout.deploy(experiment), f"cdk deploy of {experiment}")
        outputs = json.loads(self.checkout.outputs_file(experiment).read_text(encoding="utf-8"))
        return str(outputs[naming.stack_name(self.checkout.label(experiment))]["FunctionArn"])

    def scores(self, arn: str) -> str:
        """Call a function as a training job does, and say what came back."""
        scored = invoke(self.place.client("lambda"), arn, SHAPES["training-job"], read_rows(EXPERIMENT, ROWS))
        least, most = (pick(each.reward for each in scored.scores) for pick in (min, max))
        expect(least < most, f"{arn}: {ROWS} samples all earned {most}, expected different rewards")
        return f"{len(scored.scores)} scores from {least:g} to {most:g}, {scored.millis[0]:.0f} ms"

    def verb(self, name: str, experiment: str, *more: str) -> Ran:
        """Run ``rft prune`` or ``rft retire`` for one experiment."""
        account = ["--aws"] if self.place.name == "aws" else []
        where = ["--stage", self.checkout.stage, "--region", self.place.region]
        return self.checkout.rft(name, experiment, *account, *where, *more)

    def until(self, look: Callable[[], int], what: str) -> str:
        """Look again and again until the count is not zero, and say how long that took."""
        started = time.monotonic()
        while not (found := look()):
            expect(time.monotonic() - started < self.patience, f"{what}: nothing after {self.patience:g} s")
            time.sleep(self.pause)
        return f"{found} {what} after {time.monotonic() - started:.0f} s"


def expect(condition: bool, failure: str) -> None:
    """Raise ``CheckFailed`` with the text unless the condition holds."""
    if not condition:
        raise CheckFailed(failure)


def good(ran: Ran, what: str) -> None:
    """Raise ``CheckFailed`` with the end of its output unless the command ended well."""
    expect(ran.code == 0, f"{what}: exited {ran.code}: {tail(ran)}")


def tail(ran: Ran) -> str:
    """Return the end of a command's output as one line."""
    return " ".join((ran.out + ran.err).split())[-600:]


def doctor(hour: Hour) -> str:
    """Look at the account before anything is there."""
    ran = hour.checkout.rft("doctor", EXPERIMENT, "--aws", "--stage", hour.checkout.stage, "--json")
    shown: Any = json.loads(ran.out) if ran.out.startswith("{") else {"findings": []}
    lines = [f"{each['state']}: {each['what']}: {each['says']}" for each in shown["findings"]]
    good(ran, "; ".join(line for line in lines if line.startswith("bad")) or "rft doctor")
    hour.told += lines
    return f"{len(lines)} checks, none bad"


def first_deployment(hour: Hour) -> str:
    """Deploy, and call the function."""
    hour.checkout.write(EXPERIMENT, "")
    hour.first = hour.deploy(EXPERIMENT)
    return hour.scores(hour.first)


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


def fork(hour: Hour) -> str:
    """Copy the file, and deploy the copy beside the first."""
    hour.checkout.write(FORK, "on_bad_row: raise\n")
    forked = hour.deploy(FORK)
    expect(forked != hour.first, "the fork has its parent's function")
    return f"{hour.scores(forked)}; the parent: {hour.scores(hour.first)}"


def failing_deployment(hour: Hour) -> str:
    """Change the reward and reserve more concurrency than there is: the deployment fails, and the job goes on."""
    hour.checkout.write(EXPERIMENT, CHANGED + BEYOND)
    ran = hour.checkout.deploy(EXPERIMENT)
    expect(ran.code != 0, f"{BEYOND.strip()}: it was deployed, expected CloudFormation to refuse it")
    expect(_current(hour) == hour.first[-8:], f"current: got {_current(hour)} after a failure, expected no change")
    hour.told.append(f"a failed deployment: {tail(ran)}")
    return f"refused; the first revision: {hour.scores(hour.first)}"


def mended_deployment(hour: Hour) -> str:
    """Take the mistake back, and deploy the same revision again."""
    hour.checkout.write(EXPERIMENT, CHANGED)
    hour.second = hour.deploy(EXPERIMENT)
    expect(hour.second != hour.first, "a changed reward has the first one's function")
    return f"{hour.scores(hour.second)}; the first revision: {hour.scores(hour.first)}"


def reverted(hour: Hour) -> str:
    """Go back to the first revision by deploying it again."""
    hour.checkout.write(EXPERIMENT, "")
    again = hour.deploy(EXPERIMENT)
    expect(again == hour.first, f"reverted: got {again}, expected {hour.first}")
    return f"current is {_current(hour)} again; the second revision: {hour.scores(hour.second)}"


def pruned(hour: Hour) -> str:
    """Let `rft prune` delete the second revision, which nobody calls any more."""
    ran = hour.verb("prune", EXPERIMENT, "--yes", "--hours", "0")
    good(ran, "rft prune")
    expect(hour.second[-8:] in ran.out, f"rft prune: got {tail(ran)}, expected {hour.second[-8:]} in it")
    left = [each.revision for each in find_stacks(hour.place, hour.checkout.label(EXPERIMENT)).revisions]
    expect(left == [hour.first[-8:]], f"rft prune --yes: left {left}, expected the current one alone")
    return f"{hour.second[-8:]} is gone; the first revision: {hour.scores(hour.first)}"


def _current(hour: Hour) -> str | None:
    return find_stacks(hour.place, hour.checkout.label(EXPERIMENT)).current


def taken_down(hour: Hour) -> str:
    """Retire both experiments, and see that nothing is left."""
    for name in (FORK, EXPERIMENT):
        _retire(hour, name)
    left = leftovers(hour.place, lambda name: f"{hour.checkout.stage}-" in name)
    expect(not left, f"left: {', '.join(left)}")
    return "nothing is left"


def _retire(hour: Hour, name: str) -> None:
    """Retire an experiment; if a stack is still being changed, CloudFormation deletes it only later."""
    until = time.monotonic() + hour.patience
    while (ran := hour.verb("retire", name, "--yes", "--hours", "0")).code and time.monotonic() < until:
        time.sleep(hour.pause)
    good(ran, f"rft retire {name}")


Step = Callable[[Hour], str]
STEPS: Final[tuple[Step, ...]] = (
    doctor,
    first_deployment,
    logs,
    metrics,
    alarms,
    fork,
    failing_deployment,
    mended_deployment,
    reverted,
    pruned,
)
"""In this order. ``taken_down`` follows them whatever happens."""
IN_AWS: Final = (*STEPS[:4], queries, *STEPS[4:])
"""The local target runs no queries."""
