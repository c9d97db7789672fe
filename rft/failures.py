"""What a verb may fail with, and the exit code each failure gives.

RftError <- CallError (exit 2: the call is wrong), CheckFailed (exit 1: the thing checked is bad)
"""

from typing import ClassVar


class RftError(Exception):
    """A failure whose message is ready to print: what failed, what was found, what to do."""

    exit_code: ClassVar[int] = 1
    """What the process exits with."""


class CallError(RftError):
    """The command was called wrongly, or before what it needs was there."""

    exit_code = 2


class CheckFailed(RftError):
    """The call was right, and what it looked at is bad."""

    exit_code = 1
