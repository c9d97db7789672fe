"""A log line of the local target names the stand-in judge, and is otherwise as the function wrote it."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from localaws.overlay.judge_names import named  # noqa: TID251 - the overlay is under test

JUDGE = "us.amazon.nova-2-lite-v1:0#d7ccb28b"
TEXT = st.text() | st.sampled_from(['"judge": "x"', '\\"judge\\": \\"', '{"judge": "y"}'])


@given(st.dictionaries(TEXT.filter(lambda key: key != "judge"), TEXT | st.integers(), max_size=4), TEXT)
def test_only_the_judges_name_changes(others: dict[str, Any], judge: str) -> None:
    judge = f"m{judge}"
    line = {"event": "sample", **others, "judge": judge, "id": '"judge": "z"'}
    assert json.loads(named(json.dumps(line))) == {**line, "judge": f"stand-in judge for {judge}"}


def test_a_line_without_a_judge_stays() -> None:
    metrics = json.dumps({"_aws": {}, "JudgeMillis": [1.0]})
    for line in (json.dumps({"event": "sample", "judge": ""}), "START RequestId: 1", 'text "judge": "m"', metrics, ""):
        assert named(line) == line


def test_a_line_is_named_once() -> None:
    once = named(json.dumps({"judge": JUDGE}))
    assert named(once) == once


def test_the_second_judge_is_named_too() -> None:
    line = json.loads(named(json.dumps({"event": "judge", "judge": JUDGE, "second_judge": "m", "second_calls": 1})))
    assert line["second_judge"] == "stand-in judge for m"
    assert line["judge"] == f"stand-in judge for {JUDGE}"
