"""The part of LaTeX that may reach the symbolic parser. Anything else is refused before any arithmetic."""

import re
from typing import Final

__all__ = ["refusal"]

LONGEST: Final = 200
"""Characters of an expression; the longest of 268 MATH answers has 48."""
DEEPEST: Final = 10
"""Open brackets of any kind at one place."""
GREATEST_EXPONENT: Final = 1_000
"""Greatest integer written anywhere in an exponent."""
LONGEST_INTEGER: Final = 40
"""Digits of an integer written out."""

_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_NOTATION: Final = (
    "frac dfrac tfrac cfrac sqrt pi cdot times div pm left right begin end infty cup cap in text textbf mathrm mbox"
    " mathbf circ quad sin cos tan cot sec csc arcsin arccos arctan log ln exp alpha beta gamma delta theta lambda"
    " omega phi le leq ge geq ne neq lt gt emptyset varnothing mathbb setminus , ; : ! { } % $ \\ |"
)
_COMMANDS: Final = frozenset([*_NOTATION.split(), " "])
"""The notation of short final answers. No sum, product, integral, limit or binomial: their cost is in their value."""
_ENVIRONMENT: Final = re.compile(r"\\(?:begin|end)\{(?!(?:p|b|v)?matrix\})")
_FACTORIAL: Final = re.compile(r"(?<!\\)!")
_SMALL_FACTORIAL: Final = re.compile(r"(?<!\d)\d{1,2}!(?!\s*!)")
_INTEGER: Final = re.compile(r"\d+")
_BARE: Final = re.compile(r"-?\d+|\\[A-Za-z]+|[^{(]", re.DOTALL)
_OPENING: Final = re.compile(r"\s*[{(\[]")
_RAISED: Final = re.compile(r"\s*(?:\^|\*\*)")


def refusal(text: str) -> str:
    """Return why ``text`` must not be parsed, ``too_complex`` or ``unreadable``; empty if it may be."""
    if len(text) > LONGEST or not _shallow(text) or _has_giant(text):
        return "too_complex"
    if any(command not in _COMMANDS for command in _COMMAND.findall(text)) or _ENVIRONMENT.search(text):
        return "unreadable"
    if not text.isascii() or not text.isprintable() or "$" in text.replace("\\$", "") or _relations(text) > 1:
        return "unreadable"
    return ""


def _shallow(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if depth > DEEPEST:
            return False
    return True


def _relations(text: str) -> int:
    """Equals signs: of ``3 = 4 = 5`` the parser would silently keep the last part, whatever stands before."""
    return text.count("=") if "," not in text else 0


def _has_giant(text: str) -> bool:
    if any(len(digits) > LONGEST_INTEGER for digits in _INTEGER.findall(text)):
        return True
    if len(_FACTORIAL.findall(text)) != len(_SMALL_FACTORIAL.findall(text)):
        return True
    powers = [_exponent(text, place.end()) for place in re.finditer(r"\^|\*\*", text)]
    return any("^" in power or "**" in power or _has_great_integer(power) for power in powers)


def _has_great_integer(power: str) -> bool:
    return any(int(digits) > GREATEST_EXPONENT for digits in _INTEGER.findall(power))


def _exponent(text: str, start: int) -> str:
    """Text of the exponent that begins at ``start``: a group in brackets, a command with its groups, digits, or a sign.

    Includes the sign that raises the exponent itself, if one follows.
    """
    rest = text[start:].lstrip()
    bare = _BARE.match(rest)
    end = bare.end() if bare else _closed(rest, 0)
    while rest.startswith("\\") and (opening := _OPENING.match(rest, end)):
        end = _closed(rest, opening.end() - 1)
    raised = _RAISED.match(rest, end)
    return rest[: raised.end() if raised else end]


def _closed(text: str, start: int) -> int:
    """Place after the group that opens at ``start``; the text's end if nothing closes it."""
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] in "{([") - (text[place] in "})]")
        if not depth:
            return place + 1
    return len(text)
