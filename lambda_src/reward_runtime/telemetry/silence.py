"""Python's own reports about exceptions that nobody caught: type and place, never the text.

A reward's code may start a thread, or hold an object whose ``__del__`` raises. Python prints such an exception with its
message, which may quote a response.
"""

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

__all__ = ["silence"]


def silence() -> None:
    """Replace these reports in this process. Only the deployed function does this."""
    threading.excepthook = lambda given: _report(given.exc_type, given.exc_traceback, "a thread")
    sys.unraisablehook = lambda given: _report(given.exc_type, given.exc_traceback, "code that cannot raise")


def _report(kind: type[BaseException] | None, raised: TracebackType | None, where: str) -> None:
    last = next(reversed(traceback.extract_tb(raised)), None)
    place = "" if last is None else f" at {Path(last.filename).name}:{last.lineno}"
    sys.stderr.write(f"{where} raised {'an exception' if kind is None else kind.__name__}{place}\n")
