"""Each line of a file is a value or is named; no file is a traceback."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rft.failures import CallError
from rft.score.source import lines
from rft.score.source.lines import BadLine, Line, json_lines
from rft.score.source.samples import Found, file_samples

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "messages", "prompt", "response", "completion", "role", "content", "input", "body", "metadata"]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


def _ignored(_: int) -> None:
    pass


def _read(file: Path) -> list[Line | BadLine]:
    return list(json_lines(file, "rows.jsonl", _ignored))


def test_lines_may_end_in_crlf_be_blank_and_follow_a_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n   \n"b\xe2\x80\xa8c"\n[1]')
    assert _read(file) == [Line(1, {"a": 1}), Line(4, "b\u2028c"), Line(5, [1])]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"a":1', "not JSON: Expecting ',' delimiter at column 7"),
        (b'{"a":1\r', "not JSON: Expecting ',' delimiter at column 7"),
        (b"{broken", "not JSON: Expecting property name"),
        (b'{"a": "\xff"}', "not UTF-8 at byte 8"),
        (b"9" * 5000, "too many digits"),
        (b"[" * 100_000, "nested too deeply"),
        (b'"' + b"x" * 5000 + b'"', "got a line of"),
    ],
)
def test_a_line_that_is_no_value_is_named_and_the_others_are_read(
    line: bytes, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if b"x" in line:
        monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b"1\n" + line + b"\n3\n")
    first, bad, last = _read(file)
    assert (first, last) == (Line(1, 1), Line(3, 3))
    assert isinstance(bad, BadLine)
    assert bad.at == "rows.jsonl:2"
    assert says in bad.says


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x7fELF\x00\x01", "got binary data"),
        ('{"id": 1}'.encode("utf-16"), "got text in UTF-16"),
        (None, "no such file or directory"),
        ("folder", "is a directory"),
    ],
)
def test_what_is_no_file_of_text_is_refused(content: bytes | str | None, says: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    if isinstance(content, bytes):
        file.write_bytes(content)
    elif content:
        file.mkdir()
    with pytest.raises(CallError, match=f"file: rows.jsonl: {says}"):
        _read(file)


def test_the_bytes_that_were_read_are_reported(tmp_path: Path) -> None:
    file, read = tmp_path / "rows.jsonl", list[int]()
    file.write_bytes(b"1\n\n" + b"2" * 50 + b"\n")
    list(json_lines(file, "rows.jsonl", read.append))
    assert sum(read) == file.stat().st_size


@given(values=st.lists(JSON, max_size=6))
def test_any_json_values_are_samples_or_bad_lines_and_a_good_row_after_them_is_read(
    values: list[object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "rows.jsonl"
    good = {"id": "good", "prompt": "q", "completion": "a"}
    file.write_text("".join(json.dumps(value) + "\n" for value in [*values, good]), encoding="utf-8")
    read = list(file_samples(file, _ignored))
    last = read[-1]
    assert isinstance(last, Found)
    assert (last.name, last.sample.response) == ("good", "a")
    named = {each.at if isinstance(each, BadLine) else each.row_at for each in read}
    assert named == {f"{file}:{number}" for number in range(1, len(values) + 2)}


@given(content=st.binary(max_size=200))
def test_any_bytes_are_lines_or_a_refusal(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("any") / "rows.jsonl"
    file.write_bytes(content)
    try:
        read = list(file_samples(file, _ignored))
    except CallError:
        return
    assert all(isinstance(each, Found | BadLine) for each in read)
