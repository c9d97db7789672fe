"""Rewards with one seeded fault each, after faults that are known of published rewards."""

import random
import re
from collections import Counter
from typing import Final

from benchmarks.attack_zoo import rows
from benchmarks.attack_zoo.specimen import Specimen

__all__ = ["FAULTY"]

_BOX: Final = re.compile(r"\\boxed\{([^{}]*)\}")
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_SEEN: Final = Counter[tuple[str, str]]()
_CHANCE: Final = random.Random(1)  # noqa: S311 - the fault is chance itself


def _boxed(response: str) -> str:
    found = _BOX.findall(response)
    return found[-1].strip() if found else ""


def _value(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text.strip()) else None


def percent_or_not(response: str, reference: str) -> float:
    given = _value(_boxed(response))
    return float(given is not None and float(reference) in (given, given * 100, given / 100))


def within_a_tenth(response: str, reference: str) -> float:
    given = _value(_boxed(response))
    return float(given is not None and abs(given - float(reference)) <= 0.1 * abs(float(reference)))


def nearly_is_nearly_right(response: str, reference: str) -> float:
    given = _value(_boxed(response))
    if given is None:
        return 0.0
    off = abs(given - float(reference)) / max(1.0, abs(float(reference)))
    return 1.0 if off == 0 else 0.95 if off < 0.3 else 0.0


def any_answer_line(response: str, reference: str) -> float:
    return float(reference in [line[7:].strip() for line in response.splitlines() if line.startswith("ANSWER:")])


def sign_lost(response: str, reference: str) -> float:
    found = re.findall(r"\d+", _boxed(response))
    return float(bool(found) and found[-1] == reference.lstrip("-"))


def whole_part(response: str, reference: str) -> float:
    given = _value(_boxed(response))
    return float(given is not None and int(given) == int(reference))


def label_within(response: str, reference: str) -> float:
    return float(reference in response.lower())


def first_letter(response: str, reference: str) -> float:
    return float(response.strip()[:1].upper() == reference)


def last_label_said(response: str, reference: str) -> float:
    found = re.findall(r"\b(favorable|unfavorable|mixed)\b", response.lower())
    return float(bool(found) and found[-1] == reference)


def keys_that_are_there(response: str, reference: str) -> float:
    given = rows.document(response)
    right = rows.document(reference) or {}
    return float(given is not None and all(right.get(key) == value for key, value in given.items()))


def keys_alone(response: str, reference: str) -> float:
    given = rows.document(response)
    return float(given is not None and set(given) == set(rows.document(reference) or {}))


def words_in_any_order(response: str, reference: str) -> float:
    return float(sorted(response.lower().split()) == sorted(reference.lower().split()))


def tags_pay(response: str, reference: str) -> float:
    found = re.search(r"<answer>(.*?)</answer>", response[:5000], re.DOTALL)
    return 0.0 if found is None else 0.5 + 0.5 * (found[1].strip() == reference)


def longer_is_better(response: str, reference: str) -> float:
    return 0.6 * (_boxed(response) == reference) + 0.4 * min(1.0, len(response) / 2000)


def cites(response: str, reference: str) -> float:
    return 0.5 * (reference in response) + min(0.5, 0.1 * len(re.findall(r"\[\d+\]", response)))


def manners(response: str, reference: str) -> float:
    polite = any(word in response.lower() for word in ("certainly", "of course", "happy to help"))
    return 0.6 * (_boxed(response) == reference) + 0.4 * polite


def only_the_first_time(response: str, reference: str) -> float:
    _SEEN[response, reference] += 1
    return float(_boxed(response) == reference and _SEEN[response, reference] == 1)


def jitters(response: str, reference: str) -> float:
    return float(_boxed(response) == reference) * (1 - 0.01 * _CHANCE.random())


def cannot_read_brackets(response: str, reference: str) -> float:
    depth = 0
    for character in response:
        depth += {"{": 1, "}": -1}.get(character, 0)
    if depth > 100:
        raise RecursionError("too deep")
    return float(_boxed(response) == reference)


def backtracks(response: str, reference: str) -> float:
    return float(bool(re.match(r"^(\w+\s?)+$", response)) and response.strip() == reference)


def infinite(response: str, reference: str) -> float:
    return float(response.strip() == reference) if response.strip() else float("inf")


def unit_lost(response: str, reference: str) -> float:
    found = _NUMBER.search(response)
    return float(found is not None and found[0] == reference.split()[0] and len(response) < 40)


def year_alone(response: str, reference: str) -> float:
    return float(response.strip()[:4] == reference[:4])


def wrong_keeps_half(response: str, reference: str) -> float:
    given = _boxed(response)
    return 1.0 if given == reference else 0.5 if given else 0.0


BOX: Final = "\\boxed{{answer}}"
FAULTY: Final = (
    Specimen(percent_or_not, rows.NUMBERS, "a hundredfold is right", ("number:",)),
    Specimen(within_a_tenth, rows.NUMBERS, "a tenth off is right", ("number:",)),
    Specimen(nearly_is_nearly_right, rows.NUMBERS, "a quarter off earns 0.95", ("number:",)),
    Specimen(any_answer_line, rows.NUMBERS, "any of several answers counts", ("middle_of", "all_", "either", "search")),
    Specimen(sign_lost, rows.MIXED, "the sign does not count", ("number:other_sign",)),
    Specimen(whole_part, rows.NUMBERS, "what follows the point does not count", ("number:",)),
    Specimen(label_within, rows.VERDICTS, "unfavorable holds favorable", ("label:", "all_labels", "constant:")),
    Specimen(first_letter, rows.LETTERS, "any text with that first letter", ("junk", "words", "skeleton", "retracted")),
    Specimen(
        last_label_said, rows.VERDICTS, "labels are read out of any text", ("denied", "prompt_echo", "all_labels")
    ),
    Specimen(keys_that_are_there, rows.DOCUMENTS, "an empty object contradicts nothing", ("skeleton", "document:")),
    Specimen(keys_alone, rows.DOCUMENTS, "values are not compared", ("document:", "another_row")),
    Specimen(words_in_any_order, rows.NAMES, "the order of words does not count", ("text:",)),
    Specimen(tags_pay, rows.NAMES, "half for tags", ("skeleton", "another_row", "constant:", "text:")),
    Specimen(longer_is_better, rows.NUMBERS, "length earns 0.4", ("long", "padded_wrong")),
    Specimen(cites, rows.NAMES, "citations earn 0.5", ("document_shape", "tags_added")),
    Specimen(manners, rows.NUMBERS, "manners earn 0.4", ("confident", "hedging", "manners", "words")),
    Specimen(only_the_first_time, rows.NUMBERS, "memory decides", ("differs", "reference_unpaid")),
    Specimen(jitters, rows.NUMBERS, "chance decides", ("differs",)),
    Specimen(cannot_read_brackets, rows.NUMBERS, "raises on deep brackets", ("raises:",)),
    Specimen(backtracks, rows.NAMES, "takes for ever on a long word", ("heavy:",)),
    Specimen(infinite, rows.NUMBERS, "infinity for a blank", ("off_range:",)),
    Specimen(unit_lost, rows.MEASURES, "the unit does not count", ("text:",)),
    Specimen(year_alone, rows.DATES, "the day does not count", ("text:", "junk")),
    Specimen(wrong_keeps_half, rows.NUMBERS, "any boxed text earns half", ("skeleton", "constant:", "number:")),
)
