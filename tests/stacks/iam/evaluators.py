"""Two evaluators of IAM policies that share no code. Each is a program in its own environment."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from compiler.compile import ROOT

__all__ = ["ACCOUNT", "Policies", "Request", "by_iam_simulate", "by_ministack", "every_action"]

HERE = Path(__file__).parent
ACCOUNT = "111122223333"
MISSING = "iam-simulate is not installed: run `npm ci` in tests/stacks/iam, which `make test` does"

Policies = Sequence[Mapping[str, Any]]
"""The documents of one role."""


class Request(NamedTuple):
    """One request of a role."""

    action: str
    resource: str
    context: Mapping[str, str]


def by_ministack(cases: Sequence[tuple[Policies, Sequence[Request]]], actions: Path | None = None) -> list[list[Any]]:
    """Return a word for each request of each case; see ``decide.py``."""
    python = ROOT / ".venv-local" / "bin" / "python"
    return _run([str(python), str(HERE / "decide.py"), *([str(actions)] if actions else [])], cases)


def by_iam_simulate(cases: Sequence[tuple[Policies, Sequence[Request]]]) -> list[list[str]]:
    """Return a word for each request of each case; see ``simulate.mjs``."""
    return _run([_node(), str(HERE / "simulate.mjs")], cases)


@cache
def every_action() -> list[str]:
    """Return every action in the pinned version of iam-data."""
    return _run([_node(), str(HERE / "actions.mjs")], None)


def _node() -> str:
    if not (HERE / "node_modules" / "@cloud-copilot" / "iam-simulate").is_dir():
        pytest.skip(MISSING)
    return os.environ["JSII_NODE"]


def _run(command: Sequence[str], question: object) -> Any:
    run = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
