"""Claims that hold for every extractor."""

from collections.abc import Iterator
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reward_runtime import extract
from reward_runtime.answer import ANSWER, Extractor, first_of
from reward_runtime.answers.numbers.in_text import marked_number
from reward_runtime.extract import boxed, choice, final_text, in_solution, in_tag, pattern, tagged, whole_text

from tests.lambda_src.extract.extractors import EXTRACTORS, LABELS

RESPONSES = st.text(alphabet='\\boxed{}<>/a|" \n.:#7AB(*)positve肯定的否ｐﾎﾟ', max_size=200)
NESTED = {
    "a choice in a solution": in_solution(choice()),
    "a box in a tag in a solution": in_solution(in_tag("answer", boxed())),
    "a tag in a solution in a tag": in_tag("a", in_solution(tagged("b"))),
    "a marked number in a solution": in_solution(marked_number()),
    "a text in a tag": in_tag("a", whole_text()),
    "a box after a pattern, in a tag": in_tag("a", first_of(pattern("x[0-9]y"), boxed())),
}
ANSWERS = {
    "choice": ("A", "D"),
    "a choice in a solution": ("A", "D"),
    "json_object": ('{"a": [1, "}"]}', "{}"),
    "last_number": ("72", "-1/3", "$1,234.50"),
    "announced_number": ("72", "-1/3", "$1,234.50"),
    "announced_expression": ("7", "-1/3", "\\frac{1}{2}"),
    "stated": ("72", "-1/3", "$1,234.50"),
    "marked_number": ("72", "-1/3", "$1,234.50"),
    "a marked number in a solution": ("72", "-1/3", "$1,234.50"),
    "stated_label": tuple(LABELS.words),
    "xml_element": ("<a>7</a>", "<a><a/><b>7</b></a>"),
}
ANY_ANSWER = ("7", "B", "a b", "-1/3", "\\frac{1}{2}", "Yes, it is", "否定的")


def round_trips() -> Iterator[tuple[str, str]]:
    for name, extractor in {**EXTRACTORS, **NESTED}.items():
        if extractor.template:
            yield from ((name, answer) for answer in ANSWERS.get(name, ANY_ANSWER))


def test_every_extractor_of_the_kit_is_tried() -> None:
    public = (name for name in extract.__all__ if get_type_hints(getattr(extract, name)).get("return") is Extractor)

    assert set(public) <= set(EXTRACTORS)


@pytest.mark.parametrize(("name", "answer"), list(round_trips()))
def test_an_answer_in_the_form_that_is_asked_for_is_found_again(name: str, answer: str) -> None:
    extractor = {**EXTRACTORS, **NESTED}[name]
    response = extractor.template.replace(ANSWER, answer)
    match = extractor(response)

    assert match is not None
    assert match.text == answer
    assert match.other_matches == ()
    assert response[slice(*match.span)] == answer


@pytest.mark.parametrize("name", [*EXTRACTORS, *NESTED])
def test_a_form_has_one_place_for_the_answer(name: str) -> None:
    template = {**EXTRACTORS, **NESTED}[name].template

    assert template.count(ANSWER) == (name != "pattern")


@pytest.mark.parametrize("name", EXTRACTORS)
@given(response=RESPONSES)
def test_a_matchs_text_stands_at_its_span_in_the_part(name: str, response: str) -> None:
    part = final_text(response)
    match = EXTRACTORS[name](response, [part])

    if match is not None:
        assert response[slice(*match.span)].strip() == match.text
        for start, end in (match.span, *match.other_matches):
            assert part[0] <= start <= end <= part[1]


@pytest.mark.parametrize("name", EXTRACTORS)
def test_nothing_is_found_in_no_parts(name: str) -> None:
    response = "Result: x7y \\boxed{A} #### 7"

    assert EXTRACTORS[name](response, []) is None


def test_reasoning_is_no_part_of_the_answer() -> None:
    response = "<think>positive</think>negative"
    match = EXTRACTORS["stated_label"](response, [final_text(response)])

    assert match is not None
    assert match.text == "negative"
