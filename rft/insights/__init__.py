"""CloudWatch Logs Insights QL on this machine: a strict subset, so that a query is tried before it is deployed.

text -> parser -> syntax -> compiler -> plan (DuckDB SQL) -> engine, over events -> result

What it does not know is an error with its line and column. What AWS does not document, and what we chose there, is
in ``docs/log_queries.md``.
"""
