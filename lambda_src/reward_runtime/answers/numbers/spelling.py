"""One spelling for the many that say the same: LaTeX, full-width and other digits, vulgar fractions, dashes."""

import re
import unicodedata
from typing import Final

__all__ = ["plain"]

_TEXT: Final = re.compile(r"\\(?:text|textbf|textrm|mathrm|mathbf|mathit|mbox)\s?\{([^{}]*)\}")
_FRACTION: Final = re.compile(r"\\[dtc]?frac\s?(?:\{([^{}]*)\}\s?\{([^{}]*)\}|(\d)(\d))")
_SPACES: Final = re.compile(r"\\[,;: ]|~")
_SIGNS: Final = str.maketrans(dict.fromkeys("−‐‑–﹣－", "-") | {"\u2044": "/", "\u2019": "'"})
_WORDS: Final = (
    ("{,}", ","),
    ("\\!", ""),
    ("\\times", "\u00d7"),
    ("\\cdot", "\u00d7"),
    ("\\div", "\u00f7"),
    ("^\\circ", "\u00b0"),
    ("\\$", "$"),
    ("\\%", "%"),
    ("\\(", ""),
    ("\\)", ""),
)


def plain(text: str) -> str:
    """Return ``text`` in ASCII digits and signs, without LaTeX formatting; no longer than about four times the text."""
    text = "".join(map(_character, text)).translate(_SIGNS)
    for word, meaning in _WORDS:
        text = text.replace(word, meaning)
    text = _TEXT.sub(r" \1", text)
    text = _FRACTION.sub(_over, text)
    return " ".join(_SPACES.sub(" ", text).split())


def _over(fraction: re.Match[str]) -> str:
    above, below, top, bottom = fraction.groups()
    return f" {top}/{bottom}" if above is None else f" {above.strip()}/{below.strip()}"


def _character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    kind = unicodedata.decomposition(character)
    if kind.startswith("<fraction>"):
        return " " + unicodedata.normalize("NFKC", character)
    return unicodedata.normalize("NFKC", character) if kind.startswith("<wide>") else character
