"""The demo first announces its steps, shows log lines as fields, and ends with commands that can be copied."""

import io
import json
import shlex

import pytest
from rich.console import Console

from rft.demo.log_excerpt import log_excerpt
from rft.demo.opening import opening
from rft.demo.report import closing, commands
from tests.shipped import shipped

HEAD = {"level": "INFO", "timestamp": "t", "experiment": "e", "revision": "r", "request_id": "q"}


def drawn(lines: list[str]) -> str:
    out = io.StringIO()
    Console(file=out, width=80).print(log_excerpt(lines))
    return out.getvalue()


def test_the_newest_line_of_each_kind_is_shown_by_its_fields() -> None:
    shown = drawn(
        [
            json.dumps({**HEAD, "event": "sample", "id": "old", "rule": ""}),
            json.dumps({**HEAD, "event": "sample", "id": "new", "rule": "", "aggregate_reward_score": 1 / 3}),
            json.dumps({"_aws": {"CloudWatchMetrics": [{"Metrics": [{"Name": "AtFloor"}, {"Name": "AtCeiling"}]}]}}),
            "REPORT RequestId: 1",
        ]
    )
    assert [line.split() for line in shown.splitlines()] == [
        ["sample", "id=new,", "aggregate_reward_score=0.3333"],
        ["metrics", "AtFloor,", "AtCeiling"],
    ]


def test_the_opening_names_each_reward_the_stand_in_and_the_time() -> None:
    said = opening([shipped("sentiment"), shipped("similarity")])
    assert "sentiment: scored by code" in said
    assert "similarity: scored by a judge; here a stand-in judge" in said
    assert "half a minute" in said
    assert max(map(len, said.splitlines())) <= 80


def test_commands_survive_a_path_with_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALAWS_HOME", "/home/me/my projects/it's/.local")
    (invoke,) = [each for each in commands(shipped("sentiment")) if "--payload" in each]
    words = shlex.split(invoke)
    assert words[words.index("--payload") + 1] == "file:///home/me/my projects/it's/.local/event.json"


def test_the_last_lines_are_three_commands() -> None:
    told = closing(shipped("sentiment"))
    assert [str(each).split()[0] for each in told[-3:]] == ["rft", "rft", "rft"]
