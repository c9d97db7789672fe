"""The differences between two machines that build the same checkout."""

import os
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["another_machine"]

LONG_AGO = 1_000_000_000


@contextmanager
def another_machine(sources: Path | None = None) -> Generator[None]:
    """Have another umask, time zone and locale, and a file system that lists backwards.

    Args:
        sources: a folder that gets other modes and dates, for good.
    """
    for path in sources.rglob("*") if sources else ():
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (LONG_AGO, LONG_AGO))
    before = os.umask(0o077)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}.items():
                patch.setenv(name, value)
            time.tzset()
            for name in ("iterdir", "glob", "rglob"):
                patch.setattr(Path, name, _backwards(getattr(Path, name)))
            patch.setattr(os, "listdir", _backwards(os.listdir))
            yield
    finally:
        os.umask(before)
        time.tzset()


def _backwards(listing: Any) -> Any:
    """Return ``listing`` in the order that is furthest from the sorted one, which most file systems happen to have."""

    def listed(*arguments: Any, **options: Any) -> Iterator[Any]:
        return iter(sorted(listing(*arguments, **options), reverse=True))

    return listed
