"""The stand-in judge of the transports' tests: one process, a new run for each test."""

import os
from collections.abc import Iterator

import pytest

from tests.lambda_src.drained import drained
from tests.standin import StandIn, stand_in


@pytest.fixture(scope="session")
def running_judge() -> Iterator[StandIn]:
    """One stand-in for all."""
    with stand_in() as judge:
        yield judge


@pytest.fixture
def judge(running_judge: StandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A stand-in that has been asked nothing, and the environment of a function that calls it."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "HTTP", "http"))]:
        monkeypatch.delenv(name)
    for service in ("BEDROCK_RUNTIME", "SAGEMAKER_RUNTIME"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", running_judge.endpoint)
    for name, value in {"REGION": "us-west-2", "ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test"}.items():
        monkeypatch.setenv(f"AWS_{name}" if name != "REGION" else "AWS_DEFAULT_REGION", value)
    running_judge.configure()
    with drained():
        yield running_judge
