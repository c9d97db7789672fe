"""One question to the judge, whatever the API it came by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, cast

NONCE: Final = re.compile(r"<[a-z_]+-([0-9a-f]{32})(?:-\d+)?>")
"""An opening fence. Its random word differs at every asking, so it is no part of what makes a prompt the same."""


class Unasked(ValueError):
    """A body that asks nothing; the message is the service's."""


@dataclass(frozen=True)
class Asked:
    """What one call asks."""

    model: str
    system: str
    user: str
    form: Literal["tool", "json", "text"]
    """How the verdict is wanted: as a call of a tool, as JSON text, or as plain text."""
    tool: str
    """Name of the tool to call; empty in the other forms."""
    schema: Mapping[str, object]
    """JSON Schema of the verdict; empty for plain text."""
    max_tokens: int

    def __post_init__(self) -> None:
        """Refuse a schema that is none: see ``Unasked``."""
        if not _is_schema(self.schema):
            raise Unasked("The schema of the verdict is no JSON Schema")

    @cached_property
    def prompt_hash(self) -> str:
        """16 hex digits; equal for prompts that differ in their nonce alone."""
        text = f"{self.system}\x1e{self.user}"
        if fence := NONCE.search(self.user):
            text = text.replace(fence[1], "")
        return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]

    @cached_property
    def input_tokens(self) -> int:
        """An estimate: four characters a token."""
        return 1 + (len(self.system) + len(self.user)) // 4


def _is_schema(value: object) -> bool:
    """Whether it is an object, and so is each schema in it that we look into."""
    if not isinstance(value, dict):
        return False
    schema = cast("dict[str, object]", value)
    properties = schema.get("properties", {})
    inner = [schema[name] for name in ("items",) if name in schema]
    inner += cast("dict[str, object]", properties).values() if isinstance(properties, dict) else [None]
    return all(_is_schema(each) for each in inner)
