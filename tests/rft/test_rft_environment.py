"""No real credential reaches a child process, and none is ever printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rft.local.clients import client
from rft.local.environment import child_environment, inherited
from rft.local.target import LocalTarget
from rft.repository import ROOT

SECRET = "real-secret-value"
REAL = {
    "AWS_ACCESS_KEY_ID": SECRET,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_SESSION_TOKEN": SECRET,
    "AWS_PROFILE": SECRET,
    "AWS_WEB_IDENTITY_TOKEN_FILE": SECRET,
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": SECRET,
    "AWS_ROLE_ARN": SECRET,
    "AWS_BEARER_TOKEN_BEDROCK": SECRET,
    "AWS_ENDPOINT_URL_LAMBDA": SECRET,
    "AWS_NOT_INVENTED_YET": SECRET,
    "CDK_DEFAULT_ACCOUNT": SECRET,
    "HTTPS_PROXY": SECRET,
    "https_proxy": SECRET,
    "GITHUB_TOKEN": SECRET,
}


def test_the_cdk_child_sees_no_variable_of_a_real_account(tmp_path: Path) -> None:
    environment = child_environment("http://127.0.0.1:1", tmp_path, "eu-west-1", REAL | {"PATH": "/bin"})
    assert SECRET not in " ".join(environment.values())
    assert environment["AWS_ACCESS_KEY_ID"] == environment["AWS_SECRET_ACCESS_KEY"] == "test"
    assert environment["AWS_REGION"] == environment["AWS_DEFAULT_REGION"] == "eu-west-1"
    assert environment["CDK_DEFAULT_ACCOUNT"] == "000000000000"


def test_the_cdk_childs_python3_is_this_one(tmp_path: Path) -> None:
    path = child_environment("http://127.0.0.1:1", tmp_path, "us-east-1", {})["PATH"]
    assert path.split(os.pathsep)[0] == str(Path(sys.executable).parent)


def test_the_target_child_inherits_only_what_is_listed() -> None:
    assert inherited(REAL | {"PATH": "/bin", "LC_ALL": "C"}) == {"PATH": "/bin", "LC_ALL": "C"}


def test_a_client_ignores_the_operators_profile_and_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in REAL.items():
        monkeypatch.setenv(name, value)
    made = client(LocalTarget("http://127.0.0.1:1", tmp_path), "lambda", "us-east-1")
    assert made.meta.endpoint_url == "http://127.0.0.1:1"
    assert made._request_signer._credentials.access_key == "test"  # pyright: ignore[reportPrivateUsage]


def test_a_real_credential_in_the_callers_environment_is_never_printed(local_home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rft", "local", "status", "--json"],
        cwd=ROOT,
        env=os.environ | REAL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_how_the_stand_in_judge_is_to_start_reaches_it() -> None:
    assert inherited({"STANDIN_CONFIGURATION": "{}", "PATH": "/bin"}) == {"STANDIN_CONFIGURATION": "{}", "PATH": "/bin"}
