"""Scores -> log lines and metrics: numbers, ids and codes; never text."""
