"""Answers made from right ones: wrong by construction, and right in another form. Plain text, no kind of the kit."""

import json
import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final, cast

__all__ = [
    "is_document",
    "is_prose",
    "labels_of",
    "parts_of",
    "reordered_steps",
    "right_in_clothes",
    "same",
    "split_form",
    "wrong_answers",
]

_NUMBER: Final = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_INTEGER: Final = re.compile(r"\d+")
_MARKED: Final = re.compile(r"\\boxed\{([^{}]*)\}|####[ ]*([^\n]+)")
_MEASURE: Final = re.compile(r"(-?[\d.,]+\s?)([A-Za-z%°]+)")
_OTHER_UNITS: Final = {"kg": "g", "g": "kg", "km": "m", "m": "km", "cm": "m", "%": "", "h": "s", "s": "h", "USD": "EUR"}
_OTHER_CURRENCIES: Final = {"$": "€", "€": "$", "£": "¥", "¥": "£"}
_ARROW: Final = re.compile(r" *(?:-+>|=+>|→) *| > ")
"""Between steps whose order is the answer."""
_STEP_CHARACTERS: Final = 40
_MOST_LABELS: Final = 12
_PROSE_WORDS: Final = 5
_PROSE_CHARACTERS: Final = 80
_LONGEST_NUMBER: Final = 30
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def same(one: str, other: str) -> bool:
    """Say whether two answers are plainly the same: as text without case and blanks, or as numbers."""
    if "".join(one.split()).casefold() == "".join(other.split()).casefold():
        return True
    a, b = _number(one), _number(other)
    return a is not None and a == b


def labels_of(rights: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the labels, the most frequent first, if the right answers are a few labels that recur; else nothing."""
    firsts = [each[0] for each in rights if each]
    counted = sorted(dict.fromkeys(firsts), key=lambda text: -firsts.count(text))
    few = 1 < len(counted) <= _MOST_LABELS and len(firsts) >= 2 * len(counted)
    return tuple(counted) if few and not any(map(is_prose, counted)) else ()


def split_form(text: str) -> tuple[str, str]:
    """Return form and answer of a worked answer: the text in its last box, or after its last ``####``."""
    found = list(_MARKED.finditer(text))
    if not found:
        return "", text
    group = 1 if found[-1][1] is not None else 2
    start, end = found[-1].span(group)
    return text[:start] + "{answer}" + text[end:], text[start:end]


def is_document(text: str) -> bool:
    """Say whether it is a JSON object or list."""
    return isinstance(_parsed(text), dict | list)


def is_prose(text: str) -> bool:
    """Say whether it is prose, of which a change need not be wrong."""
    long = len(text.split()) > _PROSE_WORDS or len(text) > _PROSE_CHARACTERS or "\n" in text.strip()
    return long and not is_document(text) and "\\" not in text and len(_steps_of(text)) < 3


def wrong_answers(right: str, labels: Sequence[str]) -> dict[str, str]:
    """Return wrong answers of the right one's own form, by the name of the change."""
    if labels:
        return {f"label_{label}"[:40]: label for label in labels if not same(label, right)}
    document = _parsed(right)
    if isinstance(document, dict | list):
        return dict(_documents(document))
    value = _number(right)
    if value is not None:
        return {name: text for name, text in _numbers(value, right).items() if not same(text, right)}
    return {} if is_prose(right) else dict(_texts(right))


def near_numbers(right: str) -> list[str]:
    """Return numbers ever farther from a number; nothing if the answer is not a whole number."""
    value = _number(right)
    return [] if value is None or value.denominator != 1 else [str(int(value) + off) for off in (1, 2, 5)]


def right_in_clothes(right: str) -> dict[str, str]:
    """Return the right answer in other forms, by the name of the form."""
    if is_document(right):
        document = _parsed(right)
        clothes = {"fenced": f"```json\n{right}\n```", "indented": json.dumps(document, indent=2)}
        if isinstance(document, dict) and len(cast("dict[str, Any]", document)) > 1:
            turned = dict(reversed(cast("dict[str, Any]", document).items()))
            clothes["keys_reordered"] = json.dumps(turned, ensure_ascii=False)
        return clothes
    if is_prose(right):
        return {}
    clothes = {"full_stop": f"{right}.", "bold": f"**{right}**"}
    value = _number(right)
    if value is None:
        return clothes | {"upper_case": right.upper()} if right.isascii() and right.isalpha() else clothes
    if value.denominator == 1:
        clothes |= {"decimal_zero": f"{int(value)}.0", "thousands": f"{int(value):,}"}
    return clothes | {"full_width": right.translate(_FULL_WIDTH)}


def _numbers(value: Fraction, right: str) -> dict[str, str]:
    whole = value.denominator == 1
    changed = {
        "one_more": value + 1,
        "one_less": value - 1,
        "times_ten": value * 10,
        "times_hundred": value * 100,
        "hundredth": value / 100,
        "other_sign": -value,
        "five_percent_more": value * Fraction(105, 100),
        "a_quarter_more": value * Fraction(5, 4),
    }
    texts = {name: _decimal(each, whole) for name, each in changed.items()}
    digits = _digits_swapped(right)
    return texts | ({"digits_swapped": digits} if digits else {})


def _digits_swapped(right: str) -> str:
    for at in range(len(right) - 1):
        one, other = right[at], right[at + 1]
        if one.isdigit() and other.isdigit() and one != other and (at or other != "0"):
            return right[:at] + other + one + right[at + 2 :]
    return ""


def _documents(document: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the document with one leaf changed or one key lost."""
    for name, changed in _changes(document):
        yield name, json.dumps(changed, ensure_ascii=False)


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        for key, inner in fields.items():
            for name, changed in _changes(inner):
                yield f"{key}_{name}"[:40], {**fields, key: changed}
            yield f"{key}_lost"[:40], {other: kept for other, kept in fields.items() if other != key}
    elif isinstance(value, list):
        items = cast("list[Any]", value)
        for at, inner in enumerate(items[:3]):
            for name, changed in _changes(inner):
                yield f"{at}_{name}", [*items[:at], changed, *items[at + 1 :]]
    elif isinstance(value, bool):
        yield "flipped", not value
    elif isinstance(value, int | float):
        yield "one_more", value + 1
    elif isinstance(value, str):
        yield "other_text", f"{value} other"
        yield "emptied", ""


def _texts(right: str) -> Iterator[tuple[str, str]]:
    found = [each for each in _INTEGER.finditer(right) if len(each[0]) < _LONGEST_NUMBER]
    for name, each in zip(("number_one_more", "last_number_one_more"), (found[:1], found[-1:]), strict=True):
        yield from ((name, right[: at.start()] + str(int(at[0]) + 1) + right[at.end() :]) for at in each)
    measured = _MEASURE.fullmatch(right)
    if measured:
        yield "other_unit", f"{measured[1]}{_OTHER_UNITS.get(measured[2], 'miles')}"
    if right[:1] in _OTHER_CURRENCIES:
        yield "other_currency", _OTHER_CURRENCIES[right[0]] + right[1:]
    if _is_code(right):
        yield "case_swapped", right.swapcase()
    parts = parts_of(right)
    if len(parts) > 1:
        yield "part_lost", "".join(parts[:-1]).rstrip("|,; ")
    for swapped in reordered_steps(right)[:1]:
        yield "steps_swapped", swapped
    words = right.split()
    if len(parts) == 1 and len(words) > 1 and all(map(str.isalpha, words)) and words != words[::-1]:
        yield "words_reversed", " ".join(words[::-1])
    if right.isalpha() and len(right) > 3 and right.casefold() != right.casefold()[::-1]:
        # Farther from the answer than any slip of a writer: a comparison that allows for those does not take it.
        yield "letters_reversed", right[::-1]
    if right.isalpha() and len(right) > 3:
        yield "other_end", right[:-2] + "".join(chr(ord(char) + (1 if char not in "zZ" else -1)) for char in right[-2:])


def _is_code(right: str) -> bool:
    """Say whether case tells it from others: one word of letters in both cases among digits, and no hexadecimal."""
    letters = {char for char in right if char.isalpha()}
    both = any(map(str.isupper, letters)) and any(map(str.islower, letters))
    digits = any(map(str.isdigit, right))
    return right.isascii() and right.isalnum() and both and digits and not letters <= set("abcdefABCDEFx")


def parts_of(right: str) -> list[str]:
    """Return the items of a list with the marks between them; the text alone if it is not a list of three or more."""
    parts = re.findall(r"[^|,;]+[|,;]?\s*", right)
    return parts if len(parts) > 2 else [right]


def reordered_steps(right: str) -> list[str]:
    """Return a chain with its first two steps swapped, and reversed; nothing if it is no chain of different steps."""
    steps = _steps_of(right)
    if len(steps) < 3 or len(set(steps)) < len(steps):
        return []
    joint = _ARROW.findall(right)[0]
    return [joint.join([steps[1], steps[0], *steps[2:]]), joint.join(steps[::-1])]


def _steps_of(text: str) -> list[str]:
    """Return the steps of a short chain such as ``wash > cut > cook``; the text alone if it is none."""
    steps = _ARROW.split(text)
    return steps if all(0 < len(step) <= _STEP_CHARACTERS for step in steps) else [text]


def _number(text: str) -> Fraction | None:
    bare = text.strip().replace("−", "-")
    if len(bare) > _LONGEST_NUMBER or not _NUMBER.fullmatch(bare):
        return None
    return Fraction(bare.replace(",", ""))


def _decimal(value: Fraction, whole: bool) -> str:
    if value.denominator == 1 and whole:
        return str(int(value))
    return f"{float(value):.6f}".rstrip("0").rstrip(".")


def _parsed(text: str) -> Any:
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
