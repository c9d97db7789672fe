"""The four places where a call can be spoilt, from the service's refusal to the bytes on the wire."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localaws.standin.judging.answer import Answer
from localaws.standin.reply import Reply

Document = dict[str, object]


@dataclass(frozen=True)
class Refusal:
    """The service answers with an error."""

    status: int
    code: str
    """Its exception's name, as Bedrock has it."""
    message: str
    """``MODEL`` stands for the model's id."""
    at_once: bool = False
    """Whether it comes before the model works, so without the latency that was drawn."""
    is_models: bool = False
    """Whether it is the model's own: an endpoint then wraps what its container answered into a ``ModelError``."""
    is_html: bool = False
    """Whether a proxy wrote it: an HTML page with no exception's name."""
    skew_hours: float = 0.0
    """How far ahead the ``Date`` header is; 0 sends none."""


@dataclass(frozen=True)
class Misjudged:
    """The judge says something else: what it would have said -> what it says."""

    change: Callable[[Answer], Answer]


@dataclass(frozen=True)
class Misshaped:
    """The reply's JSON has another shape: Converse's or the endpoint's document -> another."""

    change: Callable[[Document], Document]


@dataclass(frozen=True)
class Damaged:
    """The bytes, headers or the connection are bad."""

    change: Callable[[Reply], Reply]


Fault = Refusal | Misjudged | Misshaped | Damaged
