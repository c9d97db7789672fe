"""A share of one core, enforced by the kernel: a control group (version 1 or 2) with a quota."""

import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

__all__ = ["NoQuota", "cpu_group", "measured_share"]

HIERARCHIES: Final = ("/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup")
"""Mount points of the two versions. The first one that accepts a group with a quota is used."""
PERIOD_MICROSECONDS: Final = 20_000
_BUSY: Final = """
import os, sys, time
open(sys.argv[1], "w").write(str(os.getpid()))
began = time.perf_counter(), time.process_time()
while time.perf_counter() - began[0] < 1:
    pass
print((time.process_time() - began[1]) / (time.perf_counter() - began[0]))
"""


class NoQuota(Exception):
    """No quota can be set on this machine; the message says why."""


@contextmanager
def cpu_group(share: float) -> Generator[Path]:
    """Yield a group of processes that share ``share`` of one core. To add one, write its id to ``cgroup.procs``.

    Raises:
        NoQuota: no mounted hierarchy is writable and has the cpu controller.
    """
    group = _made(round(share * PERIOD_MICROSECONDS))
    try:
        yield group
    finally:
        _remove(group)


def measured_share(group: Path) -> float:
    """Return the share of a core that a busy loop gets in ``group`` within one second."""
    command = [sys.executable, "-c", _BUSY, str(group / "cgroup.procs")]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _made(quota: int) -> Path:
    reasons: list[str] = []
    for hierarchy in HIERARCHIES:
        group = Path(hierarchy, f"nova-reward-{os.getpid()}")
        try:
            group.mkdir()
        except OSError as error:
            reasons.append(f"{hierarchy}: {error.strerror}")
            continue
        try:
            _set(group, quota)
        except OSError as error:
            group.rmdir()
            reasons.append(f"{hierarchy}: {error.strerror}")
        else:
            return group
    raise NoQuota("; ".join(reasons))


def _set(group: Path, quota: int) -> None:
    old = group / "cpu.cfs_quota_us"
    if old.exists():
        (group / "cpu.cfs_period_us").write_text(str(PERIOD_MICROSECONDS))
        old.write_text(str(quota))
        return
    new = group / "cpu.max"
    if not new.exists():
        raise OSError(0, "has no cpu controller")
    new.write_text(f"{quota} {PERIOD_MICROSECONDS}")


def _remove(group: Path) -> None:
    """Remove it once its last process is gone; until then the kernel refuses."""
    ends = time.monotonic() + 5
    while time.monotonic() < ends:
        with suppress(OSError):
            group.rmdir()
            return
        time.sleep(0.05)
