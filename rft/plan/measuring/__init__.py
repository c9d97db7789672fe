"""The cost of samples and verdicts: by the reward's own data, by a probe of its judge, or by docs/benchmarks.md."""
