"""One call to a judge, in words that no transport owns.

Ask (a prompt and how to read what comes back) -> transport -> Reply -> read -> a verdict, or ``Unreadable``
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Generic, Literal, NamedTuple, Protocol, TypeVar

__all__ = [
    "CONNECTION_CLOSED",
    "CONTEXT_WINDOW",
    "NO_REPLY",
    "UNREADY",
    "UNSENT",
    "Ask",
    "CallFailure",
    "FailureKind",
    "Lost",
    "Prompt",
    "Reply",
    "Tool",
    "Transport",
    "Unreadable",
]

V = TypeVar("V")

# Codes of a CallFailure that decide what happens next; every other code is for the log alone.
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


@dataclass(frozen=True)
class Tool:
    """The tool that the judge is forced to call; its input is the verdict."""

    name: str
    description: str
    schema: Mapping[str, object]
    """JSON Schema of the input, within the subset that Bedrock's structured output takes."""


@dataclass(frozen=True)
class Prompt:
    """What one call sends."""

    system: str
    """Fixed by the rubric; holds no text of a candidate."""
    user: str
    """Question, reference and response inside their fences."""
    tool: Tool
    max_tokens: int
    """Most tokens of the reply."""


class Reply(NamedTuple):
    """What came back, whatever the transport."""

    stop: str
    """Converse's ``stopReason``; other APIs' words are translated to it."""
    verdict: object
    """Input of the forced tool call, or the parsed structured output; ``None`` where the reply holds neither."""
    text: str
    """Text blocks joined; reasoning blocks are left out."""
    input_tokens: int
    output_tokens: int


class Unreadable(Exception):
    """The reply is no verdict. Asked once more, then ``Lost``."""

    def __init__(self, code: str) -> None:
        """Take a short code of a-z and _; no text of the reply."""
        super().__init__(code)
        self.code = code


FailureKind = Literal["throttled", "unavailable", "slow", "broken", "operator"]
"""``throttled``: 429; ``unavailable``: 5xx, 424, resets; ``slow``: 408 and time-outs; ``broken``: a body that is no
reply; ``operator``: never retried."""


class CallFailure(Exception):
    """A call that brought no reply. Its message is fit for logs: no text of a prompt or reply."""

    def __init__(self, kind: FailureKind, code: str, message: str) -> None:
        """Take the kind, the service's error code, and what to do in words."""
        super().__init__(message)
        self.kind: FailureKind = kind
        self.code = code


class Transport(Protocol):
    """One way to reach a judge. Called from many threads at once."""

    def ask(self, prompt: Prompt, timeout_seconds: float) -> Reply:
        """Return the reply; raises ``CallFailure``. Makes one attempt and never sleeps."""
        ...

    def open(self, connections: int) -> None:
        """Open connections ahead of the first call; failures are left for the first call to find."""
        ...


@dataclass(frozen=True)
class Ask(Generic[V]):
    """One thing to find out."""

    key: bytes
    """Equal for asks that are the same question: they become one call."""
    prompt: Prompt
    read: Callable[[Reply], V]
    """Raises ``Unreadable``."""


@dataclass(frozen=True)
class Lost:
    """An ask that got no verdict in time."""

    kind: FailureKind | Literal["unreadable", "deadline"]
    code: str
