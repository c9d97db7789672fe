"""Children of a process and their CPU time, read from Linux's /proc."""

import os
from pathlib import Path

__all__ = ["children", "cpu_millis"]


def children(process: int) -> list[int]:
    """Return the ids of the living children of ``process``, of all its threads."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def cpu_millis(process: int) -> float:
    """Return the CPU milliseconds of ``process``, of its living descendants and of those it has waited for.

    Fields 14 to 17 of ``stat`` (proc(5)), in ticks of usually 10 ms.
    """
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")
    return own + sum(map(cpu_millis, children(process)))
