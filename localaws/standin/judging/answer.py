"""What the judge says, before an API puts it into its own words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class Block:
    """One part of an answer."""

    kind: Literal["text", "tool", "reasoning"]
    value: object
    """The text, or the tool's input."""
    tool: str = ""
    """Name of the tool that is called."""


@dataclass(frozen=True)
class Answer:
    """Blocks, and Converse's word for why the answer ends there."""

    blocks: tuple[Block, ...]
    stop: str

    @cached_property
    def output_tokens(self) -> int:
        """An estimate: four characters a token."""
        return 1 + sum(len(json.dumps(block.value)) for block in self.blocks) // 4
