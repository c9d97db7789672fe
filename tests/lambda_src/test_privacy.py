"""No text of a prompt, a response or a reference leaves the function: not in the reply, logs or errors."""

import json
from typing import Any

import pytest
from reward_runtime.errors import RewardError
from reward_runtime.pipeline import Pipeline

from tests.lambda_src.events import ROWS, WRAPPERS, event
from tests.lambda_src.test_failures import BAD_ROWS, LOW_RESPONSES, pipeline_of

MARKER = "zQ7markerZ"


def planted(value: Any) -> Any:
    """The value with the marker in every text that is not an id, a role or a type."""
    if isinstance(value, str):
        return f"{MARKER}{value}{MARKER}"
    if isinstance(value, list):
        return [planted(item) for item in value]
    if isinstance(value, dict):
        kept = ("id", "role", "type")
        return {k: v if k in kept else planted(v) for k, v in value.items()} | {f"{MARKER}key": MARKER}
    return value


GOOD = [event(w, s, [("a", f"{MARKER} \\boxed{{positive}} {MARKER}", "positive")]) for w in WRAPPERS for s in ROWS]
BAD = [
    *([planted(bad)] for bad in BAD_ROWS.values()),
    *([planted({"id": "a", "messages": [{"role": "assistant", "content": low}]})] for low in LOW_RESPONSES.values()),
    *(
        [
            {
                "id": "a",
                "messages": [{"role": "assistant", "content": MARKER + low}],
                "reference_answer": "positive",
            }
        ]
        for low in LOW_RESPONSES.values()
    ),
    MARKER,
    [MARKER],
    {MARKER: MARKER},
    {"body": MARKER},
    {"body": MARKER, "isBase64Encoded": True},
    {"body": json.dumps([MARKER])},
    {"body": '{"x": "' + MARKER},
    [{"id": None, "messages": MARKER}, {"messages": MARKER}],
    [{"id": float("nan"), "messages": MARKER}],
    {"process_type": MARKER, "data": {"prompt": MARKER}},
]


@pytest.mark.parametrize("given", [*GOOD, *BAD])
def test_the_marker_in_every_text_is_found_nowhere(
    pipeline: Pipeline, given: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    said = ""
    try:
        said = json.dumps(pipeline(given, {}))
    except RewardError as error:
        said = f"{error!r} {error.__context__!r} {error.__cause__!r}"

    out, err = capfd.readouterr()
    assert out
    assert MARKER not in said + out + err


@pytest.mark.parametrize("part", ["score", "extract", "parse", "parse_reference"])
def test_an_exception_of_a_reward_leaves_no_text(part: str, capfd: pytest.CaptureFixture[str]) -> None:
    def quote(*given: Any) -> Any:
        raise ValueError(f"{MARKER} {given!r}")

    broken = pipeline_of(quote) if part == "score" else pipeline_of(lambda s, a: 1.0, **{part: quote})
    with pytest.raises(RewardError) as failed:
        broken([{"id": "a", "messages": [{"role": "assistant", "content": f"\\boxed{{{MARKER}}}"}]}], {})

    out, err = capfd.readouterr()
    assert MARKER not in f"{failed.value!r} {failed.value.__context__!r}" + out + err
