"""The findings over all rows together: repeated ids and prompts, conflicting references, base rates.

One short record a row goes to a temporary file, and DuckDB reads it in bounded memory; a million rows are some 100 MB.
"""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb

__all__ = ["Index", "Reference", "digest"]

_MEMORY: Final = "256MB"
_SHOWN_CHARS: Final = 60
_COLUMNS: Final = (
    "columns={'line': 'BIGINT', 'id': 'VARCHAR', 'prompt': 'VARCHAR', 'reference': 'VARCHAR', 'shown': 'VARCHAR', "
    "'chars': 'BIGINT'}, header=false, nullstr='\\N', auto_detect=false, delim=',', quote='\"', escape='\"'"
)


@dataclass(frozen=True)
class Reference:
    """One reference, and how many rows have it."""

    shown: str
    """Its text, cut."""
    count: int


def digest(text: str) -> str:
    """Return 16 hex digits of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Index:
    """Records of rows, written once and then asked. ``close`` before asking."""

    def __init__(self, folder: Path) -> None:
        """Write to a file in ``folder``."""
        self._folder = folder
        self._path = folder / "rows.csv"
        self._file = self._path.open("w", encoding="utf-8", errors="replace", newline="")
        self._writer = csv.writer(self._file)

    def add(self, line: int, identity: str | None, prompt: str, reference: str | None, chars: int) -> None:
        """Add a row: its line, its id and reference as JSON, its prompt as text, and the prompt's length."""
        shown = None if reference is None else " ".join(reference[:_SHOWN_CHARS].replace("\0", "").split())
        hashed = None if reference is None else digest(reference)
        named = None if identity is None else digest(identity)
        # Rows without a prompt are not repetitions of one another.
        cells = (line, named, digest(prompt) if prompt else None, hashed, shown, chars)
        self._writer.writerow(["\\N" if cell is None else cell for cell in cells])

    def close(self) -> None:
        """End writing."""
        self._file.close()

    def repeated_ids(self) -> Iterator[int]:
        """Yield the lines whose id an earlier line has."""
        yield from self._later_lines("id", "id")

    def repeated_rows(self) -> Iterator[int]:
        """Yield the lines whose prompt and reference an earlier line has."""
        yield from self._later_lines("prompt, coalesce(reference, '')", "prompt")

    def conflicts(self) -> Iterator[int]:
        """Yield the first line of each prompt that has several references."""
        grouped = "SELECT min(line) AS first FROM {rows} WHERE prompt IS NOT NULL GROUP BY prompt"
        yield from (line for (line,) in self._ask(f"{grouped} HAVING count(DISTINCT reference) > 1 ORDER BY first"))

    def references(self, most: int) -> list[Reference]:
        """Return the commonest references."""
        query = "SELECT any_value(shown), count(*) AS n FROM {rows} WHERE reference IS NOT NULL GROUP BY reference"
        return [Reference(shown, n) for shown, n in self._ask(f"{query} ORDER BY n DESC, min(line) LIMIT {most}")]

    def distinct_references(self) -> int:
        """Return the number of different references."""
        return int(self._ask("SELECT count(DISTINCT reference) FROM {rows}")[0][0])

    def prompt_chars(self) -> tuple[float, float, int]:
        """Return mean, 95th percentile and maximum of the prompts' lengths in characters; zeros without rows."""
        mean, p95, most = self._ask("SELECT avg(chars), quantile_cont(chars, 0.95), max(chars) FROM {rows}")[0]
        return (mean or 0.0, p95 or 0.0, most or 0)

    def _later_lines(self, key: str, known: str) -> Iterator[int]:
        nth = f"row_number() OVER (PARTITION BY {key} ORDER BY line)"
        rows = f"SELECT line, {nth} AS nth FROM {{rows}} WHERE {known} IS NOT NULL"  # noqa: S608 - no word is a user's
        later = f"SELECT line FROM ({rows}) WHERE nth > 1 ORDER BY line"  # noqa: S608
        yield from (line for (line,) in self._ask(later))

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": str(self._folder / "spilled"),
            "threads": "2",
        }
        rows = f"read_csv('{self._path}', {_COLUMNS})"
        with duckdb.connect(config=config) as database:
            return database.execute(query.format(rows=rows)).fetchall()
