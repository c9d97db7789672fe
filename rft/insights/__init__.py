"""Runs CloudWatch Logs Insights queries on this machine, so that a query can be tried before it is deployed.

text -> language (parsed query) -> sql (plan) -> engine, which runs it over log events -> ``QueryResult``

The language is a strict subset: everything else is an error with its line and column. If AWS documents nothing, our
choice is in ``docs/log_queries.md``.
"""
