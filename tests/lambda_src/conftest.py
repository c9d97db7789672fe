"""The shared parts of the pipeline's tests: one pipeline per deployment's settings, and its log lines."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from reward_runtime import names
from reward_runtime.pipeline import Pipeline

FORM = "<|begin_of_solution|>\\boxed{%s}<|end_of_solution|>"


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    return Pipeline.from_environment({names.ENV_REWARD: "sentiment", names.ENV_EXPERIMENT: "sentiment"})


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    """The log lines written since the last call, parsed as strict JSON."""

    def read() -> list[dict[str, Any]]:
        def refuse(token: str) -> None:
            raise AssertionError(f"{token} is no JSON")

        return [json.loads(line, parse_constant=refuse) for line in capsys.readouterr().out.splitlines()]

    return read
