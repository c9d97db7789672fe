"""The vocabulary of one call to a judge, shared by all transports.

Prompt -> transport -> Reply -> a verdict, or ``Unreadable``; ``CallFailure`` if there is no reply
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, Protocol

__all__ = [
    "ANOTHER_QUESTION",
    "CONNECTION_CLOSED",
    "CONTEXT_WINDOW",
    "DEAD_CONNECTION",
    "NO_REPLY",
    "UNREADY",
    "UNSENT",
    "CallFailure",
    "FailureKind",
    "NoVerdict",
    "Prompt",
    "Reply",
    "Tool",
    "Transport",
    "Unreadable",
]

# Codes of a CallFailure that decide the next step. All other codes are for the log alone.
ANOTHER_QUESTION: Final = "another_question"
"""The reply carries the seal of another question: its connection is out of step."""
CONNECTION_CLOSED: Final = "connection_closed"
"""The connection ended before a reply. This happens at once if the other side closed an idle connection."""
CONTEXT_WINDOW: Final = "context_window"
"""The prompt exceeds the model's context window. The response is the cause, so every attempt fails alike."""
DEAD_CONNECTION: Final = "dead_connection"
"""No reply within the timeout on a connection that was kept from earlier. It says nothing about the judge's speed."""
NO_REPLY: Final = "no_reply"
"""No reply within the timeout."""
UNREADY: Final = "ModelNotReadyException"
"""The model is being loaded: a 429 that says nothing about the quota (API reference of Converse)."""
UNSENT: Final = "unsent"
"""Time ran out before the first call."""


@dataclass(frozen=True)
class Tool:
    """The tool that the judge is forced to call. Its input is the verdict."""

    name: str
    description: str
    schema: Mapping[str, object]
    """JSON Schema of the input, within the subset that Bedrock's structured output supports."""


@dataclass(frozen=True)
class Prompt:
    """The content of one call."""

    system: str
    """Fixed by the rubric. Contains no text of a candidate."""
    user: str
    """Question, reference and response, each inside its fence."""
    tool: Tool
    max_tokens: int
    """Most tokens of the reply."""
    seal: str = ""
    """Random hex digits that the reply must carry, so that it counts for this question alone; empty for none."""


class Reply(NamedTuple):
    """A reply in the terms of Converse, from any transport."""

    stop: str
    """Converse's ``stopReason``. Transports translate the words of other APIs to it."""
    verdict: object
    """Input of the forced tool call, or the parsed structured output. ``None`` if the reply has neither."""
    text: str
    """The text blocks, joined. Reasoning blocks are left out."""
    input_tokens: int
    output_tokens: int


class Unreadable(Exception):
    """The reply is not a verdict. The judge is asked once more; a second such reply gives ``NoVerdict``."""

    def __init__(self, code: str) -> None:
        """Take a short code of a-z and _. It contains no text of the reply."""
        super().__init__(code)
        self.code = code


FailureKind = Literal["throttled", "unavailable", "slow", "broken", "refused", "operator"]
"""``throttled``: 429. ``unavailable``: 5xx, 424, resets. ``slow``: 408 and timeouts. ``broken``: a body that is not a
reply. ``refused``: a 4xx that may be due to this sample alone. ``operator``: due to no sample, so never retried."""


class CallFailure(Exception):
    """A call without a reply. Its message may be logged: it contains no text of a prompt or reply."""

    def __init__(self, kind: FailureKind, code: str, message: str) -> None:
        """Take the kind, the service's error code, and a message with the remedy."""
        super().__init__(message)
        self.kind: FailureKind = kind
        self.code = code


class Transport(Protocol):
    """One way to reach a judge. Many threads call it at once."""

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """Make one attempt and return the reply. Never sleeps. Raises ``CallFailure``."""
        ...

    def open(self, connections: int) -> None:
        """Open connections ahead of the first call. A failure is ignored here: the first call reports it."""
        ...


@dataclass(frozen=True)
class NoVerdict:
    """The result for a question that got no verdict in time."""

    kind: FailureKind | Literal["unreadable", "deadline"]
    code: str
    said: str = field(default="", compare=False)
    """Message of the last failure, fit for logs."""
