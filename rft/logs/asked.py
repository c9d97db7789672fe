"""The query that a command means: a saved one by its name, or a file of one's own."""

from pathlib import Path
from typing import Final

from compiler.errors import alternatives
from compiler.telemetry.saved_queries import SavedQuery, read_saved, saved_queries

from rft.failures import CallError

_PLACEHOLDER: Final = "{{"


def asked_query(query: str) -> SavedQuery:
    """Return the saved query of that name, or the query in that file.

    A file may hold the text of a query alone, as it is copied from CloudWatch. With parameters it begins as a saved
    query does: with its question.

    Raises:
        CallError: there is neither.
        compiler.errors.CompileError: the file cannot be read, or does not declare its parameters.
    """
    saved = saved_queries()
    if query in saved:
        return saved[query]
    file = Path(query)
    if not file.is_file():
        raise CallError(f"query: got {query!r}, expected a file or a saved query; {alternatives(query, saved)}")
    return _pasted(file) or read_saved(file)


def _pasted(file: Path) -> SavedQuery | None:
    """Return the query of a file without a question; None if its first line is one, or it has parameters."""
    try:
        text = file.read_text(encoding="utf-8").rstrip()
    except (OSError, UnicodeDecodeError):
        return None
    first = text.partition("\n")[0]
    is_question = first.startswith("# ") and first.rstrip().endswith("?")
    if not text or is_question or _PLACEHOLDER in text:
        return None
    return SavedQuery(file.stem, str(file), (), text)
