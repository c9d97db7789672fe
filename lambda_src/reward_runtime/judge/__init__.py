"""Judged dimensions: items -> prompts -> calls -> verdicts. Only rewards with a judged dimension load this."""
