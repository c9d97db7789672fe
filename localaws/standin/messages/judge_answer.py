"""``JudgeAnswer``: the judge's answer, before an API puts it into its own format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Literal


@dataclass(frozen=True)
class ContentBlock:
    """One part of an answer."""

    kind: Literal["text", "tool", "reasoning"]
    value: object
    """The text, or the tool's input."""
    tool: str = ""
    """Name of the tool that is called."""


@dataclass(frozen=True)
class JudgeAnswer:
    """The blocks of an answer, and the reason why it ends."""

    blocks: tuple[ContentBlock, ...]
    stop: str
    """Converse's ``stopReason``."""

    @cached_property
    def output_tokens(self) -> int:
        """Estimated number of tokens, at four characters each."""
        return 1 + sum(len(json.dumps(block.value)) for block in self.blocks) // 4
