"""app.py, started as the command line starts it, refuses a wrong tool and a wrong name in plain words."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compiler.compile import ROOT
from compiler.errors import CompileError
from compiler.package.node import packaged_node
from stacks.checks import commandline
from stacks.checks.checked_app import checked_app
from stacks.checks.commandline import IN_PLACE, asked_in_place, refuse_deploying_in_place
from stacks.checks.toolchain import ToolchainError


def test_the_wrong_command_line_is_refused_with_the_reason() -> None:
    refused = run_app(CDK_CLI_VERSION="3.0.0")
    assert refused.returncode == 1
    assert "got version '3.0.0', expected '2.1148.1'" in refused.stderr
    assert "make setup" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("options", [["deploy", "NovaReward-sentiment", "--hotswap"], ["watch"]])
def test_the_command_line_cannot_deploy_in_place(options: list[str]) -> None:
    """It reaches no account: nothing answers at the address of all services, and nobody waits for it."""
    nowhere = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1"}
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [str(packaged_node()), "node_modules/.bin/cdk", *options, "-c", "experiment=no-such-experiment"]
    environment = {**os.environ, **nowhere, **keys, "PATH": paths}
    refused = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    said = refused.stdout + refused.stderr
    assert "Traceback" not in said
    expected = "got --hotswap, expected `cdk deploy`: a deployed reward never changes"
    assert (expected if "deploy" in options else "Cannot use the 'watch' command") in said


CDK = ["node", "/kit/node_modules/.bin/cdk"]


@pytest.mark.parametrize("option", IN_PLACE)
def test_each_way_to_ask_for_a_deployment_in_place_is_seen(option: str) -> None:
    asked = f"--{option}"
    for word in (asked, f"{asked}=true", f"{asked}=yes"):
        for words in (["deploy", "x", word], ["deploy", word, "x"], [word, "deploy"], ["deploy", "-c", "a=b", word]):
            for program in (CDK, ["/usr/bin/cdk"], ["npm", "exec", "cdk"], ["node", "/x/aws-cdk/bin/cdk"]):
                assert asked_in_place([*program, *words]) == word
    assert asked_in_place([*CDK, "deploy", asked, "true"]) == asked


@pytest.mark.parametrize("words", [["watch"], ["watch", "NovaReward-x"], ["--verbose=true", "watch"]])
def test_the_command_watch_is_seen(words: list[str]) -> None:
    assert asked_in_place([*CDK, *words]) == "watch"


@pytest.mark.parametrize(
    "words",
    [
        ["deploy", "x"],
        ["deploy", "x", "--no-hotswap"],
        ["deploy", "x", "--hotswap=false"],
        ["deploy", "x", "--hotswap", "false"],
        ["deploy", "x", "--hotswap-ecs-stabilization-timeout-seconds", "5"],
        ["deploy", "watch"],
        ["--profile", "watch", "deploy"],
        ["synth", "-c", "experiment=hotswap"],
        ["diff"],
    ],
)
def test_what_does_not_ask_for_it_is_let_through(words: list[str]) -> None:
    assert asked_in_place([*CDK, *words]) is None


def test_another_program_above_may_have_such_an_option() -> None:
    assert asked_in_place(["bash", "-c", "make watch --hotswap"]) is None
    assert asked_in_place(["python", "-m", "pytest", "cdk", "--watch"]) is None


@pytest.mark.skipif(shutil.which("ps") is None, reason="there is no `ps` here to compare with")
def test_a_system_without_proc_tells_the_same_of_a_process() -> None:
    here = os.getpid()
    parent, command = commandline._process(here)  # pyright: ignore[reportPrivateUsage] - no Linux takes the other way
    assert parent == os.getppid()
    assert commandline._asked_of_ps(here) == (parent, " ".join(command).split())  # pyright: ignore[reportPrivateUsage]
    assert commandline._asked_of_ps(2**22 + 1) == (0, [])  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("option", IN_PLACE)
def test_the_command_lines_variables_are_options_too(option: str) -> None:
    name = f"CDK_{option.upper().replace('-', '_')}"
    refuse_deploying_in_place({name: "false"})
    with pytest.raises(ToolchainError, match=f"got {name}=1, expected it unset"):
        refuse_deploying_in_place({name: "1"})


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


@pytest.mark.parametrize("value", ['{"name": "boundary"}', "boundary", {}, {"names": "x"}, ["boundary"]])
def test_a_permissions_boundary_that_the_cdk_would_leave_out_is_refused(value: object) -> None:
    """``-c`` passes text, and the roles then had no boundary."""
    with pytest.raises(CompileError, match=r"^context @aws-cdk/core:permissionsBoundary: got .*, expected \{\"name\""):
        checked_app({"@aws-cdk/core:permissionsBoundary": value, "experiment": "no-such-experiment"})


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
