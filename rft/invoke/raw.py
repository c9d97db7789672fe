"""One event as it is, and the reply as it is: bytes in, bytes out."""

import json
import sys
from pathlib import Path
from typing import Final

from rft.failures import CallError, CheckFailed
from rft.invoke.answer import MOST_BYTES, call
from rft.invoke.callee import Callee
from rft.invoke.invocation import failure
from rft.output import printable

__all__ = ["print_reply", "read_event"]

STANDARD_INPUT: Final = "-"


def read_event(named: str) -> bytes:
    """Return the event in a file, or on standard input if the name is ``-``.

    Raises:
        CallError: it cannot be read, or Lambda would not take it: it is not JSON, or too large.
    """
    shown = "standard input" if named == STANDARD_INPUT else named
    try:
        event = sys.stdin.buffer.read() if named == STANDARD_INPUT else Path(named).read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise CallError(f"--event: {shown}: {why}, expected a file with one event in JSON, or -") from None
    if not event.strip():
        raise CallError(f"--event: {shown}: got nothing, expected one event in JSON; `rft event ROAD` writes one")
    if len(event) > MOST_BYTES:
        raise CallError(f"--event: {shown}: got {len(event)} bytes, expected at most {MOST_BYTES}, Lambda's limit")
    _check_json(event, shown)
    return event


def _check_json(event: bytes, shown: str) -> None:
    try:
        json.loads(event.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CallError(f"--event: {shown}: not UTF-8 at byte {error.start + 1}, expected JSON in UTF-8") from None
    except json.JSONDecodeError as error:
        raise CallError(
            f"--event: {shown}: not JSON: {error.msg} at line {error.lineno}, column {error.colno}; "
            "JSON lines of samples are no event: give them as FILE"
        ) from None
    except (ValueError, RecursionError):
        raise CallError(f"--event: {shown}: not JSON that can be read: too many digits, or nested too deeply") from None


def print_reply(callee: Callee, event: bytes) -> None:
    """Call the function, and write its reply to standard output, byte for byte unless that is a terminal.

    Raises:
        CheckFailed: the call failed; the function's own error is written all the same.
    """
    answer = call(callee.client(), callee.arn, event)
    if sys.stdout.isatty():
        print(printable(answer.payload.decode("utf-8", "replace")))
    else:
        sys.stdout.buffer.write(answer.payload + b"\n")
        sys.stdout.buffer.flush()
    if answer.error is not None:
        raise CheckFailed(failure(answer.error, answer.said))
