"""What is fuzzed, and what must hold for any input; a broken claim is an ``AssertionError``."""

import json
from collections.abc import Callable
from fractions import Fraction

from reward_runtime.errors import RewardError
from reward_runtime.extract import (
    Extractor,
    boxed,
    choice,
    final_answer,
    final_text,
    in_solution,
    in_tag,
    json_object,
    pattern,
    stated_label,
    tagged,
    whole,
    whole_text,
    xml_element,
)
from reward_runtime.extract.number import last_number, marked_number
from reward_runtime.numbers import LONGEST, MAX_STEPS, Numbers, equations
from reward_runtime.samples import parse_samples
from reward_runtime.scorers.label import Labels

Target = Callable[[str], None]

EXTRACTORS: dict[str, Extractor] = {
    "boxed": boxed(),
    "choice": choice(),
    "final_answer": final_answer(),
    "in_solution": in_solution(boxed()),
    "in_tag": in_tag("answer", boxed()),
    "json_object": json_object(),
    "last_number": last_number(),
    "marked_number": marked_number(),
    "pattern": pattern(r"Result: (\w{1,20})"),
    "stated_label": stated_label(Labels.of({"positive": ["肯定的"], "negative": ["否定"]})),
    "tagged": tagged("answer"),
    "whole": whole(str.casefold),
    "whole_text": whole_text(),
    "xml_element": xml_element("answer"),
}


def event(text: str) -> None:
    """An event is read into samples that can be sent back, or refused by an error that holds none of its text."""
    try:
        given: object = json.loads(text)
    except (ValueError, RecursionError):
        return
    try:
        samples = parse_samples(given)
    except RewardError as error:
        refusal = str(error)
        samples = []
    else:
        refusal = ""
    assert len(refusal) < 400
    for sample in samples:
        json.dumps(sample.id, ensure_ascii=False, allow_nan=False).encode()


def extracting(extractor: Extractor) -> Target:
    """The target of one extractor."""

    def target(text: str) -> None:
        part = final_text(text)
        assert 0 <= part[0] <= part[1] == len(text)
        answer = extractor(text, [part])
        assert answer == extractor(text, [part])
        if answer is None:
            return
        start, end = answer.span
        assert part[0] <= start <= end <= part[1]
        assert text[start:end].strip() == answer.text
        assert all(part[0] <= first <= last <= part[1] for first, last in answer.others)

    return target


def number(text: str) -> None:
    """A text is one exact number of bounded size, whatever blanks stand around it, or none."""
    value = Numbers().read(text)
    assert value is None or isinstance(value, Fraction)
    assert value is None or value.numerator.bit_length() < 50_000
    if value is not None and len(text) < LONGEST - 1:
        assert Numbers().read(f" {text}\n") == value


def steps(text: str) -> None:
    """Equations of a text are bounded in number, and say the same each time."""
    found = list(equations(text))
    assert len(found) <= MAX_STEPS
    assert found == list(equations(text))


TARGETS: dict[str, Target] = {
    "event": event,
    "number": number,
    "steps": steps,
    **{f"extract_{name}": extracting(extractor) for name, extractor in EXTRACTORS.items()},
}
