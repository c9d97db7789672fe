"""Why an invocation fails, and whose fault that is.

RewardError
  OperatorError            the operator's: retrying does not help
    EventError             the event is of no known shape, or a sample cannot be routed
    SettingsError          an environment variable is missing or wrong
    RewardDefinitionError  a reward is defined wrongly
    ScorerError            a scorer, extractor or reference reader raised
    ReplyError             the reply would break the contract
    BadRowError            a row is unscorable and the experiment asked to fail on that
    JudgeRefusedError      the judge's service refuses every call alike: access, model id, region
  InfrastructureError      the infrastructure's: retrying may help
    DeadlineError          the invocation ran out of time
    JudgeError             the judge gave no verdict on some samples in time
RowFault                   one row's: caught by the pipeline, never leaves it

A bad response is not an error: it earns a low score. No message holds text of a prompt, a response or a reference,
because Lambda logs messages and hands them to the caller.
"""

import re
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

__all__ = [
    "BadRowError",
    "DeadlineError",
    "EventError",
    "InfrastructureError",
    "JudgeError",
    "JudgeRefusedError",
    "OperatorError",
    "ReplyError",
    "RewardDefinitionError",
    "RewardError",
    "RowFault",
    "ScorerError",
    "SettingsError",
    "blamed",
    "guarded",
    "revealed",
]

T = TypeVar("T")

_AUTHORS: Final = "rewards"
"""Folder of the files that authors of rewards write."""
_LONGEST_NAME: Final = 60
_OWN: Final = (str(Path(__file__).parent), str(Path(traceback.__file__).parent), "/opt/", "/var/lang/")
"""Folders of the kit's code, of Python and its packages, and of Lambda's layers and runtime."""
_REVEALED: Final = ContextVar("revealed", default=False)


class RewardError(Exception):
    """An invocation that fails on purpose, with a message fit for logs and for the caller."""

    fault = "infrastructure"
    """``operator`` or ``infrastructure``: only the latter is worth a retry."""


class OperatorError(RewardError):
    """A fault that an operator must correct; every retry would fail in the same way."""

    fault = "operator"


class EventError(OperatorError):
    """The event is of no known shape, or one of its samples cannot be routed."""


class SettingsError(OperatorError):
    """An environment variable of the function is missing or wrong."""


class RewardDefinitionError(OperatorError):
    """A reward is defined wrongly."""


class ScorerError(OperatorError):
    """Code of a reward raised instead of answering, or returned no number in 0..1."""

    def __init__(self, message: str, part: str = "") -> None:
        """Take the message, and the part of the reward that it is about: ``the scorer of dimension 'correct'``."""
        super().__init__(message)
        self.part = part


class ReplyError(OperatorError):
    """The reply would break the contract with the training job."""


class BadRowError(OperatorError):
    """A row is unscorable, and ``on_bad_row`` is ``raise``."""


class JudgeRefusedError(OperatorError):
    """The judge's service refuses every call alike; the message names the remedy."""


class InfrastructureError(RewardError):
    """The reward, the row and the response are not to blame; the platform's retry may succeed."""


class DeadlineError(InfrastructureError):
    """The invocation ran out of time; its verdicts are kept for a retry that lands on this environment."""


class JudgeError(InfrastructureError):
    """The judge gave no verdict on some samples in time; the verdicts that came are kept for a retry."""


class RowFault(Exception):
    """This row can never be scored, with any response."""

    def __init__(self, code: str) -> None:
        """Take a short reason code of a-z and _; it stands in logs, so anything else is shown as ``row_fault``."""
        super().__init__(code)
        self.code = code if re.fullmatch("[a-z_]{1,40}", code) else "row_fault"


@contextmanager
def revealed() -> Generator[None]:
    """Keep the author's exception as the ``__cause__`` of each ``ScorerError``, for the author's own terminal.

    Nothing that is deployed may call this, because the exception can quote a response.
    """
    before = _REVEALED.set(True)
    try:
        yield
    finally:
        _REVEALED.reset(before)


def blamed(part: str, fault: BaseException) -> ScorerError:
    """Return the error for an exception of code that is not the kit's; raise it outside the ``except`` block.

    It names the exception's type and place, never its text. An exception of a reward's code may quote the response, so
    neither its message nor its context may leave.
    """
    return ScorerError(f"{part} raised {_type_of(fault)}{_place(fault)}; correct it there and deploy again", part)


def guarded(part: str, call: Callable[..., T], *arguments: object) -> T:
    """Return ``call(*arguments)``; any exception becomes a ``ScorerError``, unless the kit itself raised it.

    The kit's errors pass because their messages are the kit's. The same error raised by code that is not the kit's may
    quote a response, and so may a ``SystemExit``.

    Args:
        part: the part of the reward that is called, for the message.
        call: code that is not the kit's.
        arguments: passed on to it.
    """
    try:
        return call(*arguments)
    except BaseException as fault:
        if _passes(fault):
            raise
        blame = blamed(part, fault)
        if _REVEALED.get():
            blame.__cause__ = fault
    raise blame


def _passes(fault: BaseException) -> bool:
    if isinstance(fault, RewardError):
        files = [frame.f_code.co_filename for frame, _ in traceback.walk_tb(fault.__traceback__)]
        if isinstance(fault, InfrastructureError):
            return not _is_foreign(files[-1])
        # The kit's other errors may hold the arguments of a call.
        return not any(map(_is_foreign, files))
    if isinstance(fault, KeyboardInterrupt):
        return not fault.args
    # A rehearsal ends code of the author's with exceptions of its own.
    return not isinstance(fault, Exception) and _REVEALED.get()


@cache
def _is_foreign(file: str) -> bool:
    """Return whether a file is neither the kit's nor a library's."""
    return not file.startswith((*_OWN, "<frozen "))


def _type_of(fault: BaseException) -> str:
    """Return the name of the exception's type, if it is one that a source file can hold."""
    name = type(fault).__name__
    return name if name.isidentifier() and len(name) <= _LONGEST_NAME else "an exception"


def _place(fault: BaseException) -> str:
    """Return the last line of a reward's file that ran, or else the last line of any file below ``guarded``."""
    places = [(Path(frame.f_code.co_filename), line) for frame, line in traceback.walk_tb(fault.__traceback__)]
    authors = [place for place in places if place[0].parent.name == _AUTHORS]
    place = next(reversed(authors or places[1:]), None)
    return " when it was called" if place is None else f" at {place[0].name}:{place[1]}"
