"""The DuckDB that runs the queries: in memory, with our macros, without access to files or the network."""

from functools import cache
from pathlib import Path

import duckdb


def cursor() -> duckdb.DuckDBPyConnection:
    """Return a connection with temporary tables of its own. The caller closes it."""
    return _database().cursor()


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return the database of this process. It is made once, because that takes longer than most queries."""
    database = duckdb.connect(config={"enable_external_access": "false", "lock_configuration": "true"})
    database.execute((Path(__file__).parent / "macros.sql").read_text(encoding="utf-8"))
    return database
