"""Log volume on HyperPod's pattern: ``python -m benchmarks.volume [--checkout FOLDER]``.

One execution environment under AWS's runtime client gets calls of one sample, as often as each of 64 environments does
at 400 calls a second. Counted are the bytes of the kit's own lines, and those of the lines that Lambda adds by its
documentation. ``--checkout`` counts those of another checkout, which logs everything. Exits 1 if a bar is missed.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from reward_runtime.names import ENV_LOG_SHARE

from benchmarks.bars import Bar, table
from benchmarks.rows import rows
from benchmarks.runtime_client import package
from compiler.alarms.charges import INVOCATION_USD, LOG_BYTE_USD, TRACE_USD, TRACED_SHARE
from tests.runtime.emulator import ROOT, Emulator, emulated

CALLS_A_SECOND: Final = 400
"""Of the whole job (the published figure for HyperPod)."""
ENVIRONMENTS: Final = 64
SECONDS: Final = 40
SHARE: Final = "0.05"
A_DAY: Final = 86_400 * CALLS_A_SECOND
MOST: Final = 0.5
"""The bar: bytes a call with the share / bytes a call if everything is logged."""
KINDS: Final = ("sample", "batch", "metrics")
TRACE: Final = {
    "spanId": "54565fb41ac79632",
    "type": "X-Amzn-Trace-Id",
    "value": "Root=1-62e900b2-710d76f009d6e7785905449a;Parent=0efbd19962d95b05;Sampled=1",
}
"""Lambda Developer Guide, Telemetry API Event schema reference."""


@dataclass(frozen=True)
class Volume:
    """Bytes of one call, on average."""

    name: str
    own: Mapping[str, float]
    """By kind of line."""
    lambdas: float
    traced: bool

    @property
    def bytes(self) -> float:
        """All of them."""
        return sum(self.own.values()) + self.lambdas

    @property
    def row(self) -> tuple[object, ...]:
        """The line of the table."""
        logs = self.bytes * A_DAY * LOG_BYTE_USD
        traces = A_DAY * TRACED_SHARE * TRACE_USD if self.traced else 0.0
        by_kind = (f"{self.own.get(kind, 0):.0f}" for kind in KINDS)
        total = logs + traces + A_DAY * INVOCATION_USD
        day = (f"{self.bytes * A_DAY / 1e9:.1f}", f"{logs:.2f}", f"{traces:.2f}", f"{total:.2f}")
        return (self.name, *by_kind, f"{self.lambdas:.0f}", f"{self.bytes:.0f}", *day)


def main() -> int:
    """Measure, print the table and the bar; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.volume", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="folder of the kit to measure (default: this one)")
    checkout: Path = parser.parse_args().checkout.resolve()
    whole = _measured(checkout, {})
    volumes = [
        Volume("everything logged, traced", whole, _lambdas_lines(TRACE), traced=True),
        Volume("everything logged", whole, _lambdas_lines(None), traced=False),
    ]
    if checkout == ROOT:
        volumes.append(Volume(f"log_share: {SHARE}", _measured(checkout, {ENV_LOG_SHARE: SHARE}), 0, traced=False))
    head = ("", *KINDS, "Lambda's", "bytes a call", "GB a day", "logs, USD", "traces, USD", "with requests, USD a day")
    bar = Bar("bytes a call with a share beside everything", volumes[-1].bytes / volumes[0].bytes, MOST)
    sys.stdout.write(f"{table(head, [volume.row for volume in volumes])}\n")
    if checkout != ROOT:
        return 0
    sys.stdout.write(f"{bar}\n")
    return 0 if bar.met else 1


def _measured(checkout: Path, more: Mapping[str, str]) -> Mapping[str, float]:
    with TemporaryDirectory(prefix="reward-volume-") as made:
        task = Path(made) / "kit"
        task.mkdir()
        environment = {**package(checkout, task), **more}
        with emulated(task, Path(made) / "kit.log", environment) as kit:
            calls = _call(kit)
            return {kind: size / calls for kind, size in _sizes(kit).items()}


def _call(kit: Emulator) -> int:
    """Call at an even pace, and once more after a pause, so that nothing is held; return the number of calls."""
    batches = rows(SECONDS * CALLS_A_SECOND // ENVIRONMENTS)
    kit.invoke(batches[:1])
    started = time.monotonic()
    for number, row in enumerate(batches):
        time.sleep(max(0.0, started + number * ENVIRONMENTS / CALLS_A_SECOND - time.monotonic()))
        kit.invoke([row])
    time.sleep(6)
    kit.invoke(batches[:1])
    return len(batches) + 2


def _sizes(kit: Emulator) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for line, kind in _kinds(kit.text.splitlines()):
        sizes[kind] += len(line.encode())
    return sizes


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line.startswith("{"):
            fields: dict[str, Any] = json.loads(line)
            kind: str = "metrics" if "_aws" in fields else fields.get("event", "")
            yield from [(line, kind)] if kind else []


def _lambdas_lines(trace: Mapping[str, str] | None) -> int:
    """Return the bytes of the start and the report of a call, as Lambda's documentation shows them."""
    record = {"requestId": "6d68ca91-49c9-448d-89b8-7ca3e6dc66aa", **({} if trace is None else {"tracing": trace})}
    metrics = {"durationMs": 5.123, "billedDurationMs": 6, "memorySizeMB": 512, "maxMemoryUsedMB": 84}
    records = {
        "platform.start": {**record, "version": "$LATEST"},
        "platform.report": {**record, "metrics": metrics, "status": "success"},
    }
    lines = [{"time": "2026-11-27T12:00:00.123Z", "type": kind, "record": each} for kind, each in records.items()]
    return sum(len(json.dumps(line, separators=(",", ":"))) for line in lines)


if __name__ == "__main__":
    sys.exit(main())
