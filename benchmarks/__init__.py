"""Benchmarks, each run by name: ``python -m benchmarks.rlvr``, ``.runtime_client``, ``.cold_start``, ``.rlaif``."""

import compiler as compiler  # puts lambda_src on the path
