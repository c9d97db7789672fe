r"""Whether a number in running text is only a part of a LaTeX expression, as the 50 of ``\sqrt{50}``.

Inside ``$...$``, ``\(...\)`` and ``\[...\]`` a number counts if all that stands there, or all behind the last sign of
equality, is this number as a box would be read. Elsewhere it counts unless a command or a brace makes it a part.
"""

import re
from typing import Final

from reward_runtime.answers.numbers.notation import LONGEST, read_number

__all__ = ["is_embedded"]

_WIDEST: Final = 300
"""Characters to either side that are searched for the ends of an expression."""
_NEAR: Final = 80
"""Characters before a number that are searched for an open brace."""
_OPENS: Final = re.compile(r"\\[(\[]|\\[)\]]|(?<!\\)\$\$?")
_EQUALS: Final = re.compile(
    r"=|\\(?:approx|equiv|simeq|cong|implies|Rightarrow|rightarrow|to|iff)(?![A-Za-z])|\u2248|\\\\|&|\u21d2|\u2192"
)
_PLAIN: Final = (
    r"(?:boxed|fbox|text(?:bf|it|rm|sf|tt)?|math(?:rm|bf|it|sf)|mbox|bf|bold(?:symbol)?|underline|color|textcolor|emph"
    r"|[lL]arge|displaystyle|left|right|big)"
)
"""Commands that only format their content."""
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)\s{0,4}(?:\[[^\[\]]{0,20}\])?(?:\{[^{}]{0,40}\})?\s{0,4}\Z")
_DRESSES: Final = re.compile(_PLAIN)
_APART: Final = (
    rf"(?:{_PLAIN}|approx|equiv|implies|iff|[Rr]ightarrow|to|q?quad|item|newline|therefore|because|end|hline|par|circ"
    r"|degree|hspace|\%)(?![A-Za-z])"
)
"""Commands beside which a number is still alone."""
_BEFORE: Final = re.compile(rf"(?:[\^_]|\\(?!{_APART})[A-Za-z]+|\\(?:sqrt|log|root)\s?\[[^\]]{{0,9}}\])\s{{0,4}}\Z")
_AFTER: Final = re.compile(rf"\s{{0,4}}\\(?!{_APART})[A-Za-z]|\{{?\^(?!\{{?\s?\\circ)|_\{{?[\w\\]")


def is_embedded(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start`` to ``end`` is only a part of an expression in LaTeX."""
    begin, stop = max(0, start - _WIDEST), end + _WIDEST
    if not any(text.find(sign, begin, stop) >= 0 for sign in "\\$^"):
        return False
    if text[start] == "$" and (inside := _mathematics(text, start + 1, end)):
        # Not a price: the dollar opens mathematics.
        return _says_more(text[inside[0] : inside[1]], start + 1 - inside[0], text[start + 1 : end])
    inside = _mathematics(text, start, end)
    if inside is not None:
        return _says_more(text[inside[0] : inside[1]], start - inside[0], text[start:end])
    return _is_part(text, start, end)


def _mathematics(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span between the signs of mathematics around a place; ``None`` if none are."""
    begin, stop = max(0, start - _WIDEST), min(len(text), end + _WIDEST)
    opened: re.Match[str] | None = None
    for sign in _OPENS.finditer(text, begin, start):
        opened = None if opened is not None and _closes(opened.group(), sign, text) else _opening(sign, text) or opened
    if opened is None:
        return None
    for sign in _OPENS.finditer(text, end, stop):
        if _closes(opened.group(), sign, text):
            return opened.end(), sign.start()
        if "\n" in text[opened.end() : sign.start()] and opened.group() == "$":
            return None
    return None


def _opening(sign: re.Match[str], text: str) -> re.Match[str] | None:
    if sign.group() == "$":
        return sign if text[sign.end() : sign.end() + 1].strip() else None
    return None if sign.group() in ("\\)", "\\]") else sign


def _closes(opened: str, sign: re.Match[str], text: str) -> bool:
    """A dollar between a blank and a digit is a price."""
    if opened == "$":
        price = not text[sign.start() - 1 : sign.start()].strip() or text[sign.end() : sign.end() + 1].isdigit()
        return sign.group() == "$" and not price
    return sign.group() == {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}[opened]


def _says_more(inside: str, at: int, number: str) -> bool:
    """Whether the part of the mathematics that holds the number, between signs of equality, is more than that."""
    begin = max((sign.end() for sign in _EQUALS.finditer(inside, 0, at)), default=0)
    following = _EQUALS.search(inside, at + len(number))
    said = inside[begin : following.start() if following else len(inside)].strip(" \t\n.,;")
    if said.startswith("\\boxed{") and said.endswith("}"):
        said = said[7:-1]
    value = read_number(said) if len(said) <= LONGEST else None
    return value is None or value != read_number(number)


def _is_part(text: str, start: int, end: int) -> bool:
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    return before is not None or _AFTER.match(text, end) is not None or _in_command(text, start)


def _in_command(text: str, start: int) -> bool:
    """Whether a brace is open before the place that belongs to a command which does more than format."""
    closed, begin = 0, max(0, start - _NEAR)
    for at in range(start - 1, begin - 1, -1):
        if text[at] == "\n":
            return False
        if text[at] == "}":
            closed += 1
        elif text[at] == "{" and closed:
            closed -= 1
        elif text[at] == "{":
            command = _COMMAND.search(text, begin, at)
            if text[at - 1 : at] in ("^", "_") or (command and not _DRESSES.fullmatch(command.group(1))):
                return True
    return False
