"""``Fault``: a sample on which the reward failed, with the traceback from the author's file on."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rft.score.source.samples import Found

_AUTHORS: Final = ("lambda_src", "rewards")
"""Folder of the files that authors of rewards write."""
_GUARD: Final = ("reward_runtime", "errors.py")
"""File of the function that calls an author's code."""


@dataclass(frozen=True)
class Fault:
    """One sample without a score."""

    found: Found
    says: str
    """The error as the deployed function would report it. Equal for equal faults."""
    trace: str = ""
    """The author's traceback; empty if no exception of the author's was raised."""


def fault_of(found: Found, error: BaseException) -> Fault:
    """Return the fault for an error that was raised while the sample was scored."""
    cause = error.__cause__
    says = str(error) or type(error).__name__
    return Fault(found, says, "" if cause is None else author_trace(cause))


def author_trace(error: BaseException) -> str:
    """Return the traceback of an exception, and of those that led to it, without the frames that called the author."""
    told = traceback.TracebackException.from_exception(error)
    for each in _chain(told):
        each.stack[:] = each.stack[_first(each.stack) :]
    return "".join(told.format()).rstrip()


def _chain(told: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    yield told
    for other in (told.__cause__, told.__context__):
        if other is not None:
            yield from _chain(other)


def _first(stack: traceback.StackSummary) -> int:
    """Return the place of the first frame of the author's, or else of the first that the guard called."""
    parts = [Path(frame.filename).parts for frame in stack]
    for at, each in enumerate(parts):
        if each[-3:-1] == _AUTHORS:
            return at
    return next((at + 1 for at, each in enumerate(parts[:-1]) if each[-2:] == _GUARD), 0)
