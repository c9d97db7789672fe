"""``in_solution`` and ``final_text``: the part of a response that answers."""

from collections.abc import Sequence

import pytest
from reward_runtime.extract import SOLUTION_BEGIN, SOLUTION_END, Answer, Span, final_text, in_solution


def sections(text: str, *spans: Span) -> list[str] | None:
    found: list[Sequence[Span]] = []

    def look(response: str, parts: Sequence[Span]) -> Answer | None:
        found.append(parts)
        return Answer(response, "look", (0, 0))

    text = text.replace("[", SOLUTION_BEGIN).replace("]", SOLUTION_END)
    answer = in_solution(look)(text, spans or [(0, len(text))])
    assert (answer is None) is not found
    assert answer is None or answer.text == text
    return [text[slice(*span)] for span in found[0]] if found else None


@pytest.mark.parametrize(
    ("text", "found"),
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
def test_a_section_ends_at_its_mark_or_at_the_next_section(text: str, found: list[str] | None) -> None:
    assert sections(text) == found


def test_a_section_ends_with_the_part_and_begins_in_it() -> None:
    begin = len(SOLUTION_BEGIN)

    assert sections("[ab]", (0, begin + 1)) == ["a"]
    assert sections("[a]", (1, begin + 5)) is None
    assert sections("a<b[c]", (0, 3)) is None
    assert sections("[a[b", (0, begin + 1), (begin + 1, 2 * begin + 2)) == ["a", "b"]
    assert sections("[a[b", (0, begin + 3)) == ["a<|"]


@pytest.mark.parametrize(
    ("response", "rest"),
    [
        ("", ""),
        ("a < b", "a < b"),
        ("<b>a</b>", "<b>a</b>"),
        ("< <think>x</think>a", "a"),
        ("<think>x</think>a<think>y", ""),
        ("<Reflection>x</REFLECTION> a", " a"),
        ("<thinking>x</thinking>a", "a"),
        ("<thought>x</thought>a", "<thought>x</thought>a"),
        ("a</reasoning>b</think>c", "c"),
    ],
)
def test_what_follows_the_reasoning_is_the_answers_part(response: str, rest: str) -> None:
    assert response[slice(*final_text(response))] == rest
