"""Codes of a ``CallFailure`` that decide what happens next; every other code is for the log alone."""

from typing import Final

__all__ = ["CONNECTION_CLOSED", "CONTEXT_WINDOW", "NO_REPLY", "UNREADY", "UNSENT"]

CONNECTION_CLOSED: Final = "connection_closed"
"""The connection ended before a reply: at once, if it was kept alive for longer than the other side wished."""
CONTEXT_WINDOW: Final = "context_window"
"""The prompt is longer than the judge takes: the doing of the response, and the same each time."""
NO_REPLY: Final = "no_reply"
"""Nothing came back in time."""
UNREADY: Final = "ModelNotReadyException"
"""The model is being loaded: a 429 that says nothing about the quota (API reference of Converse)."""
UNSENT: Final = "unsent"
"""The time was up before the first call."""
