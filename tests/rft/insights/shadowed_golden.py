"""Golden logs of a reward with a shadow: the real pipeline of ``gsm8k``, and every outcome of the shadow."""

import io
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

from reward_runtime import names
from reward_runtime.pipeline import Pipeline
from reward_runtime.reward import Dimension
from reward_runtime.shadow import Shadow

from rft.invoke.rows import read_rows
from tests.rft.insights.golden import Golden, Shape, add_invocation, request_id

ROWS = 8
BLIND = "tool_plan"
"""A reward that reads no reference of ``gsm8k``, so that it can score none of the samples."""
AUDITING, BROKEN, UNABLE = (0, 1), (5, 6), (10,)
"""Minutes of the invocations whose shadow is ``math``, one that raises, and ``BLIND``; five minutes have one kind."""


@cache
def shadowed_golden(shape: Shape) -> Golden:
    """Return invocations: in even minutes rows get their own responses, in odd minutes those of the next row."""
    sound, blind = _beside("math"), _beside(BLIND)
    pipelines = {
        **dict.fromkeys(AUDITING, sound),
        **dict.fromkeys(BROKEN, _broken(sound)),
        **dict.fromkeys(UNABLE, blind),
    }
    found = Golden(shape)
    for number, pipeline in pipelines.items():
        out = io.StringIO()
        with redirect_stdout(out):
            pipeline(_batch(number), SimpleNamespace(aws_request_id=request_id(number)))
        add_invocation(found, shape, number, out.getvalue().splitlines())
    return found


def _beside(shadow: str) -> Pipeline:
    environment = {names.ENV_REWARD: "gsm8k", names.ENV_EXPERIMENT: "gsm8k", names.ENV_SHADOW: f"{shadow}:1.0"}
    return Pipeline.from_environment({**environment, names.ENV_REVISION: "0000dddd"})


def _broken(pipeline: Pipeline) -> Pipeline:
    reward = replace(pipeline.reward, dimensions=(Dimension("correct", _raises),))
    return replace(pipeline, shadow=Shadow(pipeline.reward, reward, 1.0))


def _raises(_sample: object, _answer: object) -> float:
    raise ValueError


def _batch(number: int) -> list[dict[str, object]]:
    rows = read_rows("gsm8k", ROWS)
    others = [*rows[1:], rows[0]]
    return [
        {
            **row.fields,
            # The number alone, which both can read.
            "reference_answer": str(row.reference).rpartition("#### ")[2],
            "messages": [*row.messages, {"role": "assistant", "content": (other if number % 2 else row).response}],
        }
        for row, other in zip(rows, others, strict=True)
    ]
