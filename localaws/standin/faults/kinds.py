"""The four kinds of fault, from an error of the service to damaged bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localaws.standin.messages.http_reply import HttpReply
from localaws.standin.messages.judge_answer import JudgeAnswer

Document = dict[str, object]
"""The JSON body of a reply."""


@dataclass(frozen=True)
class ServiceError:
    """The service replies with an error."""

    status: int
    code: str
    """Name of the exception in Bedrock."""
    message: str
    """``MODEL`` stands for the model's id."""
    at_once: bool = False
    """True if it comes before the model works, and so without the drawn latency."""
    is_models: bool = False
    """True if the model itself failed. An endpoint wraps such an error of its container into a ``ModelError``."""
    is_html: bool = False
    """True if a proxy wrote it: an HTML page without the name of an exception."""
    original: int = 0
    """The model's own status, which Bedrock passes on beside its 424; 0 passes none on."""
    skew_hours: float = 0.0
    """How far ahead the ``Date`` header is; 0 sends no such header."""


@dataclass(frozen=True)
class ChangedAnswer:
    """The judge answers something else: its answer -> another answer."""

    change: Callable[[JudgeAnswer], JudgeAnswer]


@dataclass(frozen=True)
class ChangedDocument:
    """The JSON of the reply has another shape: Converse's or the endpoint's document -> another document."""

    change: Callable[[Document], Document]


@dataclass(frozen=True)
class ChangedReply:
    """The bytes, the headers or the connection are damaged."""

    change: Callable[[HttpReply], HttpReply]


Fault = ServiceError | ChangedAnswer | ChangedDocument | ChangedReply
