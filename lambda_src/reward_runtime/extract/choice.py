"""The letter of a multiple-choice answer.

A letter counts if it is marked: after "answer is", "answer:", "option", "choice", "choose", "pick" or "select"; in
brackets or bold; first on its line before a dot, bracket or colon; or alone on its line. After such a word and in
brackets either case counts, elsewhere upper case only. A letter in prose ("A dog", "vitamin C") never counts.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from reward_runtime.answer import ANSWER, Extractor, Match, Normalize, OnConflict, Span, chosen
from reward_runtime.errors import RewardDefinitionError

__all__ = ["choice"]

_OPTIONS: Final = re.compile("[A-Z]{2,26}")
_WIDE: Final = 0xFEE0
"""From an ASCII letter to its full-width form (Unicode block FF00)."""
_DENIED_AFTER: Final = re.compile(
    r"[)\]*.:\s]{0,8}(?:(?:is|was|seems)\s{1,4})?(?:not|wrong|incorrect|false)\b", re.IGNORECASE
)

_JOINT: Final = re.compile(r"[\s*_,)\]\uff09]{0,4}(?:,|/|&|and|or|and/or)[\s*_]{0,4}", re.IGNORECASE)
"""Joins two letters without choosing one ("A or B")."""


def choice(options: str = "ABCD", on_conflict: OnConflict = "none") -> Extractor:
    """The letter, as written, of one of ``options``.

    A denied one ("not B", "B is wrong") leaves none, and so does one that is joined to its neighbour ("(A) or (B)").
    """
    if not _OPTIONS.fullmatch(options) or len(set(options)) < len(options):
        raise RewardDefinitionError(f"choice: got options {options!r}, expected 2 to 26 different letters A-Z")
    pattern = _pattern(options)

    def find(response: str, spans: Sequence[Span], normalize: Normalize) -> Match | None:
        marks = [mark for span in spans for mark in pattern.finditer(response, *span)]
        counted = marks if on_conflict == "none" else marks[-1:] if on_conflict == "last" else marks[:1]
        if any(mark["denied"] or _DENIED_AFTER.match(response, mark.end()) for mark in counted):
            return None
        neighbours = marks[-2:] if on_conflict == "last" else marks[:2] if on_conflict == "first" else []
        if len(neighbours) == 2 and _leaves_open(response, *neighbours):
            return None
        finds = (mark.span(mark.lastgroup or 0) for mark in marks if not mark["denied"])
        return chosen(response, "choice", finds, on_conflict, _letter)

    return Extractor(find, f"The answer is {ANSWER}")


def _leaves_open(response: str, one: re.Match[str], other: re.Match[str]) -> bool:
    letters = {_letter(mark[mark.lastgroup or 0]) for mark in (one, other) if not mark["denied"]}
    return len(letters) == 2 and _JOINT.fullmatch(response, one.end(), other.start()) is not None


def _letter(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _pattern(options: str) -> re.Pattern[str]:
    upper = "[" + options + "".join(chr(ord(letter) + _WIDE) for letter in options) + "]"
    either = upper[:-1] + options.lower() + "]"
    gap = r"[\s*_`(\[\uff08$]{0,8}"
    cue = r"(?:answer(?:\s(?:is|would\sbe))?[*_]{0,2}\s?[:\uff1a]?|option|choice|choose|pick|select)"
    cued = rf"{upper}(?!\w)(?![ \t][a-z])|{either}(?=[)\]\uff09*.]|\s{{0,8}}$)"
    return re.compile(
        rf"(?P<denied>(?:\b(?i:not|neither|nor|except)|n['\u2019]t)\s(?:be\s)?(?:(?i:option|choice)\s)?{gap}{upper}(?!\w))"
        rf"|\b(?i:{cue})(?=[\s*_`(\[\uff08$:]){gap}(?P<cued>{cued})"
        rf"|(?<!\w)[(\[\uff08](?P<bracketed>{either})[)\]\uff09]"
        rf"|\*\*(?P<bold>{upper})[.):]?\*\*"
        rf"|^[ \t>*_-]{{0,8}}(?P<listed>{upper})[*_]{{0,2}}(?:[.):\uff0e\uff09\uff1a](?=\s|$)|[ \t*_]{{0,8}}$)",
        re.MULTILINE,
    )
