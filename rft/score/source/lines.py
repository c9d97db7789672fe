"""A file of JSON lines -> its values, one at a time, for any kind of file."""

import codecs
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from rft.failures import CallError

LONGEST_LINE: Final = 16 * 1024 * 1024
"""Most bytes of a line. Lambda takes no event of more than 6 MB, so a longer line is not a row."""
_SNIFFED: Final = 4096
_GZIP: Final = b"\x1f\x8b"
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Line:
    """One line that is JSON."""

    number: int
    """From 1, as editors count."""
    value: object


@dataclass(frozen=True)
class BadLine:
    """One line that is not a row."""

    at: str
    """File and line: ``rows.jsonl:7``."""
    says: str
    """Its fault. It quotes no more of the line than its type or the place of the mistake."""


Progress = Callable[[int], None]
"""Gets the number of bytes that were read since it was last called."""


def json_lines(file: Path, shown_as: str, read: Progress) -> Iterator[Line | BadLine]:
    """Yield the value of each line of the file that is not blank. At most one line is in memory.

    Raises:
        CallError: there is no such file, or it is a folder, or it holds no text in UTF-8.
    """
    try:
        with file.open("rb") as opened:
            _check_text(opened, shown_as)
            yield from _values(opened, shown_as, read)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CallError(f"file: {shown_as}: {why}, expected a file of JSON lines, one row a line") from None


def _check_text(opened: BinaryIO, shown_as: str) -> None:
    start = cast("bytes", opened.peek(_SNIFFED))[:_SNIFFED]  # type: ignore[attr-defined] - open("rb") is buffered
    if start.startswith(_UTF_16):
        raise CallError(f"file: {shown_as}: got text in UTF-16, expected UTF-8; save it as UTF-8")
    if start.startswith(_GZIP):
        raise CallError(f"file: {shown_as}: got a gzip archive, expected JSON lines; unpack it, as by `gunzip --keep`")
    if b"\0" in start:
        raise CallError(f"file: {shown_as}: got binary data, expected JSON lines, one row a line")
    if start.startswith(codecs.BOM_UTF8):
        opened.read(len(codecs.BOM_UTF8))


def _values(opened: BinaryIO, shown_as: str, read: Progress) -> Iterator[Line | BadLine]:
    number = 0
    while raw := opened.readline(LONGEST_LINE + 1):
        number += 1
        size = len(raw)
        if size > LONGEST_LINE and not raw.endswith(b"\n"):
            size += _skip_line(opened)
            yield BadLine(f"{shown_as}:{number}", f"got a line of {size} bytes, expected at most {LONGEST_LINE}")
        elif raw.strip():
            yield _value(raw, number, f"{shown_as}:{number}")
        read(size)


def _skip_line(opened: BinaryIO) -> int:
    skipped = 0
    while rest := opened.readline(LONGEST_LINE):
        skipped += len(rest)
        if rest.endswith(b"\n"):
            break
    return skipped


def _value(raw: bytes, number: int, at: str) -> Line | BadLine:
    try:
        # Without its end: a value that breaks off at the end of a line would be said to break off on the next one.
        return Line(number, json.loads(raw.decode("utf-8").rstrip("\r\n")))
    except UnicodeDecodeError as error:
        return BadLine(at, f"not UTF-8 at byte {error.start + 1} of the line")
    except json.JSONDecodeError as error:
        return BadLine(at, f"not JSON: {error.msg} at column {error.colno}")
    except ValueError:
        return BadLine(at, "not JSON that can be read: a number in it has too many digits")
    except RecursionError:
        return BadLine(at, "not JSON that can be read: it is nested too deeply")
