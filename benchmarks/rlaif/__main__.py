"""A judged reward beside other ways to judge, with and without a quota: ``python -m benchmarks.rlaif``.

Takes about nine minutes; progress goes to standard error. Ends with one line a bar and exits 1 if a bar is missed.
"""

import os
import platform
import sys
from collections.abc import Iterator

import botocore

from benchmarks.rlaif.faults import under_faults
from benchmarks.rlaif.quota import under_quota
from benchmarks.rlaif.section import Section
from benchmarks.rlaif.speed import beside_published, beside_slowest


def main() -> int:
    """Measure, print the tables and a line a bar; return the exit code."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{machine}, botocore {botocore.__version__}, load {_load()} before")  # noqa: T201 - the report
    sections: list[Section] = []
    for section in _sections():
        print(section, flush=True)  # noqa: T201 - the report
        sections.append(section)
    bars = [bar for section in sections for bar in section.bars]
    skipped = [line for section in sections for line in section.skipped]
    print("", f"load {_load()} after", *map(str, bars), *skipped, sep="\n")  # noqa: T201 - the report
    return 0 if all(bar.met for bar in bars) else 1


def _sections() -> Iterator[Section]:
    yield beside_published()
    yield beside_slowest()
    yield under_faults()
    yield from under_quota()


def _load() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
