"""Rows are read with a response each, or the call is refused."""

from pathlib import Path

import pytest

from rft.failures import CallError
from rft.rows import read_rows

ROW = '{"id": "a", "messages": [{"role": "user", "content": "q"}], "reference_answer": "yes"}\n'


def _write(folder: Path, rows: str, responses: str) -> None:
    (folder / "tea.jsonl").write_text(rows, encoding="utf-8")
    (folder / "tea.responses.jsonl").write_text(responses, encoding="utf-8")


def test_the_sentiment_data_has_64_rows_with_a_response_each() -> None:
    rows = read_rows("sentiment", 64)
    assert len({row.row_id for row in rows}) == 64
    assert all(row.reference is not None for row in rows)


@pytest.mark.parametrize("count", [-1, 0, 2])
def test_a_count_outside_the_data_is_refused_with_the_range(count: int, tmp_path: Path) -> None:
    _write(tmp_path, ROW, '{"id": "a", "response": "yes"}\n')
    with pytest.raises(CallError, match=rf"--count: got {count}, expected 1\.\.1"):
        read_rows("tea", count, tmp_path)


def test_a_row_without_a_response_is_named(tmp_path: Path) -> None:
    _write(tmp_path, ROW, '{"id": "b", "response": "yes"}\n')
    with pytest.raises(CallError, match="no response for the row 'a'"):
        read_rows("tea", 1, tmp_path)


def test_a_missing_and_a_broken_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"no file 'tea\.responses\.jsonl'"):
        read_rows("tea", 1, tmp_path)
    _write(tmp_path, "{broken", '{"id": "a", "response": "yes"}\n')
    with pytest.raises(CallError, match=r"'tea\.jsonl' is not JSON lines"):
        read_rows("tea", 1, tmp_path)
