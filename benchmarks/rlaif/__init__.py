"""A judged reward beside what others do: ``python -m benchmarks.rlaif``."""
