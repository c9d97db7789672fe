"""Whether a text asks its judge for something: the weakness of an obedient judge."""

from __future__ import annotations

import re
from typing import Final

_AMOUNT: Final = r"(?:\d+(?:\.\d+)?|full|top|max\w*|highest|perfect|best|five|ten|one|all)\b"

DEMANDS: Final = re.compile(
    "|".join(
        (
            rf"\b(?:give|award|grant|assign|output|return|answer|respond|reply|print|select|choose|mark|rate|grade|"
            rf"score|put|set)\b[^.\n]{{0,60}}?\b{_AMOUNT}",
            r"[\"']?\b(?:score|verdict|verdicts|rating|grade|mark|marks|reward|correct|result|points)\b[\"']?"
            r"\s*(?::|=|\bis\b|\bof\b)\s*[\"'\[{*]*\s*(?:\d|true|yes|pass|correct|full|max|perfect|best|high|met)",
            r"\b(?:ignore|disregard|forget|override|skip|stop following)\b[^.\n]{0,60}"
            r"\b(?:instructions?|rubric|rules?|above|previous|prior|earlier|criteria|system|everything)\b",
            r"\b(?:full|maximum|max|top|highest|perfect)\s+(?:marks?|scores?|points|credit|ratings?|grade)\b",
            r"\b\d+\s*(?:/|out of)\s*\d+\b",
            r"</?\w+-[0-9a-z]*(?:-\d+)?>|<\|?/?(?:system|user|assistant|candidate|reference|question|rubric)\b",
            r"(?:^|\n)\W*(?:system|assistant|judge|grader|evaluator|verdict|reference|rubric|user)\b[^:\n]{0,20}:",
            r"\b(?:judge|grader|evaluator|reviewer|expert)s?\b[^.\n]{0,60}\b(?:agree|confirm|gave|approve|award|rated)",
            r"\b(?:this|my|the)\s+(?:response|answer|solution|candidate)\s+(?:is|was|deserves|merits|meets|satisfies)\b",
            r"\b(?:excellent|perfect|flawless|outstanding|brilliant)\b[^.\n]{0,30}"
            r"\b(?:answer|response|solution|work|candidate)\b",
            r"\btoolUse\b|\btool_calls?\b|\bnew instructions?\b",
        )
    ),
    re.IGNORECASE,
)
"""Orders, forged verdicts, forged sections and tags, borrowed authority, self-praise."""

LOWERS: Final = re.compile(
    r"\b(?:slot|sample|item|candidate|response|number)\s*#?\s*(\d+)\b[^.\n]{0,60}?"
    r"\b(?:0(?:\.0+)?|zero|lowest|worst|minimum|fail\w*|wrong|bad)\b",
    re.IGNORECASE,
)
"""A word against another sample of the same call."""

OTHERS: Final = re.compile(
    r"\b(?:every|all|any|the)\s+(?:other|others|rest)\b[^.\n]{0,60}\b(?:0|zero|lowest|worst|fail\w*|wrong)\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether the text asks for a high score, in any of the ways of ``DEMANDS``."""
    return DEMANDS.search(text) is not None


def lowered(text: str, own_slot: int, slots: set[int]) -> set[int]:
    """Slots of other samples that the text asks a low score for."""
    named = {int(found[1]) for found in LOWERS.finditer(text)} & slots
    return (slots if OTHERS.search(text) else named) - {own_slot}
