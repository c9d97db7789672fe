"""Programs a second in the sandbox, start-up per program, overhead beside CPython, size and start of the function.

    python -m benchmarks.sandbox

Times are processor time of this process, except for programs a second, so that other load matters less. Bars: a program
of one case within 10 ms, no kind of work over 15 times CPython's time, the package below Lambda's 250 MB.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from benchmarks.bars import Bar, table
from compiler.sandbox.build import build_sandbox

__all__ = ["main"]

PROGRAM: Final = "def f(x):\n    return x * 7 + 3\n"
CASE: Final[dict[str, object]] = {"call": "f", "args": [{"int": "1"}], "kwargs": {}}
LOOPS: Final = {
    "sum of squares": "print(sum(i * i for i in range(1_000_000)))",
    "dictionary": "d = {}\nfor i in range(400_000):\n    d[i % 5000] = d.get(i % 5000, 0) + i\nprint(len(d))",
    "sorting": "x = [(i * 7919) % 100_003 for i in range(100_003)]\nx.sort()\nprint(x[500])",
    "text": "s = ' '.join(str(i) for i in range(100_000))\nprint(len(s.split()))",
}
MANY: Final = 300
MB: Final = 1024 * 1024


def main() -> int:
    """Print the figures and a line for each bar; return 1 if one is missed."""
    folder = build_sandbox()
    sys.path.append(str(folder))
    engine, run, place = (import_module(f"sandbox.{name}") for name in ("engine", "run", "place"))
    loaded: list[Any] = []
    load = _milliseconds(lambda: loaded.append(engine.load(folder / "sandbox")))
    component = loaded[0]
    alone = sorted(_milliseconds(lambda: run.run(component, PROGRAM, CASE)) for _ in range(MANY))
    rates = {cores: _rate(place, cores) for cores in (1, len(os.sched_getaffinity(0)))}
    times = {name: _overhead(run, component, program) for name, program in LOOPS.items()}
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / MB
    rows = [
        ("load of the component, its digest included", f"{load:.0f} ms"),
        ("start of the function's process, until it serves", f"{_start_of_function(str(folder)):.0f} ms"),
        ("a program of one case, median", f"{statistics.median(alone):.1f} ms"),
        ("a program of one case, p95", f"{alone[MANY * 95 // 100]:.1f} ms"),
        *((f"programs a second on {cores} cores", f"{rate:.0f}") for cores, rate in rates.items()),
        *((f"{name}, beside this machine's CPython", f"{overhead:.1f}x") for name, overhead in times.items()),
    ]
    bars = [
        Bar("a program of one case", statistics.median(alone), 10, unit=" ms"),
        Bar("the slowest kind of work, beside CPython", max(times.values()), 15),
        Bar("the package, unzipped", size, 250, unit=" MB"),
    ]
    sys.stdout.write(f"{table(('what', 'measured'), rows)}\n")
    for bar in bars:
        sys.stdout.write(f"{bar}\n")
    return 0 if all(bar.met for bar in bars) else 1


def _start_of_function(folder: str) -> float:
    memory = str(import_module("sandbox.processors").MB_A_PROCESSOR)
    program = f"import sys; sys.path[:0] = [{folder!r}]; import sandbox.handler"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    in_lambda = {**os.environ, "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": memory}
    subprocess.run([sys.executable, "-I", "-S", "-B", "-c", program], check=True, env=in_lambda)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def _rate(place: Any, cores: int) -> float:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:cores])
    started = place.place()
    try:
        jobs = [{"program": PROGRAM, "cases": [CASE]}] * MANY
        started.run_jobs(jobs[:cores])
        begun = time.perf_counter()
        started.run_jobs(jobs)
        return MANY / (time.perf_counter() - begun)
    finally:
        started.close()
        os.sched_setaffinity(0, before)


def _overhead(run: Any, component: Any, program: str) -> float:
    inside = min(_milliseconds(lambda: run.run(component, program, {"stdin": ""})) for _ in range(3))
    code = compile(program, "program.py", "exec")
    outside = min(_milliseconds(lambda: exec(code, {"print": _nothing})) for _ in range(3))  # noqa: S102 - the kit's own
    return inside / outside


def _nothing(*_: object) -> None:
    """Stand for ``print``."""


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
