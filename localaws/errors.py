"""``TargetError``: a command of the local target has failed."""

from __future__ import annotations


class TargetError(Exception):
    """A failure whose message is ready to print.

    ``exit_code`` is 1 if the target is at fault and 2 if the call is. ``log_tail`` holds the last lines of the
    target's log if they tell the reason.
    """

    def __init__(self, message: str, *, exit_code: int = 1, log_tail: tuple[str, ...] = ()) -> None:
        """Keep the message, the exit code and the log's end."""
        super().__init__(message)
        self.exit_code = exit_code
        self.log_tail = log_tail
