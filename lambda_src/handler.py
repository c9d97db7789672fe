"""The function's entry: ``lambda_handler(event, context)``."""

import os

from reward_runtime.pipeline import Pipeline
from reward_runtime.reply import Row
from reward_runtime.telemetry.silence import silence

silence()
_PIPELINE = Pipeline.from_environment(os.environ)


def lambda_handler(event: object, context: object) -> list[Row] | Row:
    """Return one reward per sample of the event: see ``reward_runtime.reply.to_reply``."""
    return _PIPELINE(event, context)
