"""Compiles a parsed query to one SQL statement for DuckDB: ``Query`` -> ``Plan``."""
