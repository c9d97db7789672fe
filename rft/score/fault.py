"""``Fault``: a sample on which the reward failed, with the traceback from the author's file on."""

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reward_runtime.errors import RewardError, ScorerError
from reward_runtime.reward import AnyReward

from rft.output import printable

if TYPE_CHECKING:
    from rft.score.source.samples import Found

_AUTHORS: Final = ("lambda_src", "rewards")
"""Folder of the files that authors of rewards write."""
_GUARD: Final = ("reward_runtime", "errors.py")
"""File of the function that calls an author's code."""


@dataclass(frozen=True)
class Fault:
    """One sample without a score."""

    found: "Found"
    says: str
    """The error as the deployed function would report it. Equal for equal faults."""
    trace: str = ""
    """The author's traceback, or the place of the scorer if it raised nothing; empty if neither is known."""


def fault_of(found: "Found", error: RewardError, reward: AnyReward) -> Fault:
    """Return the fault for an error that was raised while the sample was scored."""
    cause = error.__cause__
    return Fault(found, str(error), _scorer_of(error, reward) if cause is None else author_trace(cause))


def author_trace(error: BaseException) -> str:
    """Return the traceback of an exception, and of those that led to it, without the frames that called the author."""
    told = traceback.TracebackException.from_exception(error)
    for each in _chain(told):
        first = _first(each.stack)
        # No frame of a syntax error is the author's: the error itself names the line.
        each.stack[:] = each.stack[len(each.stack) if first is None and each is told else first or 0 :]
    return printable("".join(told.format()).rstrip())


def _scorer_of(error: RewardError, reward: AnyReward) -> str:
    """Return the place of the scorer that raised an error, in the form of a traceback; empty if there is none."""
    part = error.part if isinstance(error, ScorerError) else ""
    scorer = next((dimension.score for dimension in reward.dimensions if dimension.part == part), None)
    code = getattr(scorer, "__code__", None)
    return "" if code is None else f'File "{code.co_filename}", line {code.co_firstlineno}, in {code.co_name}'


def _chain(told: traceback.TracebackException) -> Iterator[traceback.TracebackException]:
    yield told
    for other in (told.__cause__, told.__context__):
        if other is not None:
            yield from _chain(other)


def _first(stack: traceback.StackSummary) -> int | None:
    """Return the place of the first frame of the author's, or else of the first that the guard called, if any."""
    parts = [Path(frame.filename).parts for frame in stack]
    for at, each in enumerate(parts):
        if each[-3:-1] == _AUTHORS:
            return at
    return next((at + 1 for at, each in enumerate(parts[:-1]) if each[-2:] == _GUARD), None)
