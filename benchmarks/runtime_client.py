"""Whole invocations beside a handler of ready-made rows: ``python -m benchmarks.runtime_client [--checkout FOLDER]``.

Both run under AWS's runtime client and emulator. The other handler returns the very rows that the kit replies with and
writes one log line, so decoding the event and encoding the reply cost the same on both sides, and the ratio is that of
wall time with scoring, validation and telemetry to wall time without. ``--checkout`` measures the kit of another
checkout in the same way. Exits 1 if a bar is missed.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.bars import Bar, table
from benchmarks.rows import rows
from tests.runtime.emulator import ROOT, Emulator, emulated

BATCHES: Final = (1, 64, 512)
"""Samples of an invocation."""
PAIRS: Final = 41
"""Pairs that count; one more is run first and dropped."""
MOST: Final = 1.3
"""The bar: wall time of the kit / wall time of the other handler, median of the pairs."""
READY: Final = """
import json
with open("ready.json", encoding="utf-8") as file:
    READY = json.load(file)

def lambda_handler(event, context):
    print(json.dumps({"message": "scored", "samples": len(event), "requestId": context.aws_request_id}))
    return READY[str(len(event))]
"""
PACKAGED: Final = """
import json, sys
from pathlib import Path
from tests.runtime.emulator import packaged
print(json.dumps(dict(packaged(Path(sys.argv[1])).environment)))
"""
"""Runs in the folder of a checkout, so that it imports the modules of that checkout."""


@dataclass(frozen=True)
class Beside:
    """Wall time of one size of batch."""

    samples: int
    kit: float
    """Median, milliseconds."""
    ready: float
    """Median of the other handler, milliseconds."""
    ratio: float
    """Median over the pairs of kit / ready."""

    @property
    def bar(self) -> Bar:
        """The figure with its bar."""
        return Bar(f"invocation of {self.samples} samples beside ready-made rows", self.ratio, MOST)


def main() -> int:
    """Measure, print the table and a line a bar; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.runtime_client", description=__doc__)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="folder of the kit to measure (default: this one)")
    checkout: Path = parser.parse_args().checkout.resolve()
    with TemporaryDirectory(prefix="reward-client-") as made, _running(checkout, Path(made)) as (kit, ready):
        measured = [_beside(samples, kit, ready) for samples in BATCHES]
    head = ("samples", "kit, ms", "ready-made rows, ms", "median ratio")
    lines = [(each.samples, f"{each.kit:.1f}", f"{each.ready:.1f}", f"{each.ratio:.2f}") for each in measured]
    machine = f"Python {platform.python_version()}, {platform.machine()}, load {os.getloadavg()[0]:.1f}"
    bars = [each.bar for each in measured]
    sys.stdout.write("\n".join([machine, table(head, lines), *map(str, bars)]) + "\n")
    return 0 if all(bar.met for bar in bars) else 1


@contextmanager
def _running(checkout: Path, made: Path) -> Generator[tuple[Emulator, Emulator]]:
    """Yield the kit of ``checkout`` and the handler of the rows that this kit replies with."""
    task, other = made / "kit", made / "ready"
    task.mkdir()
    other.mkdir()
    with emulated(task, made / "kit.log", package(checkout, task)) as kit:
        replies = {samples: kit.invoke(rows(samples)) for samples in BATCHES}
        (other / "ready.json").write_text(json.dumps(replies), encoding="utf-8")
        (other / "handler.py").write_text(READY, encoding="utf-8")
        with emulated(other, made / "ready.log", {}) as ready:
            yield kit, ready


def package(checkout: Path, task: Path) -> Mapping[str, str]:
    """Write the deployed files of ``checkout`` to ``task``; return the function's environment."""
    command = [sys.executable, "-c", PACKAGED, str(task)]
    done = subprocess.run(command, cwd=checkout, stdout=subprocess.PIPE, text=True, check=True)
    environment: dict[str, str] = json.loads(done.stdout)
    return environment


def _beside(samples: int, kit: Emulator, ready: Emulator) -> Beside:
    batch = rows(samples)
    if kit.invoke(batch) != ready.invoke(batch):
        raise SystemExit("the kit and the ready-made rows differ; no speed is compared")
    taken = [(_millis(kit, batch), _millis(ready, batch)) for _ in range(PAIRS + 1)][1:]
    return Beside(
        samples,
        statistics.median(one for one, _ in taken),
        statistics.median(other for _, other in taken),
        statistics.median(one / other for one, other in taken),
    )


def _millis(function: Emulator, batch: list[dict[str, Any]]) -> float:
    started = time.perf_counter()
    function.invoke(batch)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
