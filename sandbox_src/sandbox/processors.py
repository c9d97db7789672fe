"""How many programs can run side by side: the processors of this process, or those that the function's memory buys."""

import os
from typing import Final

__all__ = ["MB_A_PROCESSOR", "processors"]

MB_A_PROCESSOR: Final = 1769
"""Memory that gives a function one whole processor (Lambda Developer Guide, Configure Lambda function memory).

A function sees two processors with less, and gets the time of one.
"""


def processors() -> int:
    """Return how many whole processors this process has, at least 1."""
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
    return max(1, min(seen, int(memory) // MB_A_PROCESSOR)) if memory else seen
