"""Cold start with and without a layer, at a whole core and at a function's share: ``python -m benchmarks.cold_start``.

Starts run under AWS's emulator and runtime client. There is no bar. Lambda gives a whole core to a start (observed, not
promised). An invocation has CPU in proportion to its memory: 512 MB have 512 / 1,769 = 0.29 of a core (Lambda Developer
Guide, Configure memory). The page cache is warm. Download and virtual machine are Lambda's own and not measured.
"""

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.bars import table
from benchmarks.cpu_share import NoQuota, cpu_group, measured_share
from benchmarks.process_tree import children, cpu_millis
from tests.runtime.emulator import RUNTIME, emulated, packaged

SHARE: Final = 512 / 1769
"""Cores of a function of 512 MB; 1,769 MB have one core."""
STARTS: Final = 9
"""Starts of each function that count. One more runs first and is dropped."""
EMPTY: Final = "def lambda_handler(event, context):\n    return []\n"


@dataclass(frozen=True)
class Function:
    """A function to start."""

    name: str
    task: Path
    environment: dict[str, str]
    layers: tuple[Path, ...]
    answer: str
    """The right answer of the one row that is sent to it."""


@dataclass(frozen=True)
class Start:
    """Milliseconds of one start."""

    cpu: float
    """CPU of the runtime and its children until the first reply. Other work on the machine changes it least."""
    init: float
    """Wall time from the start of the runtime to the end of the handler's import, as the emulator reports it."""
    first: float
    """Wall time of the first invocation, start included."""
    second: float
    """Wall time of the second invocation."""


def main() -> None:
    """Start each function in turns and print the medians."""
    with TemporaryDirectory(prefix="reward-cold-") as made:
        functions = list(_functions(Path(made)))
        lines = [*_lines("1", functions, None), *_lines_at_share(functions)]
    head = ("cores", "function", "CPU, ms", "init, ms", "first invocation with it, ms", "second, ms")
    version = subprocess.run([_python(), "-V"], capture_output=True, text=True, check=True).stdout.strip()
    sys.stdout.write(
        f"{version}, {platform.machine()}, {STARTS} starts each, load {os.getloadavg()[0]:.1f}\n{table(head, lines)}\n"
    )


def _functions(made: Path) -> Iterator[Function]:
    (made / "empty").mkdir()
    (made / "empty" / "handler.py").write_text(EMPTY)
    layer = made / "layer"
    plain, mathematics = (packaged(_folder(made, name), name) for name in ("sentiment", "math"))
    shutil.copytree(mathematics.layers[0].folder / "python", layer)
    for folder in (made / "empty", made / "sentiment", made / "math", layer):
        _compile(folder)
    yield Function("empty handler", made / "empty", {}, (), "")
    yield Function("sentiment", made / "sentiment", dict(plain.environment), (), "positive")
    yield Function(
        "sentiment, the layer there but unused", made / "sentiment", dict(plain.environment), (layer,), "positive"
    )
    yield Function("math with its layer", made / "math", dict(mathematics.environment), (layer,), "\\frac{1}{2}")


def _folder(made: Path, name: str) -> Path:
    (made / name).mkdir()
    return made / name


def _compile(folder: Path) -> None:
    """Compile as for deployment, except for the Python that runs here."""
    command = [_python(), "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(folder)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def _python() -> str:
    return str(RUNTIME / "bin" / "python")


def _lines_at_share(functions: list[Function]) -> list[tuple[str, ...]]:
    try:
        with cpu_group(SHARE) as group:
            return _lines(f"{SHARE:.2f}, measured {measured_share(group):.2f}", functions, group)
    except NoQuota as reason:
        sys.stdout.write(f"skipped {SHARE:.2f} of a core: no quota can be set here ({reason})\n")
        return []


def _lines(cores: str, functions: list[Function], group: Path | None) -> list[tuple[str, ...]]:
    taken: list[list[Start]] = [[] for _ in functions]
    for _ in range(STARTS + 1):
        for function, starts in zip(functions, taken, strict=True):
            starts.append(_start(function, group))
    return [
        (cores, function.name, *(f"{_median(starts, field):.0f}" for field in ("cpu", "init", "first", "second")))
        for function, starts in zip(functions, taken, strict=True)
    ]


def _median(starts: list[Start], field: str) -> float:
    return statistics.median(getattr(start, field) for start in starts[1:])


def _start(function: Function, group: Path | None) -> Start:
    box = f"<|begin_of_solution|>\\boxed{{{function.answer}}}<|end_of_solution|>"
    turns = [{"role": "user", "content": "?"}, {"role": "assistant", "content": box}]
    event = [{"id": "one", "messages": turns, "reference_answer": function.answer}]
    with TemporaryDirectory(prefix="reward-log-") as folder:
        log = Path(folder, "log")
        with emulated(function.task, log, function.environment, layers=function.layers, group=group) as running:
            first = _timed(running.invoke, event, bool(function.answer))
            cpu = sum(map(cpu_millis, children(running.process)))
            second = _timed(running.invoke, event, bool(function.answer))
            init = re.search(r"INIT REPORT\(durationMs: ([\d.]+)\)", running.text)
    if init is None:
        raise RuntimeError(f"{function.name}: got no INIT REPORT in the emulator's log, expected one")
    return Start(cpu, float(init[1]), first, second)


def _timed(invoke: Any, event: list[dict[str, Any]], scores: bool) -> float:
    began = time.perf_counter()
    reply = invoke(event)
    taken = (time.perf_counter() - began) * 1000
    if scores and reply[0]["aggregate_reward_score"] != 1.0:
        raise RuntimeError(
            f"got {reply}, expected the full reward; no time is reported of a function that does not work"
        )
    return taken


if __name__ == "__main__":
    main()
