"""The graders of an environment: the kit, the published handler, and threads with botocore's own retries."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, Final, cast

from reward_runtime import names
from reward_runtime.pipeline import Pipeline

__all__ = ["GRADERS", "Grader"]

Grader = Callable[[list[dict[str, Any]], object], Sequence[float | None]]
"""Rows and Lambda's context -> the judge's score of each row, 0..1, or ``None`` for a lost row."""


def kit(judge: Mapping[str, object], environment: Mapping[str, str]) -> Grader:
    """The deployed kit; ``judge`` overrides settings of its judge."""
    settings = {**json.loads(environment[names.ENV_JUDGE]), **judge}
    pipeline = Pipeline.from_environment({**environment, names.ENV_JUDGE: json.dumps(settings)})

    def grade(rows: list[dict[str, Any]], context: object) -> list[float | None]:
        replies = cast("list[Any]", pipeline(rows, context))
        return [next(m["value"] for m in reply["metrics_list"] if m["name"] == "similar") for reply in replies]

    return grade


def published() -> Grader:
    """The published handler. It scores a lost row 0.0, so it never reports a loss."""
    from benchmarks.naive.judge_handler import lambda_handler

    return lambda rows, context: [result["aggregate_reward_score"] for result in lambda_handler(rows, context)]


def threads(mode: str, attempts: int) -> Grader:
    """The published prompt from 64 threads, with botocore's own retries and no others."""
    import botocore.session
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    from benchmarks.naive import judge_handler

    retries = {"mode": mode, "total_max_attempts": attempts}
    session = cast("Any", botocore.session.get_session())
    config = Config(max_pool_connections=CONCURRENCY, retries=cast("Any", retries))
    client: Any = session.create_client("bedrock-runtime", region_name="us-east-1", config=config)
    workers = ThreadPoolExecutor(CONCURRENCY)

    def one(row: dict[str, Any]) -> float | None:
        found = judge_handler.answer(row["messages"][-1]["content"])
        prompt = judge_handler.PROMPT.format(reference=row["reference_answer"]["answer"], response=found)
        with suppress(ClientError, BotoCoreError):
            reply = client.converse(
                modelId=judge_handler.JUDGE,
                system=[{"text": judge_handler.SYSTEM}],
                messages=[{"role": "user", "content": [{"text": prompt}]}],
                inferenceConfig={"temperature": 0.0, "maxTokens": 10},
            )
            return float(reply["output"]["message"]["content"][0]["text"])
        return None

    return lambda rows, _: list(workers.map(one, rows))


CONCURRENCY: Final = 64
GRADERS: Final = SimpleNamespace(kit=kit, published=published, threads=threads)
"""The graders by name."""
