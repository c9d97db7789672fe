"""The findings of `rft check` on the sandbox: the real component, and one that lets a program through."""

import json
import sys
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pytest

from compiler.sandbox.block import Sandbox
from compiler.sandbox.build import build_sandbox
from rft.check.sandbox import PROBES, sandbox_findings
from rft.check.subject import Subject

SANDBOX = Sandbox()


class Lambda:
    """Runs the sandbox's own code, or answers as told."""

    def __init__(self, answer: Any = None) -> None:
        self.answer = answer
        self.called = ""

    def invoke(self, FunctionName: str, Payload: bytes) -> dict[str, Any]:
        self.called = FunctionName
        jobs = json.loads(Payload)["jobs"]
        return {"Payload": BytesIO(json.dumps(self.answer(jobs) if self.answer else _real(jobs)).encode())}


def _real(jobs: Any) -> Any:
    folder = build_sandbox()
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    from sandbox import local

    return {"results": json.dumps(local.run(jobs))}


def findings(client: Lambda, sandbox: Sandbox | None = SANDBOX) -> dict[str, tuple[str, str]]:
    subject = SimpleNamespace(
        compiled=SimpleNamespace(experiment=SimpleNamespace(sandbox=sandbox)),
        name="SageMaker-reward-code-0123abcd",
        place=SimpleNamespace(client=lambda _: client),
    )
    return {each.what: (each.state, each.says) for each in sandbox_findings(cast("Subject", subject))}


def test_a_program_reaches_nothing_from_the_real_sandbox() -> None:
    client = Lambda()
    found = findings(client)
    assert client.called == "nova-reward-code-0123abcd-sandbox"
    assert list(found) == ["sandbox", *(f"sandbox: {what}" for what in PROBES)]
    assert {state for state, _ in found.values()} == {"good"}, found


def test_whatever_a_program_reaches_is_bad() -> None:
    def leaky(jobs: Any) -> Any:
        runs = [[{"outcome": "done", "value": {"int": "10"}}] for _ in jobs]
        return {"results": json.dumps(runs)}

    found = findings(Lambda(leaky))
    assert found.pop("sandbox")[0] == "good"
    assert {state for state, _ in found.values()} == {"bad"}


@pytest.mark.parametrize(
    "answer",
    [
        lambda jobs: {"errorMessage": "x"},
        lambda jobs: {"results": "no JSON"},
        lambda jobs: {"results": json.dumps([[{"outcome": "trapped"}] for _ in jobs])},
    ],
)
def test_a_sandbox_that_does_not_work_is_bad_and_nothing_else_is_said(answer: Any) -> None:
    found = findings(Lambda(answer))
    assert list(found) == ["sandbox"]
    assert found["sandbox"][0] == "bad"


def test_an_experiment_without_a_sandbox_is_not_asked() -> None:
    client = Lambda()
    assert findings(client, None) == {}
    assert client.called == ""
