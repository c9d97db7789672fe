"""Runs a program of the build to its end, and turns its failure into a ``CompileError``."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from compiler.errors import CompileError

__all__ = ["finish"]

MAX_SHOWN_CHARS: Final = 2000
"""Most characters of the program's own message that an error repeats: the last ones, because they name the cause."""


def finish(command: Sequence[str | Path], *, failure: str, expected: str, text: str = "") -> str:
    """Run ``command`` with ``text`` as its input, and return its output.

    Raises:
        CompileError: the exit code is not 0. The message is ``failure``, the program's own message, and ``expected``
            in a line of its own.
    """
    done = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode != 0:
        raise CompileError(f"{failure}: {done.stderr.strip()[-MAX_SHOWN_CHARS:]}\n{expected}")
    return done.stdout
