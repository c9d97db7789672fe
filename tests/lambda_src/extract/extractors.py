"""Every extractor of the kit, by name."""

from typing import Final

from reward_runtime.answer import Extractor, first_of
from reward_runtime.answers.labels import Labels
from reward_runtime.answers.numbers.in_text import last_number, marked_number, number_given
from reward_runtime.answers.numbers.measures import NUMBERS
from reward_runtime.answers.stated_label import stated_label
from reward_runtime.extract import (
    boxed,
    boxed_solution,
    choice,
    expression_given,
    final_answer,
    in_solution,
    in_tag,
    json_object,
    pattern,
    settled,
    stated,
    tagged,
    whole,
    whole_text,
    xml_element,
)

__all__ = ["EXTRACTORS", "LABELS"]

LABELS: Final = Labels("neutral", synonyms={"positive": ("肯定的",), "negative": ("否定的", "否定")})

EXTRACTORS: Final[dict[str, Extractor]] = {
    "boxed": boxed(),
    "boxed_solution": boxed_solution(),
    "choice": choice(),
    "final_answer": final_answer(),
    "first_of": first_of(pattern("Result: ([a-z]{1,20})"), boxed(), choice()),
    "in_solution": in_solution(boxed()),
    "in_tag": in_tag("answer", boxed()),
    "json_object": json_object(),
    "last_number": last_number(),
    "marked_number": marked_number(),
    "pattern": pattern("x[a-z{]{0,200}y"),
    "announced_expression": final_answer(gives=expression_given),
    "announced_number": final_answer(gives=number_given),
    "stated": stated(final_answer(on_conflict="none", gives=number_given), last_number(), reading=NUMBERS),
    "settled": settled(boxed(), NUMBERS),
    "stated_label": stated_label(LABELS),
    "tagged": tagged("answer"),
    "whole": whole(),
    "whole_text": whole_text(),
    "xml_element": xml_element("a"),
}
