"""The DuckDB in which queries run: in memory, with our macros, out of reach of files and of the network."""

from functools import cache
from pathlib import Path

import duckdb


def cursor() -> duckdb.DuckDBPyConnection:
    """A connection with temporary tables of its own; close it when done."""
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """One for all queries of this process, as to make one takes longer than most queries."""
    database = duckdb.connect(config={"enable_external_access": "false", "lock_configuration": "true"})
    database.execute((Path(__file__).parent / "macros.sql").read_text(encoding="utf-8"))
    return database
