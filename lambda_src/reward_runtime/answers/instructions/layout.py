"""Bullets, highlights, sections, titles, JSON and fixed answers."""

import re
from typing import Final

from reward_runtime.answers.instructions.arguments import Arguments, Check
from reward_runtime.extract.document import parse_json

__all__ = ["bullet_lists", "constrained_response", "highlighted_sections", "json_format", "multiple_sections", "title"]

_HIGHLIGHT: Final = re.compile(r"\*\*[^\n*]+\*\*|\*[^\n*]+\*")
_FIXED: Final = ("My answer is yes.", "My answer is no.", "My answer is maybe.")
"""IFEval's three options."""


def bullet_lists(arguments: Arguments) -> Check:
    """Exactly this many lines that start with ``*`` (not ``**``) or ``-``."""
    asked = arguments.whole("num_bullets")
    return lambda text: sum(1 for line in text.split("\n") if _is_bullet(line.strip())) == asked


def highlighted_sections(arguments: Arguments) -> Check:
    """At least this many ``*parts*`` or ``**parts**`` that are not blank."""
    asked = arguments.whole("num_highlights")
    return lambda text: sum(1 for find in _HIGHLIGHT.finditer(text) if find.group().strip("* \t")) >= asked


def multiple_sections(arguments: Arguments) -> Check:
    """At least this many marks such as ``Section 1``."""
    asked = arguments.whole("num_sections")
    mark = re.compile(rf"{re.escape(arguments.text('section_spliter').strip())}\s?\d")
    return lambda text: sum(1 for _ in mark.finditer(text)) >= asked


def title(_: Arguments) -> Check:
    """A line with ``<<title>>`` that is not blank."""
    return lambda text: any(_has_title(line) for line in text.split("\n"))


def json_format(_: Arguments) -> Check:
    """All of it strict JSON, in a fence or not."""
    return lambda text: parse_json(_unfenced(text.strip())) is not None


def constrained_response(_: Arguments) -> Check:
    """One of the fixed answers stands in it."""
    return lambda text: any(answer in text for answer in _FIXED)


def _is_bullet(line: str) -> bool:
    return line.startswith("-") or (line.startswith("*") and len(line) > 1 and line[1] != "*")


def _has_title(line: str) -> bool:
    start, end = line.find("<<"), line.rfind(">>")
    return 0 <= start < end and bool(line[start:end].strip("<> \t"))


def _unfenced(text: str) -> str:
    for mark in ("```json", "```Json", "```JSON", "```"):
        if text.startswith(mark):
            return text.removeprefix(mark).removesuffix("```").strip()
    return text
