"""``in_solution``: the sections that another extractor looks at."""

from collections.abc import Sequence

import pytest
from reward_runtime.answer import Extractor, Match, Normalize, Span
from reward_runtime.answers.numbers import Numbers
from reward_runtime.extract import boxed, in_solution, pattern, whole_text
from reward_runtime.extract.solution import SOLUTION_BEGIN, SOLUTION_END

from tests.lambda_src.extract.found import found


def marked(text: str) -> str:
    return text.replace("[", SOLUTION_BEGIN).replace("]", SOLUTION_END)


def sections(text: str, *spans: Span) -> list[str] | None:
    asked: list[Sequence[Span]] = []

    def find(response: str, parts: Sequence[Span], normalize: Normalize) -> Match | None:
        asked.append(parts)
        return Match(response, "find", (0, 0))

    response = marked(text)
    match = in_solution(Extractor(find))(response, spans or None)
    assert (match is None) is not asked
    assert match is None or match.text == response
    return [response[slice(*span)] for span in asked[0]] if asked else None


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("a", None),
        ("]a", None),
        ("[a]", ["a"]),
        ("< [a] b", ["a"]),
        ("[a", ["a"]),
        ("[a]b[c]", ["a", "c"]),
        ("[a[b]c", ["a", "b"]),
        ("[a[b[c", ["a", "b", "c"]),
        ("[a]b]", ["a"]),
        ("[]", [""]),
    ],
)
def test_a_section_ends_at_its_mark_or_at_the_next_section(text: str, inside: list[str] | None) -> None:
    assert sections(text) == inside


def test_a_section_ends_with_the_part_and_begins_in_it() -> None:
    begin = len(SOLUTION_BEGIN)

    assert sections("[ab]", (0, begin + 1)) == ["a"]
    assert sections("[a]", (1, begin + 5)) is None
    assert sections("a<b[c]", (0, 3)) is None
    assert sections("[a[b", (0, begin + 1), (begin + 1, 2 * begin + 2)) == ["a", "b"]
    assert sections("[a[b", (0, begin + 3)) == ["a<|"]


def test_sections_are_compared_by_the_normal_form_that_is_given() -> None:
    response = marked("[\\boxed{7}][\\boxed{7.0}]")

    assert found(in_solution(boxed()), response) is None
    assert found(in_solution(boxed()), response, normalize=Numbers().normalize) == ("7.0", "boxed")


def test_the_form_that_is_asked_for_is_that_of_the_inner_extractor_between_the_marks() -> None:
    assert in_solution(boxed()).template == marked("[\\boxed{{answer}}]")
    assert in_solution(whole_text()).template == marked("[{answer}]")
    assert in_solution(pattern("x")).template == ""
