"""``make bench-attack``: how many seeded faults an attack finds, and how many healthy rewards it blames.

A line for each reward of which it said something wrong, a table, and a line a bar. Exits 1 if a bar is missed.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.attack_zoo.faulty import FAULTY
from benchmarks.attack_zoo.fourth import FOURTH
from benchmarks.attack_zoo.healthy import HEALTHY
from benchmarks.attack_zoo.interval import wilson
from benchmarks.attack_zoo.judged import Judged, judged
from benchmarks.attack_zoo.peer import envdoctor_zoo
from benchmarks.attack_zoo.second import SECOND
from benchmarks.attack_zoo.third import THIRD
from benchmarks.bars import Bar, table
from compiler.attack.functions import FunctionTarget

__all__ = ["own_zoo"]

_HEAD: Final = ("zoo", "faults found", "95 %", "healthy ones blamed", "95 %")


def own_zoo() -> Iterator[Judged]:
    """Yield each of our own rewards with the findings of an attack."""
    for each in (*FAULTY, *HEALTHY, *SECOND, *THIRD, *FOURTH):
        yield judged(each.name, FunctionTarget(each.grade), each.cases, each.shows, form=each.form)


def main() -> int:
    """Print the report and return the exit code."""
    started = time.process_time()
    zoos = {"our own": list(own_zoo()), "rl-envdoctor 0.1.0": list(envdoctor_zoo())}
    seconds = time.process_time() - started
    for name, zoo in zoos.items():
        for each in zoo:
            if not each.right:
                said = ", ".join(each.found) or "nothing"
                print(f"wrong: {name}: {each.name}: said {said}")  # noqa: T201 - the report
    print(table(_HEAD, (_line(name, zoo) for name, zoo in zoos.items())), "", sep="\n")  # noqa: T201 - the report
    bars = [bar for name, zoo in zoos.items() for bar in _bars(name, zoo)]
    for bar in bars:
        print(bar)  # noqa: T201 - the report
    print(f"{sum(map(len, zoos.values()))} rewards in {seconds:.1f} s of processor time")  # noqa: T201 - the report
    return 0 if all(bar.met for bar in bars) else 1


def _line(name: str, zoo: Sequence[Judged]) -> tuple[str, ...]:
    faulty, healthy = [each for each in zoo if not each.healthy], [each for each in zoo if each.healthy]
    found, blamed = sum(each.right for each in faulty), sum(not each.right for each in healthy)
    return (
        name,
        f"{found} of {len(faulty)}",
        _interval(found, len(faulty)),
        f"{blamed} of {len(healthy)}",
        _interval(blamed, len(healthy)),
    )


def _interval(times: int, tried: int) -> str:
    low, high = wilson(times, tried)
    return f"{low:.0%} to {high:.0%}"


def _bars(name: str, zoo: Sequence[Judged]) -> list[Bar]:
    missed = sum(not each.right and not each.healthy for each in zoo)
    blamed = sum(not each.right and each.healthy for each in zoo)
    return [Bar(f"{name}: faults missed", missed, 0, unit=""), Bar(f"{name}: healthy ones blamed", blamed, 0, unit="")]


if __name__ == "__main__":
    sys.exit(main())
