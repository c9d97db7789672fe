"""The text after "the answer is" and similar phrases."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["PHRASES", "final_answer"]

PHRASES: Final = ("final answer is", "final answer:", "the answer is", "answer:", "####")
"""Phrases that announce an answer in English responses; ``####`` is the mark of GSM8K's worked answers."""

_GAP: Final = r"[ \t*_]"
_LEAD: Final = " \t\r*_`$:"
_TRAIL: Final = " \t\r*_`$.\u3002"


def final_answer(phrases: Sequence[str] = PHRASES, on_conflict: OnConflict = "last") -> Extractor:
    """The text after one of ``phrases``, in any case, to the end of its line or to the next phrase.

    If the rest of the line is blank, the next line that is not. Markdown, ``$`` and a closing dot are left out.
    """
    if not phrases or not all(phrase.split() for phrase in phrases):
        raise RewardDefinitionError(f"phrases: got {list(phrases)!r}, expected at least one, none of them blank")
    pattern = re.compile("|".join(_pattern(p) for p in sorted(phrases, key=len, reverse=True)), re.IGNORECASE)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        finds = (find for span in spans for find in _finds(pattern, response, *span))
        return chosen(response, "final_answer", finds, on_conflict, normalize)

    return Extractor(find, f"{' '.join(phrases[0].split())} {ANSWER}")


def _pattern(phrase: str) -> str:
    words = [re.escape(word).replace(":", f"{_GAP}{{0,8}}[:\uff1a]") for word in phrase.split()]
    # Scripts that write no blanks between words are never ASCII.
    edge = r"(?<!\w)" if phrase.strip()[0].isascii() and phrase.strip()[0].isalnum() else ""
    return edge + f"{_GAP}{{1,8}}".join(words) + r"[\s*_:\uff1a]{0,16}"


def _finds(pattern: re.Pattern[str], response: str, start: int, end: int) -> Iterator[Span]:
    """End each match at the start of the next, so that a line of many phrases is read once."""
    inside: int | None = None
    for phrase in pattern.finditer(response, start, end):
        if inside is not None:
            yield from _line(response, inside, phrase.start())
        inside = phrase.end()
    if inside is not None:
        yield from _line(response, inside, end)


def _line(response: str, start: int, end: int) -> Iterator[Span]:
    close = response.find("\n", start, end)
    text = response[start : close if close >= 0 else end]
    bare = text.lstrip(_LEAD)
    start += len(text) - len(bare)
    bare = bare.rstrip(_TRAIL)
    if bare:
        yield start, start + len(bare)
