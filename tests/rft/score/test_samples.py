"""Rows of every platform become samples, and recorded responses find their rows, with their lines."""

import json
from pathlib import Path
from typing import Any

import pytest
from reward_runtime.samples import MISSING

from rft.invoke.event_shapes import SHAPES
from rft.invoke.rows import RecordedRow
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found, file_samples, own_samples

TURN = {"role": "user", "content": "q"}


def _ignored(_: int) -> None:
    pass


def _write(file: Path, *rows: Any) -> Path:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "row",
    [
        {"id": "r", "messages": [TURN, {"role": "assistant", "content": "a"}], "reference_answer": "a"},
        {"id": "r", "messages": [TURN], "response": "a", "metadata": {"reference_answer": "a"}},
        {"id": "r", "messages": [TURN], "model_response": "a", "reference_answer": "a"},
        {"id": "r", "prompt": "q", "completion": "a", "reward_model": {"ground_truth": "a"}},
        {"prompt": [TURN], "completion": "a", "reference_answer": "a"},
        {"input": [{"id": "r", "prompt": "q", "completion": "a", "reference_answer": "a"}]},
        {"body": json.dumps([{"id": "r", "prompt": "q", "completion": "a", "reference_answer": "a"}])},
        [{"id": "r", "prompt": "q", "completion": "a", "reference_answer": "a"}],
    ],
)
def test_a_row_of_any_platform_is_a_sample(row: Any, tmp_path: Path) -> None:
    file = _write(tmp_path / "rows.jsonl", row)
    (found,) = file_samples(file, _ignored)
    assert isinstance(found, Found)
    sample = found.sample
    assert (sample.prompt, sample.response, sample.reference) == ("q", "a", "a")
    assert found.name in ("r", f"{file}:1")


@pytest.mark.parametrize("shape", SHAPES)
def test_an_event_as_a_platform_sends_it_may_be_a_line(shape: str, rows: list[RecordedRow], tmp_path: Path) -> None:
    file = _write(tmp_path / "events.jsonl", *SHAPES[shape].build(rows))
    read = [each for each in file_samples(file, _ignored) if isinstance(each, Found)]
    assert [(each.name, each.sample.response) for each in read] == [("r1", "answer 1"), ("r2", "answer 2")]


def test_several_responses_to_one_row_are_several_samples(tmp_path: Path) -> None:
    _write(tmp_path / "tea.jsonl", {"id": "a", "messages": [TURN]}, {"id": 2, "messages": [TURN]})
    said = [{"id": "a", "response": "one"}, {"id": 2, "response": "other"}, {"id": "a", "response": "two"}]
    _write(tmp_path / "tea.responses.jsonl", *said)
    read = [each for each in own_samples("tea", _ignored, tmp_path) if isinstance(each, Found)]
    assert [(each.name, each.sample.response) for each in read] == [("a", "one"), ("2", "other"), ("a", "two")]
    assert [each.row_at.rpartition(":")[2] for each in read] == ["1", "2", "1"]
    assert [each.response_at.rpartition(":")[2] for each in read] == ["1", "2", "3"]


def test_rows_with_one_id_get_their_responses_in_order(tmp_path: Path) -> None:
    rows = [{"id": "a", "messages": [TURN], "reference_answer": number} for number in (1, 2)]
    _write(tmp_path / "tea.jsonl", *rows)
    _write(tmp_path / "tea.responses.jsonl", *({"id": "a", "response": text} for text in ("x", "y", "z")))
    read = [each for each in own_samples("tea", _ignored, tmp_path) if isinstance(each, Found)]
    pairs = [(each.sample.response, each.sample.reference) for each in read]
    assert pairs == [("x", 1), ("y", 2), ("z", 2)]


def test_lines_of_own_data_without_a_partner_are_named(tmp_path: Path) -> None:
    _write(tmp_path / "tea.jsonl", {"id": "a", "messages": [TURN]}, {"x": 1}, {"id": "b", "messages": [TURN]})
    _write(tmp_path / "tea.responses.jsonl", {"id": "c", "response": "x"}, {"id": "a", "response": "y"}, {"id": "a"})
    read = list(own_samples("tea", _ignored, tmp_path))
    bad = {each.at.partition("/")[2]: each.says for each in read if isinstance(each, BadLine)}
    assert list(bad) == ["tea.jsonl:2", "tea.responses.jsonl:1", "tea.responses.jsonl:3", "tea.jsonl:3"]
    assert "no row has the id 'c'" in bad["tea.responses.jsonl:1"]
    assert "holds no response to the row 'b'" in bad["tea.jsonl:3"]
    (good,) = (each for each in read if isinstance(each, Found))
    assert good.sample.reference is MISSING
