"""A program that builds a part of a layer, run to its end in a process of its own."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from compiler.errors import CompileError

__all__ = ["finish"]

MAX_SHOWN_CHARS: Final = 2000
"""Longest piece of the program's own message that an error repeats, in characters; its end, where the cause is."""


def finish(command: Sequence[str | Path], *, failure: str, expected: str, text: str = "") -> str:
    """Return what ``command`` writes when it reads ``text``.

    Raises:
        CompileError: its exit code is not 0; ``failure``, its own message, and ``expected`` in a line of its own.
    """
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise CompileError(f"{failure}: {done.stderr.strip()[-MAX_SHOWN_CHARS:]}\n{expected}")
    return done.stdout
