"""The samples of a file in the form of any platform, as rows that can be sent in any other form."""

from itertools import islice
from pathlib import Path
from typing import Any, Final

from reward_runtime.rows.turns import RESPONSE_KEYS
from reward_runtime.samples import MISSING

from rft.failures import CallError
from rft.invoke.rows import RecordedRow
from rft.score.source.lines import BadLine
from rft.score.source.samples import Found, file_samples

__all__ = ["rows_of_file"]

_MOVED: Final = frozenset({"messages", "prompt", *RESPONSE_KEYS})
"""Fields that hold the turns, which a road's event holds in ``messages``."""


def rows_of_file(file: Path, count: int | None) -> list[RecordedRow]:
    """Return the first ``count`` samples of a file of JSON lines, or all.

    Raises:
        CallError: it is not a file of JSON lines, a line is not a sample with a response, or there are fewer samples.
    """
    if count is not None and count < 1:
        raise CallError(f"--count: got {count}, expected 1 or more")
    rows = [_row(found) for found in islice(file_samples(file, lambda _: None), count)]
    if not rows or len(rows) < (count or 0):
        raise CallError(f"file: {file}: got {len(rows)} samples, expected {count or 'at least one'}")
    return rows


def _row(found: Found | BadLine) -> RecordedRow:
    if isinstance(found, BadLine):
        raise CallError(f"file: {found.at}: {found.says}")
    sample = found.sample
    if sample.response is None:
        raise CallError(
            f"file: {found.row_at}: got a row without a response, expected an assistant's turn at the end of its "
            "messages; a training row as it is has none, and `rft check` sends such rows"
        )
    kept: dict[str, Any] = {key: value for key, value in sample.fields.items() if key not in _MOVED}
    if sample.reference is not MISSING:
        kept["reference_answer"] = sample.reference
    row_id = found.name if sample.id is None else sample.id
    return RecordedRow({**kept, "id": row_id, "messages": [dict(turn) for turn in sample.turns]}, sample.response)
