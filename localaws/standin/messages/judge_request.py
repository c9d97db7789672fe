"""``JudgeRequest``: one request to the judge, the same for every API."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast

NONCE: Final = re.compile(r"<[a-z_]+-([0-9a-f]{32})>")
"""An opening fence. Its nonce is new in each call, so two prompts count as equal if they differ in the nonce only.
The first eight digits of the nonce are the seal that a structured verdict copies."""


class InvalidJudgeRequest(ValueError):
    """The body is not a request to a judge. The message is the one that the service would send."""


@dataclass(frozen=True)
class JudgeRequest:
    """One request to the judge."""

    model: str
    system: str
    user: str
    form: Literal["tool", "json", "text"]
    """How the verdict is wanted: as a tool call, as JSON text, or as plain text."""
    tool: str
    """Name of the tool to call; empty in the other two forms."""
    schema: Mapping[str, object]
    """JSON Schema of the verdict; empty for plain text."""
    max_tokens: int

    def __post_init__(self) -> None:
        """Raise ``InvalidJudgeRequest`` if ``schema`` is not a JSON Schema."""
        if not _is_schema(self.schema):
            raise InvalidJudgeRequest("The schema of the verdict is no JSON Schema")

    @cached_property
    def prompt_hash(self) -> str:
        """16 hex digits; equal for two prompts that differ in their nonce only."""
        text = f"{self.system}\x1e{self.user}"
        if fence := NONCE.search(self.user):
            text = text.replace(fence[1], "").replace(fence[1][:8], "")
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]

    @cached_property
    def input_tokens(self) -> int:
        """Estimated number of tokens, at four characters each."""
        return 1 + (len(self.system) + len(self.user)) // 4

    @property
    def most_tokens(self) -> int:
        """The most tokens that this call can use: its input and ``max_tokens``."""
        return self.input_tokens + self.max_tokens


def _is_schema(value: object) -> bool:
    """Return True if the value is an object, and so is every schema inside it that the judge reads."""
    if not isinstance(value, dict):
        return False
    schema = cast("dict[str, object]", value)
    properties = schema.get("properties", {})
    inner = [schema[name] for name in ("items",) if name in schema]
    inner += cast("dict[str, object]", properties).values() if isinstance(properties, dict) else [None]
    return all(_is_schema(each) for each in inner)
