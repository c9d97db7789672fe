"""Golden logs of a reward with a shadow: the real pipeline of ``gsm8k``, with ``math`` on every sample."""

import io
from contextlib import redirect_stdout
from functools import cache
from types import SimpleNamespace

from reward_runtime import names
from reward_runtime.pipeline import Pipeline

from rft.rows import read_rows
from tests.rft.insights.golden import Golden, Shape, add_invocation, request_id

ROWS = 8


@cache
def shadowed_golden(shape: Shape) -> Golden:
    """Return two invocations: responses to their own rows, then to the next ones."""
    environment = {names.ENV_REWARD: "gsm8k", names.ENV_EXPERIMENT: "gsm8k", names.ENV_SHADOW: "math:1.0"}
    pipeline = Pipeline.from_environment({**environment, names.ENV_REVISION: "0000dddd"})
    found = Golden(shape)
    for number in range(2):
        out = io.StringIO()
        with redirect_stdout(out):
            pipeline(_batch(number), SimpleNamespace(aws_request_id=request_id(number)))
        add_invocation(found, shape, number, out.getvalue().splitlines())
    return found


def _batch(number: int) -> list[dict[str, object]]:
    rows = read_rows("gsm8k", ROWS)
    others = [*rows[1:], rows[0]]
    return [
        {
            **row.fields,
            # The number alone, which both can read.
            "reference_answer": str(row.reference).rpartition("#### ")[2],
            "messages": [*row.messages, {"role": "assistant", "content": (other if number else row).response}],
        }
        for row, other in zip(rows, others, strict=True)
    ]
