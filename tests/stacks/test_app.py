"""app.py, started as the command line starts it, refuses a wrong tool and a wrong name in plain words."""

import json
import os
import subprocess
import sys

import pytest

from compiler.compile import ROOT
from compiler.errors import CompileError
from stacks.checks.checked_app import checked_app


def test_the_wrong_command_line_is_refused_with_the_reason() -> None:
    refused = run_app(CDK_CLI_VERSION="3.0.0")
    assert refused.returncode == 1
    assert "got version '3.0.0', expected '2.1148.1'" in refused.stderr
    assert "make setup" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_python_without_the_kits_packages_is_refused_with_the_command_to_type() -> None:
    """Without an activated environment ``cdk synth`` ended in a traceback."""
    code = "import sys, runpy; sys.path[:0] = ['.']; runpy.run_path('app.py', run_name='__main__')"
    bare = [sys.executable, "-I", "-S", "-c", code]
    refused = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "without the package" in refused.stderr
    assert "source .venv/bin/activate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_unknown_experiment_is_refused_without_a_traceback() -> None:
    refused = run_app(CDK_CONTEXT_JSON=json.dumps({"experiment": "no-such-experiment"}))
    assert refused.returncode == 1
    assert "no-such-experiment" in refused.stderr
    assert "sentiment" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("key", ["stage", "experiment"])
@pytest.mark.parametrize(("value", "shown"), [(7, "7 (int)"), (True, "True (bool)"), (["a"], "['a'] (list)")])
def test_context_that_is_no_text_is_refused(key: str, value: object, shown: str) -> None:
    with pytest.raises(CompileError) as error:
        checked_app({key: value})
    assert str(error.value).startswith(f"context {key}: got {shown}, expected text; put it in quotes in cdk.json")


def test_the_command_line_is_pinned_exactly_and_names_no_address() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    pinned = package["devDependencies"]["aws-cdk"]
    assert lock["packages"]["node_modules/aws-cdk"]["version"] == pinned == "2.1148.1"
    assert all("resolved" not in entry for entry in lock["packages"].values())


def run_app(**variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "app.py")]
    environment = {**os.environ, **variables}
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
