"""The real pipeline of the judged reward ``similarity``, in this process, with the stand-in as its judge.

with stand_in() as judge, calling(judge):
    pipeline = judged_pipeline(canary_share=1.0)
    lines = written_by(pipeline, event, "request-1", seconds=0.3)
"""

import io
import json
import os
from collections.abc import Generator
from contextlib import contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from reward_runtime import names
from reward_runtime.deadline import MARGIN_SECONDS
from reward_runtime.errors import RewardError
from reward_runtime.pipeline import Pipeline

from tests.standin import StandIn

FIRST = "us.amazon.nova-2-lite-v1:0"
OUTAGE: list[dict[str, Any]] = [{"fault": "unavailable", "share": 1.0}]
"""For ``StandIn.configure(faults=...)``: no call is answered."""


@dataclass(frozen=True)
class Context:
    """Lambda's context, as far as the handler reads it."""

    aws_request_id: str
    seconds: float
    """That the invocation may take before it gives up on its judge."""

    def get_remaining_time_in_millis(self) -> int:
        return int((self.seconds + MARGIN_SECONDS) * 1000)


@contextmanager
def calling(judge: StandIn) -> Generator[None]:
    """Let clients of AWS that are made in the block find the stand-in and nothing else."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "HTTP", "http"))}
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    with patch.dict(os.environ, {**kept, **keys, "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": judge.endpoint}, clear=True):
        yield


def judged_pipeline(experiment: str = "similarity", second: str = "", **settings: Any) -> Pipeline:
    """Return the pipeline, with a quota that keeps nothing waiting and the judge's other ``settings``.

    ``second`` is the model of a second judge, which is asked about every sample; empty for none.
    """
    judge = {"model": FIRST, "requests_per_minute": 1e6, "concurrency": 4, **settings}
    environment = {
        names.ENV_REWARD: "similarity",
        names.ENV_EXPERIMENT: experiment,
        names.ENV_REVISION: "0000cccc",
        names.ENV_JUDGE: json.dumps(judge),
    }
    if second:
        environment[names.ENV_SECOND_JUDGE] = json.dumps({**judge, "model": second, "share": 1.0})
    return Pipeline.from_environment(environment)


def written_by(pipeline: Pipeline, event: Any, request_id: str, seconds: float = 60.0) -> list[str]:
    """Return the lines that one invocation writes, even if it then fails."""
    out = io.StringIO()
    with redirect_stdout(out), suppress(RewardError):
        pipeline(event, Context(request_id, seconds))
    return out.getvalue().splitlines()
