"""Readings of a text without disguises: lookalike letters of other scripts, marks, and spaced letters.

text -> its readings, in which words are looked for. A reading is for looking only; the judge sees the text itself.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

__all__ = ["readings", "squeezed"]

_LOOKALIKES: Final = MappingProxyType(
    dict(
        zip(
            # Cyrillic, then Greek, then IPA and others.
            "аАвВеЕєгкКмМнНоОпрРсСтТуУхХшѕЅіІјЈԁԛԝһѵѡЯИ"
            "αΑβΒεΕζΖΗηιΙκΚΜνΝοΟρΡτΤυΥχΧωγ"
            "ɑɡıȷɩɾʋɯɛɔᴑꞓօսհոցզՏԼ"
            "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎩᏃ",
            "aabbeeerkkmmhhoonppccttyyxxwssiijjdqwhvwrn"
            "aabbeezzhniikkmvnooppttuyxxwy"
            "agijirvmeoocouhngqsl"
            "abcdefghijklmnoprstuvwxyzabcdeghijklmprstvwyz",
            strict=True,
        )
    )
)
_NAMED: Final = re.compile(
    r"(?:LATIN|REGIONAL INDICATOR|NEGATIVE|SQUARED|CROSSED|MODIFIER LETTER) .*\b([A-Z])(?: WITH .*)?"
)
"""The letter that ends the name of a small capital, a stroked letter, a letter in a circle or a flag."""
_IN_WORD: Final = re.compile(r"(?<=[^\W\d_])(?:[*_~`{}$\\|·.'’/-]|</?[a-z]{1,6}>|\\[a-z]+\{)+(?=[^\W\d_])")
"""Emphasis, hyphens, tags and LaTeX between two letters."""
_APART: Final = re.compile(r"(?<![^\W\d_])(?:[^\W\d_](?:[\W_]{1,3}))+[^\W\d_](?![^\W\d_])")
"""Single letters with something between: ``s c o r e``."""
_BETWEEN: Final = re.compile(r"[\W_]+")
_MIXED: Final = re.compile(r"[a-z0-9@$!]{3,}")
_DIGITS: Final = (str.maketrans("0134579@$!", "oieastgasi"), str.maketrans("0134579@$!", "oleastgasl"))
"""Digits in place of letters; 1 and ! stand for i or l."""


def readings(text: str) -> tuple[str, ...]:
    """Return the text in its compatibility form, and its other readings if they differ, all in lower case.

    Linear in its length.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    bare = plain if plain.isascii() else _bare(plain)
    joined = _APART.sub(lambda run: _BETWEEN.sub("", run[0]), _IN_WORD.sub("", bare)).casefold()
    given = (plain.casefold(), bare.casefold(), joined, *(_spelt(joined, table) for table in _DIGITS))
    return tuple(dict.fromkeys(given))


def _spelt(text: str, table: Mapping[int, int]) -> str:
    """Letters for the digits of words that hold both."""

    def letters(word: re.Match[str]) -> str:
        return word[0] if word[0].isalpha() or word[0].isdigit() else word[0].translate(table)

    return _MIXED.sub(letters, text)


def squeezed(text: str) -> str:
    """Return the letters of a reading alone, without anything between them."""
    return "".join(filter(str.isalpha, text))


def _bare(text: str) -> str:
    """Latin letters for all that look like them, and no marks above, below or through letters."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join([letter if letter.isascii() else _latin(letter) for letter in letters])


@lru_cache(maxsize=4096)
def _latin(letter: str) -> str:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return ""
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    named = _NAMED.fullmatch(unicodedata.name(letter, ""))
    return named[1].lower() if named else letter
