"""Tries every mutant of a stage: ``tries.py`` in the stage's folder. Keeps each exit code in mutmut's own place.

mutmut makes the mutants, and its trampolines choose one. The tests are collected once, and each mutant is tried in a
fork by the tests that call its function. Objects that a module builds at import are not mutated in a fork, so a mutant
that lives there and whose function was called at import is tried again in a process that imports all again.
"""
# pyright: basic

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from _pytest.runner import runtestprotocol
from forks import KILLED, OUT_OF_TIME, in_a_fork
from mutmut.__main__ import (  # pyright: ignore[reportMissingImports] - in an environment of its own
    copy_also_copy_files,
    copy_src_dir,
    create_mutants,
    setup_source_paths,
)
from mutmut.configuration import config  # pyright: ignore[reportMissingImports]
from mutmut.mutation.trampoline import set_mutant_under_test  # pyright: ignore[reportMissingImports]
from mutmut.state import state  # pyright: ignore[reportMissingImports]
from survivors import change_of

LIVED: Final = 0
NO_TESTS: Final = 33
NO_MUTANT: Final = 34
"""It changes a type only, which no test can notice; it is not tried."""
_CONSTANT: Final = 5.0
"""Seconds of processor time that a mutant has in any case."""
_FACTOR: Final = 8
"""Of the time that its tests take without it."""


class Calls(NamedTuple):
    """A run of all tests without a mutant."""

    tests: dict[str, list[str]]
    """The tests that call a function."""
    seconds: dict[str, float]
    """Duration of each test."""


class Tries:
    """A pytest plugin that runs the collected tests for each mutant, in place of once."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the mutants."""
        self._folder: Final = folder
        self._at_import: set[str] = set()

    def pytest_collection_finish(self) -> None:
        """Remember the functions that ran while the tests were imported."""
        self._at_import = set(state()._stats)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try every mutant."""
        if session.testsfailed:
            sys.exit("tries: got test files that cannot be imported, expected none: see the errors above")
        calls = _calls(session.items)
        for meta in sorted(self._folder.glob("**/*.py.meta")):
            kept = json.loads(meta.read_text(encoding="utf-8"))
            codes: dict[str, int] = kept["exit_code_by_key"]
            path = str(meta.relative_to(self._folder)).removesuffix(".meta")
            for mutant in codes:
                is_none = change_of(self._folder, path, mutant).is_a_type_only
                codes[mutant] = NO_MUTANT if is_none else self._tried(mutant, session.items, calls)
                with Path("progress.log").open("a", encoding="utf-8") as told:
                    told.write(f"{mutant} {codes[mutant]} {time.time():.0f}\n")
            meta.write_text(json.dumps(kept, indent=4), encoding="utf-8")
        return True

    def _tried(self, mutant: str, items: Sequence[pytest.Item], calls: Calls) -> int:
        function = mutant.rpartition("__mutmut_")[0]
        named = set(calls.tests.get(function, ()))
        tests = sorted((item for item in items if item.nodeid in named), key=lambda item: calls.seconds[item.nodeid])
        if tests:
            longest = _CONSTANT + _FACTOR * sum(calls.seconds[item.nodeid] for item in tests)
            code = in_a_fork(partial(_first_failure, mutant, tests), longest, _on_the_clock(longest))
        else:
            code = LIVED if function in self._at_import else NO_TESTS
        if code == LIVED and function in self._at_import:
            return _anew(mutant, _CONSTANT + _FACTOR * sum(calls.seconds.values()))
        return code


def _on_the_clock(seconds: float) -> float:
    """Return how long this many seconds of processor time may last, because others want the processor too."""
    return 20 + 2 * seconds


def _calls(items: Sequence[pytest.Item]) -> Calls:
    told = Path("calls.json").resolve()

    def run() -> int:
        calls = Calls({}, {})
        failed: list[str] = []
        for item, following in _followed(items):
            state()._stats.clear()
            start = time.perf_counter()
            failed += [item.nodeid] if _fails(item, following) else []
            calls.seconds[item.nodeid] = time.perf_counter() - start
            for function in state()._stats:
                calls.tests.setdefault(function, []).append(item.nodeid)
        told.write_text(json.dumps([*calls, failed]), encoding="utf-8")
        return LIVED

    set_mutant_under_test("stats")
    in_a_fork(run, 3600, 4 * 3600)
    tests, seconds, failed = json.loads(told.read_text(encoding="utf-8"))
    if failed:
        sys.exit(f"tries: got tests that fail without a mutant, expected none: {' '.join(failed[:20])}")
    return Calls(tests, seconds)


def _followed(items: Sequence[pytest.Item]) -> Iterator[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _first_failure(mutant: str, tests: Sequence[pytest.Item]) -> int:
    set_mutant_under_test(mutant)
    return KILLED if any(_fails(*each) for each in _followed(tests)) else LIVED


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _anew(mutant: str, seconds: float) -> int:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *_arguments()]
    environment = os.environ | {"MUTANT_UNDER_TEST": mutant}
    try:
        # The clock runs on while others have the processor.
        ended = subprocess.run(command, env=environment, capture_output=True, timeout=60 + 20 * seconds, check=False)
    except subprocess.TimeoutExpired:
        return OUT_OF_TIME
    return ended.returncode


def _arguments() -> list[str]:
    settings = config()
    return ["--rootdir=.", *settings.pytest_add_cli_args, *settings.pytest_add_cli_args_test_selection]


def main() -> None:
    """Make the mutants, then try them."""
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(1)
    arguments = _arguments()
    os.chdir("mutants")
    set_mutant_under_test("stats")
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", *arguments], plugins=[Tries(Path.cwd())]))


if __name__ == "__main__":
    main()
