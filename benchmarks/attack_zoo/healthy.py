"""Healthy rewards, among them those that careless attacks flag: dense credit, labels in the prompt, skewed labels."""

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import Final

from benchmarks.attack_zoo import rows
from benchmarks.attack_zoo.specimen import Specimen

__all__ = ["HEALTHY"]

_BOX: Final = re.compile(r"\\boxed\{([^{}]*)\}")
_REASONING: Final = re.compile(r"<think>.*?</think>", re.DOTALL)


def _given(response: str) -> str:
    """Return the one boxed answer outside the reasoning; nothing if several differ."""
    found = {each.strip() for each in _BOX.findall(_REASONING.sub("", response))}
    return found.pop() if len(found) == 1 else ""


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", text) else None


def close_to_a_millionth(response: str, reference: str) -> float:
    given = _number(_given(response))
    return float(given is not None and abs(given - float(reference)) < 1e-6)


def label_in_a_box(response: str, reference: str) -> float:
    return float(_given(response).lower() == reference)


def whole_response(response: str, reference: str) -> float:
    return float(response.strip().lower() == reference)


def letter_after_answer(response: str, reference: str) -> float:
    found = re.fullmatch(r"\s*Answer: ([A-D])\.?\s*", response)
    return float(found is not None and found[1] == reference)


def token_f1(response: str, reference: str) -> float:
    given, right = Counter(response.lower().split()), Counter(reference.lower().split())
    common = (given & right).total()
    return 2 * common / (given.total() + right.total()) if common else 0.0


def characters_in_common(response: str, reference: str) -> float:
    return SequenceMatcher(None, response[:500], reference).ratio()


def fields_in_part(response: str, reference: str) -> float:
    given = rows.document(response)
    right = rows.document(reference) or {}
    if given is None:
        return 0.0
    equal = sum(given.get(key) == value and type(given.get(key)) is type(value) for key, value in right.items())
    return 0.7 * (given == right) + 0.3 * equal / len(right)


def minus_one_to_one(response: str, reference: str) -> float:
    return 1.0 if _given(response) == reference else -1.0


def form_beside_an_answer(response: str, reference: str) -> float:
    given = _given(response)
    in_form = response.strip() == f"\\boxed{{{given}}}"
    return 0.8 * (given == reference) + 0.2 * (in_form and _number(given) is not None)


def set_of_items(response: str, reference: str) -> float:
    return float({each.strip() for each in response.split(",")} == {each.strip() for each in reference.split(",")})


def share_of_items(response: str, reference: str) -> float:
    given, right = [{each.strip() for each in text.split(",")} for text in (response, reference)]
    return len(given & right) / len(given | right)


def date_exactly(response: str, reference: str) -> float:
    return float(response.strip() == reference)


HEALTHY: Final = (
    Specimen(close_to_a_millionth, rows.NUMBERS, "a tolerance that no wrong answer meets"),
    Specimen(label_in_a_box, rows.VERDICTS, "the prompt names the labels, as it must"),
    Specimen(whole_response, rows.SKEWED, "one label is right for most rows"),
    Specimen(letter_after_answer, rows.LETTERS, "options stand in the prompt"),
    Specimen(token_f1, rows.NAMES, "dense: part of the words, part of the pay"),
    Specimen(characters_in_common, rows.DATES, "dense: near dates are near"),
    Specimen(fields_in_part, rows.DOCUMENTS, "dense: 0.3 for the share of fields"),
    Specimen(minus_one_to_one, rows.NUMBERS, "another range"),
    Specimen(form_beside_an_answer, rows.NUMBERS, "0.2 for form, beside an answer alone"),
    Specimen(set_of_items, rows.LISTS, "the order of a list does not count"),
    Specimen(share_of_items, rows.LISTS, "dense: part of the list, part of the pay"),
    Specimen(date_exactly, rows.DATES, "text that is compared as it is"),
)
