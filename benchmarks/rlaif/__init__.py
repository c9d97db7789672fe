"""A judged reward beside other ways to judge: ``python -m benchmarks.rlaif``."""
