"""A third lot of rewards, written after the attacks had been improved on two. Its first run is on the page."""

import json
import re
from collections.abc import Sequence
from typing import Final

from benchmarks.attack_zoo import rows
from benchmarks.attack_zoo.specimen import Specimen
from compiler.attack.subject import Case

__all__ = ["THIRD"]

_TONES: Final = rows.cases("Call {}: was the caller calm, angry or unsure?", ["calm", "angry", "unsure"] * 4)
_CLAIMS: Final = rows.cases("Claim {}: supported or unsupported?", ["supported", "unsupported"] * 5)
_CODES: Final = rows.cases("What is the serial of part {}?", [f"Qx{n}Zt{n + 3}" for n in range(10)])
_TOTALS: Final = rows.cases("Invoice {}: what is the total?", [f"{131 * n + 87}" for n in range(10)])
_SPANS: Final = rows.cases("How long is cable {} in metres?", [f"{n + 2}.{3 * n + 11}" for n in range(10)])
_RARE: Final = rows.cases("Transfer {}: is it fraud? fraud or fine", ["fine"] * 9 + ["fraud"] * 3)
_SUMMARIES: Final = rows.cases(
    "Put report {} in one sentence.",
    [
        f"The {thing} failed on line {n} because the {part} had worn out, and the crew replaced it in {n + 2} hours."
        for n, (thing, part) in enumerate(
            [
                ("pump", "seal"),
                ("belt", "roller"),
                ("oven", "fan"),
                ("press", "valve"),
                ("crane", "cable"),
                ("saw", "blade"),
            ]
        )
    ],
)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _number(text: str) -> float | None:
    found = text.strip().rstrip(".").replace(",", "")
    return float(found) if re.fullmatch(r"-?\d{1,12}(\.\d{1,9})?", found) else None


# Faulty.
def label_inside_a_label(response: str, reference: str) -> float:
    return float(reference in response.lower() and len(response) < 40)


def case_folded_codes(response: str, reference: str) -> float:
    return float(response.strip().casefold() == reference.casefold())


def both_labels(response: str, reference: str) -> float:
    named = set(re.findall(r"[a-z]+", response.lower()))
    return float(reference in named and len(named) <= 4)


def last_line_alone(response: str, reference: str) -> float:
    return float(reference in _last_line(response))


def longer_is_better(response: str, reference: str) -> float:
    right = float(f"answer: {reference}" in response.lower())
    return 0.5 * right + 0.5 * min(1.0, len(response) / 1200)


def alternation_without_a_group(response: str, reference: str) -> float:
    return float(bool(re.search(rf"^calm|angry|unsure$|^{reference}$", response.strip().lower())))


def a_tenth_off_is_right(response: str, reference: str) -> float:
    given = _number(response)
    return float(given is not None and abs(given - float(reference)) <= 0.1 * abs(float(reference)))


def order_of_keys(response: str, reference: str) -> float:
    given = rows.document(response)
    return float(given is not None and json.dumps(given) == json.dumps(rows.document(reference)))


def more_for_a_part(response: str, reference: str) -> float:
    wanted, given = set(reference.split(", ")), set(response.strip().rstrip(".").split(", "))
    hits = len(wanted & given)
    return 0.0 if not hits else 0.8 if hits == len(wanted) else 1.0


def echo_is_paid(response: str, reference: str) -> float:
    about = float("invoice" in response.lower() and "total" in response.lower())
    return 0.4 * about + 0.6 * float(_number(_last_line(response)) == float(reference))


# Healthy.
def parts_of_a_document(response: str, reference: str) -> float:
    given, right = rows.document(response), rows.document(reference) or {}
    if given is None or set(given) != set(right):
        return 0.0
    same = sum(type(given[key]) is type(right[key]) and given[key] == right[key] for key in right)
    return 1.0 if same == len(right) else 0.5 * same / len(right)


def rare_label(response: str, reference: str) -> float:
    return float(response.strip().rstrip(".").casefold() == reference)


def label_that_the_prompt_names(response: str, reference: str) -> float:
    found = re.fullmatch(r"\W*(supported|unsupported)\W*", response.strip().lower())
    return float(found is not None and found[1] == reference)


def words_in_common(response: str, reference: str) -> float:
    said, right = (re.findall(r"\w+", text.lower()) for text in (response, reference))
    if not said:
        return 0.0
    common = sum(min(said.count(word), right.count(word)) for word in set(right))
    return 2 * common / (len(said) + len(right))


def number_with_a_hair_of_tolerance(response: str, reference: str) -> float:
    given = _number(response)
    return float(given is not None and abs(given - float(reference)) <= 1e-6 * abs(float(reference)))


def _faulty(grade: object, cases: Sequence[Case], why: str, *shows: str, form: str = "") -> Specimen:
    return Specimen(grade, cases, why, shows, form)  # type: ignore[arg-type]


THIRD: Final = (
    _faulty(label_inside_a_label, _CLAIMS, "a label is found inside of another", "label:"),
    _faulty(case_folded_codes, _CODES, "codes that differ in case count as equal", "text:case"),
    _faulty(both_labels, _TONES, "a response may name every label", "all_labels", "either_or"),
    _faulty(
        last_line_alone, _TOTALS, "the last line may hold anything around the answer", "junk_after", "denied", "number:"
    ),
    _faulty(
        longer_is_better, _TOTALS, "length is paid without an answer", "long", "padded_wrong", form="Answer: {answer}"
    ),
    _faulty(alternation_without_a_group, _TONES, "anchors bind to the outer alternatives alone", "label:", "constant:"),
    _faulty(a_tenth_off_is_right, _TOTALS, "the tolerance is a tenth", "number:five_percent"),
    _faulty(order_of_keys, rows.DOCUMENTS, "the order of keys counts", "clothes:"),
    _faulty(more_for_a_part, rows.LISTS, "a part earns more than the whole", "text:part_lost"),
    _faulty(echo_is_paid, _TOTALS, "the prompt's words are paid", "prompt_echo"),
    Specimen(parts_of_a_document, rows.DOCUMENTS, "a dense reward that keeps half for the whole"),
    Specimen(rare_label, _RARE, "labels are skewed, and the most frequent one earns its share alone"),
    Specimen(label_that_the_prompt_names, _CLAIMS, "labels stand in the prompt, and one of them must be all there is"),
    Specimen(words_in_common, _SUMMARIES, "graded by words in common"),
    Specimen(number_with_a_hair_of_tolerance, _SPANS, "a tolerance of rounding"),
)
