r"""One spelling in LaTeX for characters that people and models type: ``90°``, ``−5``, ``π``, ``x²``, ``½``."""

import re
import unicodedata
from typing import Final

__all__ = ["folded"]

_GREEK: Final = [
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "iota",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "omicron",
    "pi",
    "rho",
    "sigmaf",
    "sigma",
    "tau",
    "upsilon",
    "phi",
    "chi",
    "psi",
    "omega",
]
_SPELLINGS: Final = {
    **{chr(0x3B1 + place): f"\\{name} " for place, name in enumerate(_GREEK)},
    **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00d7\u2715\u2a2f", "\\times "),
    **dict.fromkeys("\u00b7\u22c5\u2219\u2022", "\\cdot "),
    **dict.fromkeys("\u2018\u2019\u2032", "'"),
    **dict.fromkeys("\u00a0\u2009\u202f\u2007\u2008\u200a\u2002\u2003\u3000", " "),
    **dict.fromkeys("\u200b\u2060\ufeff\u2061\u2062", ""),
    "\u03d5": "\\phi ", "\u03f5": "\\epsilon ", "\u0394": "\\Delta ", "\u03a9": "\\Omega ", "\u00b5": "\\mu ",
    "\u00f7": "\\div ", "\u221a": "\\sqrt ", "\u221b": "\\sqrt[3]", "\u221c": "\\sqrt[4]", "\u221e": "\\infty ",
    "\u2264": "\\le ", "\u2265": "\\ge ", "\u2a7d": "\\le ", "\u2a7e": "\\ge ", "\u2260": "\\ne ",
    "\u2248": "\\approx ",
    "\u222a": "\\cup ", "\u2229": "\\cap ", "\u2208": "\\in ", "\u2205": "\\emptyset ", "\u2216": "\\setminus ",
    "\u211d": "\\mathbb{R}", "\u2124": "\\mathbb{Z}", "\u2115": "\\mathbb{N}", "\u211a": "\\mathbb{Q}",
    "\u2102": "\\mathbb{C}", "\u00b1": "\\pm ", "\u2213": "\\mp ", "\u00b0": "^{\\circ}", "\u00ba": "^{\\circ}",
    "\u2044": "/", "\u2215": "/", "\u2223": "|", "\u27e8": "\\langle ", "\u27e9": "\\rangle ", "\u2026": "\\ldots ",
    "\u201c": "", "\u201d": "", "\u22c3": "\\cup ", "\u2228": "\\text{ or }", "\u2227": "\\text{ and }",
    "\u20ac": "\\text{ euros}", "\u00a3": "\\text{ pounds}", "\u00a2": "\\text{ cents}",
    "\u3001": ",", "\u3002": ".", "\uff1b": ";",
}  # fmt: skip
_RAISED: Final = re.compile("[\u00b2\u00b3\u00b9\u2070-\u207f]+")
_LOWERED: Final = re.compile("[\u2080-\u209c]+")


def folded(text: str) -> str:
    """Return ``text`` with every such character spelled in LaTeX; others stay as they are."""
    if text.isascii():
        return text
    text = _RAISED.sub(lambda run: f"^{{{_plain(run.group())}}}", text)
    text = _LOWERED.sub(lambda run: f"_{{{_plain(run.group())}}}", text)
    return "".join(map(_spelled, text))


def _plain(run: str) -> str:
    return unicodedata.normalize("NFKC", run).replace("\u2212", "-")


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    if character in _SPELLINGS:
        return _SPELLINGS[character]
    kind = unicodedata.decomposition(character)
    if kind.startswith("<fraction>"):
        above, _, below = unicodedata.normalize("NFKC", character).partition("\u2044")
        return f"\\frac{{{above}}}{{{below}}}"
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character) if kind.startswith(("<wide>", "<font>", "<narrow>")) else character
    return plain if len(plain) != 1 or plain == character else _spelled(plain)
