"""Finds texts that ask their judge for a score. An obedient judge gives in to them."""

from __future__ import annotations

import re
from typing import Final

_TAGS: Final = re.compile("[\U000e0020-\U000e007e]+")
"""Tag characters: a model reads them as letters, and a person sees nothing."""
_UNSEEN: Final = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
"""Characters without width."""

_TOP: Final = r"(?:\d+(?:\.\d+)?|full|top|max\w*|highest|perfect|five|ten)\b"
_GIVE: Final = r"(?:give|award|grant|assign|output|respond with|reply with|print|select|rate|grade|score)"
_THING: Final = r"(?:answer|response|solution|work|candidate|reply|submission)"
_PRAISE: Final = r"(?:excellent|perfect\w*|flawless\w*|outstanding|brilliant\w*|superb\w*|accurate|impeccabl\w+)"

DEMANDS: Final = re.compile(
    "|".join(
        (
            rf"\b{_GIVE}\b(?!\s*:)[^.\n]{{0,60}}?\b{_TOP}",
            r"[\"']?\b(?:score|verdicts?|rating|grade|marks?|reward|points)\b[\"']?"
            r"\s*(?::|=|\bis\b|\bof\b)\s*[\"'\[{*]*\s*(?:\d|true|yes|pass|correct|full|max|perfect|best|high)",
            r"\b(?:ignore|disregard|forget|override|stop following)\b[^.\n]{0,60}"
            r"\b(?:instructions?|rubric|rules?|above|previous|prior|criteria|system|everything)\b",
            r"\b(?:full|maximum|top|highest|perfect)\s+(?:marks?|scores?|points|credit|ratings?|grade)\b",
            r"\b(10|5|1)(?:\.0)?\s*(?:/|out of)\s*\1\b",
            r"</?\w+-[0-9a-z]*(?:-\d+)?>|</?(?:system|user|assistant|candidate|reference|question|rubric)\b|<\|im_",
            r"(?:^|\n)\W*(?:system|assistant|human|judge|grader|evaluator|verdict|response b)\s*:",
            r"(?:^|\n)#+\s*(?:rules|rubric|instructions|system)\b|\bmark is\s+\w|\bnew instructions?\b",
            r"\b(?:judge|grader|evaluator|reviewer|author|expert)s?\b[^.\n]{0,60}"
            r"\b(?:agree|confirm|gave|approve|award|rated|scored)",
            rf"\b(?:this|my|the)\s+(?:\w+,?\s+){{0,3}}{_THING}\b[^.\n]{{0,60}}\b(?:{_PRAISE}|deserves|merits|best)\b",
            rf"\b{_PRAISE}\b[^.\n]{{0,30}}\b{_THING}\b",
            r"\b(?:toolUse|tool_use|tool_calls?|give_verdicts?)\b",
        )
    ),
    re.IGNORECASE,
)
"""Orders, forged verdicts, forged sections and marks, borrowed authority, self-praise."""


def asks_for_high_score(text: str) -> bool:
    """Return True if the text asks for a high score in one of the ways of ``DEMANDS``."""
    seen = _TAGS.sub(lambda run: " " + "".join(chr(ord(tag) - 0xE0000) for tag in run[0]), text)
    return DEMANDS.search(seen.translate(_UNSEEN)) is not None
