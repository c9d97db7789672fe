"""Each row is read with its response, or the call is refused."""

import json
from pathlib import Path

import pytest

from rft.failures import CallError
from rft.invoke.rows import read_rows

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


@pytest.mark.parametrize(
    "line",
    [
        '{"x": 1}',
        "[1]",
        '"a"',
        "null",
        '{"id": "b"}',
        '{"id": null, "messages": []}',
        '{"id": "b", "messages": 1}',
        '{"id": "b", "messages": ["q"]}',
    ],
)
def test_a_row_of_another_form_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    _write(tmp_path, f"{ROW}\n{line}\n", '{"id": "a", "response": "yes"}\n')
    with pytest.raises(CallError) as caught:
        read_rows("tea", 1, tmp_path)
    assert str(caught.value) == (
        f"data: 'tea.jsonl', line 3: got {line}, "
        'expected an object with "id" (text or integer) and "messages" (list of objects)'
    )


@pytest.mark.parametrize("line", ['{"x": 1}', "[1]", '{"id": "a"}', '{"id": "a", "response": 1}'])
def test_a_response_of_another_form_is_named_with_its_line(line: str, tmp_path: Path) -> None:
    _write(tmp_path, ROW, f"{line}\n")
    with pytest.raises(CallError) as caught:
        read_rows("tea", 1, tmp_path)
    assert str(caught.value) == (
        f"data: 'tea.responses.jsonl', line 1: got {line}, "
        'expected an object with "id" (text or integer) and "response" (text)'
    )


def test_a_long_line_of_another_form_is_cut(tmp_path: Path) -> None:
    _write(tmp_path, f'"{"x" * 999}"', '{"id": "a", "response": "yes"}\n')
    with pytest.raises(CallError, match=r"x\.\.\., expected") as caught:
        read_rows("tea", 1, tmp_path)
    assert len(str(caught.value)) < 250


def test_a_line_separator_inside_a_text_ends_no_row(tmp_path: Path) -> None:
    _write(tmp_path, ROW, '{"id": "a", "response": "yes\u2028no"}\n')
    assert read_rows("tea", 1, tmp_path)[0].response == "yes\u2028no"


def test_without_a_count_a_small_data_set_is_sent_whole_and_a_large_one_by_the_batch(tmp_path: Path) -> None:
    for name, size, sent in (("small", 3, 3), ("large", 70, 64)):
        rows = [{"id": i, "messages": [{"role": "user", "content": "?"}]} for i in range(size)]
        said = [{"id": i, "response": "x", "origin": "here"} for i in range(size)]
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        (tmp_path / f"{name}.responses.jsonl").write_text("".join(json.dumps(row) + "\n" for row in said))

        assert len(read_rows(name, folder=tmp_path)) == sent


def test_several_responses_to_a_row_are_several_samples_side_by_side(tmp_path: Path) -> None:
    rows = ROW + ROW.replace('"a"', '"b"')
    said = [("a", "one"), ("b", "other"), ("a", "two"), ("a", "three")]
    _write(tmp_path, rows, "".join(json.dumps({"id": each, "response": text}) + "\n" for each, text in said))
    read = [(row.row_id, row.response) for row in read_rows("tea", folder=tmp_path)]
    assert read == [("a", "one"), ("a", "two"), ("a", "three"), ("b", "other")]
    assert len(read_rows("tea", 2, tmp_path)) == 2
    with pytest.raises(CallError, match=r"got 5, expected 1\.\.4"):
        read_rows("tea", 5, tmp_path)


def test_rows_with_one_id_keep_their_own_responses(tmp_path: Path) -> None:
    rows = ROW + ROW.replace('"yes"', '"no"')
    _write(tmp_path, rows, '{"id": "a", "response": "1"}\n{"id": "a", "response": "2"}\n')
    read = [(row.reference, row.response) for row in read_rows("tea", folder=tmp_path)]
    assert read == [("yes", "1"), ("no", "2")]
