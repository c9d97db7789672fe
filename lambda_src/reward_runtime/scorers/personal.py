"""Personal data that a text shows by its form: linear scans, each with the checks that keep plain numbers out."""

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["PERSONAL"]

_IBAN_LENGTHS: Final = MappingProxyType(
    {
        country: int(length)
        for length, countries in {
            "15": "no", "16": "be", "18": "dk fi nl", "19": "mk si", "20": "at ee lt lu", "21": "ch hr li lv",
            "22": "bg de gb ge ie me rs", "23": "ae il", "24": "cz es pk ro sa se sk tn", "25": "pt",
            "26": "is tr", "27": "fr gr it", "28": "cy hu pl", "31": "mt",
        }.items()
        for country in countries.split()
    }
)  # fmt: skip
"""Characters of an account number by country, of the larger users (SWIFT, IBAN Registry, the register of ISO 13616;
read from the BBAN structures that python-stdnum generated from it into ``iban.dat``, plus four)."""
_LONGEST_IBAN: Final = 42
"""Characters of the longest listed number with a space after every fourth, rounded up."""
_EMAIL: Final = re.compile(r"(?<=[a-z0-9_%+-])@(?:[a-z0-9][a-z0-9-]{0,61}\.){1,6}[a-z]{2,24}(?![a-z0-9-])")
_RESERVED: Final = re.compile(r"@(?:.*\.)?(?:example\.(?:com|net|org)|[^@]*\.(?:example|test|invalid|localhost))")
"""Domains that belong to nobody (RFC 2606)."""
_CARD: Final = re.compile(
    r"(?<![0-9.,-])(?:[3-6][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}|3[47][0-9]{2}([ -]?)[0-9]{6}\2[0-9]{5})"
    r"(?![0-9-]|[.,][0-9])"
)
"""Sixteen digits, or an American Express's fifteen, solid or in the groups printed on the card."""
_PHONE: Final = re.compile(
    r"(?<![0-9a-z+.])(?:\+[1-9][0-9]{10,14}|\+[1-9][0-9]{0,2}(?:[ .-]\(?[0-9]{1,5}\)?){2,5}"
    r"|\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[ .-][0-9]{4}|[2-9][0-9]{2}([.-])[2-9][0-9]{2}\1[0-9]{4})(?![0-9a-z]|[.-][0-9])"
)
"""International with its plus, or a North American number in its usual groups."""
_FEWEST_PHONE_DIGITS: Final = 8
"""Digits of an international number, country code included (E.164 allows fewer; those would be sums)."""
_SSN: Final = re.compile(r"(?<![0-9-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9-]|\.[0-9])")
_IPV4: Final = re.compile(r"(?<![0-9.a-z])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![0-9a-z]|\.[0-9])")
_IPV4_OF_NOBODY: Final = re.compile(
    r"(?:0|10|127|2[2-5][0-9]|169\.254|192\.168|192\.0\.2|198\.51\.100|203\.0\.113|172\.(?:1[6-9]|2[0-9]|3[01]))\."
)
"""This host, private, link-local, documentation and multicast networks (RFC 6890)."""
_IBAN: Final = re.compile(r"(?<![a-z0-9])[a-z]{2}[0-9]{2}(?= ?[a-z0-9]{4})")
_MATHS: Final = frozenset("=+*/^<>{}\\|\u00d7\u00b7\u2248\u2260\u2264\u2265")
"""Marks beside a number that make it part of a formula."""


def _maths_beside(text: str, start: int, end: int) -> bool:
    """Look two characters to each side: one space may stand between."""
    return not _MATHS.isdisjoint(text[max(0, start - 2) : start] + text[end : end + 2])


def _digits(text: str) -> list[int]:
    return [int(char) for char in text if "0" <= char <= "9"]


def _luhn(digits: list[int]) -> bool:
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        if not _maths_beside(text, *match.span()):
            yield match[0]


def _email(text: str) -> bool:
    return any(not _RESERVED.fullmatch(match[0]) for match in _EMAIL.finditer(text))


def _card(text: str) -> bool:
    return any(map(_luhn, map(_digits, _numbers(_CARD, text))))


def _phone(text: str) -> bool:
    return any(_FEWEST_PHONE_DIGITS <= len(_digits(number)) <= 15 for number in _numbers(_PHONE, text))


def _ssn(text: str) -> bool:
    return any(True for _ in _numbers(_SSN, text))


def _ipv4(text: str) -> bool:
    """Four single digits are a section or a version, or a public resolver."""
    for address in _numbers(_IPV4, text):
        parts = [int(part) for part in address.split(".")]
        if max(parts) <= 255 and max(parts) > 9 and not _IPV4_OF_NOBODY.match(address):
            return True
    return False


def _iban(text: str) -> bool:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2])
        number = text[match.start() : match.start() + _LONGEST_IBAN].replace(" ", "")[: length or 0]
        if len(number) == length and number.isascii() and number.isalnum() and _mod_97(number) == 1:
            return True
    return False


def _mod_97(number: str) -> int:
    return int("".join(str(int(char, 36)) for char in number[4:] + number[:4])) % 97


PERSONAL: Final[Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {"card": _card, "email": _email, "iban": _iban, "ipv4": _ipv4, "phone": _phone, "ssn": _ssn}
)
"""Reason code -> whether a folded text shows such data."""
