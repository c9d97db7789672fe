"""The sandbox's role may write its own log and nothing else; the reward's may invoke that one function besides."""

import json
from pathlib import Path
from typing import Any

import pytest

from compiler.compiled import CompiledExperiment
from tests.shipped import shipped
from tests.stacks.iam.evaluators import ACCOUNT, Request, by_iam_simulate, by_ministack, every_action
from tests.stacks.iam.role import policies_in
from tests.stacks.synthesis import read_assembly

REGION = "us-east-1"
LOG = {"logs:CreateLogStream", "logs:PutLogEvents"}
INVOKE = "lambda:InvokeFunction"
Policies = list[dict[str, Any]]


@pytest.fixture(scope="module")
def compiled() -> CompiledExperiment:
    return shipped("code")


@pytest.fixture(scope="module")
def roles(assembly: Path, compiled: CompiledExperiment) -> dict[str, Policies]:
    """Policies of the two roles of one revision."""
    resources = read_assembly(assembly, compiled.revision_stack_name).stacks[compiled.revision_stack_name]["Resources"]
    found = {name: each["Properties"] for name, each in resources.items() if each["Type"] == "AWS::IAM::Role"}
    assert len(found) == 2
    return {"sandbox" if "Sandbox" in name else "reward": policies_in(role, REGION) for name, role in found.items()}


def arn(service: str, resource: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"


def places(compiled: CompiledExperiment) -> dict[str, str]:
    return {
        "own log": arn("logs", f"log-group:{compiled.sandbox_log_group_name}:log-stream:x"),
        "reward's log": arn("logs", f"log-group:{compiled.log_group_name}:log-stream:x"),
        "sandbox": arn("lambda", f"function:{compiled.sandbox_name}"),
        "a version of the sandbox": arn("lambda", f"function:{compiled.sandbox_name}:1"),
        "sandbox of another revision": arn("lambda", "function:nova-reward-code-00000000-sandbox"),
        "reward": arn("lambda", f"function:{compiled.function_name}"),
        "another function": arn("lambda", "function:payments"),
        "rows": "arn:aws:s3:::training-data/rows.jsonl",
    }


def allowed(role: Policies, compiled: CompiledExperiment, actions: Path) -> set[tuple[str, str]]:
    """Return (action, place) of everything that a role may do, of every action of AWS."""
    rows = [Request("*", resource, {}) for resource in places(compiled).values()]
    (words,) = by_ministack([(role, rows)], actions)
    return {(action, place) for place, each in zip(places(compiled), words, strict=True) for action in each}


def test_of_every_action_of_aws_the_sandbox_may_write_its_own_log(
    roles: dict[str, Policies], compiled: CompiledExperiment, tmp_path: Path
) -> None:
    actions = tmp_path / "actions.json"
    actions.write_text(json.dumps(every_action()))
    assert allowed(roles["sandbox"], compiled, actions) == {(action, "own log") for action in LOG}
    assert allowed(roles["reward"], compiled, actions) == {
        *((action, "reward's log") for action in LOG),
        (INVOKE, "sandbox"),
    }


def test_another_evaluator_says_the_same_of_invoking_and_logging(
    roles: dict[str, Policies], compiled: CompiledExperiment
) -> None:
    rows = [
        Request(action, resource, {}) for resource in places(compiled).values() for action in sorted({*LOG, INVOKE})
    ]
    (sandbox,) = by_iam_simulate([(roles["sandbox"], rows)])
    (reward,) = by_iam_simulate([(roles["reward"], rows)])
    own, theirs, target = (places(compiled)[name] for name in ("own log", "reward's log", "sandbox"))
    assert [row for row, word in zip(rows, sandbox, strict=True) if word == "Allowed"] == [
        row for row in rows if row.resource == own and row.action in LOG
    ]
    assert [row for row, word in zip(rows, reward, strict=True) if word == "Allowed"] == [
        row
        for row in rows
        if (row.resource == theirs and row.action in LOG) or (row.resource == target and row.action == INVOKE)
    ]
