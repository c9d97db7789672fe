"""The failures of verbs, each with its exit code.

RftError <- CallError (exit 2: the call is wrong), CheckFailed (exit 1: the thing checked is bad)
"""

from typing import ClassVar


class RftError(Exception):
    """A failure with a message ready to print: the failed step, got, expected, remedy."""

    exit_code: ClassVar[int] = 1
    """Exit code of the process."""


class CallError(RftError):
    """The command was called wrongly, or too early."""

    exit_code = 2


class CheckFailed(RftError):
    """The call was right, but the thing it checked is bad."""

    exit_code = 1
