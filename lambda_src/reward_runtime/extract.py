"""Response -> ``Answer`` or nothing. Every answer says by which rule it was found and where.

Every scan is one pass over the text: a response is as long as its author wants.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = [
    "SOLUTION_BEGIN",
    "SOLUTION_END",
    "Answer",
    "Extractor",
    "Span",
    "boxed",
    "final_text",
    "first_of",
    "in_solution",
    "whole",
]

SOLUTION_BEGIN: Final = "<|begin_of_solution|>"
SOLUTION_END: Final = "<|end_of_solution|>"

_REASONING: Final = re.compile(r"<(/?)(?:think|thinking|reasoning|reflection)>", re.IGNORECASE)
_LONGEST_LABEL: Final = 200
"""Characters; a longer part is a text, not a label."""
_BRACES: Final = re.compile(r"\\boxed[ \t]{0,8}\{|\\[{}\\]|[{}]")


@dataclass(frozen=True)
class Answer:
    """What a response says, and the receipt for it."""

    text: str
    """The answer, without the marks around it."""
    rule: str
    """Name of the extractor that found it."""
    span: tuple[int, int]
    """Start and end of ``text`` in the response."""


Span = tuple[int, int]
"""Start and end of a part of the response."""

Extractor = Callable[[str, Sequence[Span]], Answer | None]
"""``extractor(response, spans)`` looks at those parts only, and answers for all of them together."""


def final_text(response: str) -> Span:
    """Span of the response after its reasoning; an unclosed reasoning section runs to the end."""
    start = 0
    for mark in _REASONING.finditer(response):
        start = mark.end() if mark.group(1) else len(response)
    return start, len(response)


def first_of(*extractors: Extractor) -> Extractor:
    """Try extractors in order; the first answer counts."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        for extractor in extractors:
            answer = extractor(response, spans)
            if answer is not None:
                return answer
        return None

    return extract


def in_solution(extractor: Extractor) -> Extractor:
    """Look inside the solution sections only, all of them; an unclosed one runs to the next or to the end."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        sections = [section for span in spans for section in _sections(response, *span)]
        return extractor(response, sections)

    return extract


def boxed(normal: Callable[[str], str | None] = str.casefold) -> Extractor:
    r"""Content of ``\boxed{...}`` with balanced braces. Several boxes must have the same normal form."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        boxes = [box for span in spans for box in _boxes(response, *span)]
        return _agreed([Answer(response[a:b].strip(), "boxed", (a, b)) for a, b in boxes], normal)

    return extract


def whole(labels: Callable[[str], str | None]) -> Extractor:
    """Each part itself when all of it is one label, such as ``**Positive.**``; a sentence is no answer."""

    def extract(response: str, spans: Sequence[Span]) -> Answer | None:
        texts = [(response[a:b] if b - a <= _LONGEST_LABEL else "", (a, b)) for a, b in spans]
        if any(labels(text) is None for text, _ in texts):
            return None
        return _agreed([Answer(text.strip(), "whole", span) for text, span in texts], labels)

    return extract


def _agreed(answers: Sequence[Answer], normal: Callable[[str], str | None]) -> Answer | None:
    """The last answer, unless two say different things: then the response says nothing."""
    return answers[-1] if len({normal(answer.text) for answer in answers}) == 1 else None


def _sections(response: str, start: int, end: int) -> list[Span]:
    sections: list[Span] = []
    at = response.find(SOLUTION_BEGIN, start, end)
    while at >= 0:
        inside = at + len(SOLUTION_BEGIN)
        at = response.find(SOLUTION_BEGIN, inside, end)
        close = response.find(SOLUTION_END, inside, at if at >= 0 else end)
        sections.append((inside, close if close >= 0 else (at if at >= 0 else end)))
    return sections


def _boxes(response: str, start: int, end: int) -> list[Span]:
    boxes: list[Span] = []
    opened: list[int | None] = []
    for brace in _BRACES.finditer(response, start, end):
        mark = brace.group()
        if mark == "{":
            opened.append(None)
        elif mark.startswith("\\boxed"):
            opened.append(brace.end())
        elif mark == "}" and opened:
            inside = opened.pop()
            if inside is not None:
                while boxes and boxes[-1][0] > inside:
                    boxes.pop()
                boxes.append((inside, brace.start()))
    return boxes
