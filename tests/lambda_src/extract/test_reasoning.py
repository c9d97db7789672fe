"""``final_text``: the part of a response after its reasoning."""

import pytest
from reward_runtime.extract import final_text


@pytest.mark.parametrize(
    ("response", "rest"),
    [
        ("", ""),
        ("a", "a"),
        ("a < b", "a < b"),
        ("<b>a</b>", "<b>a</b>"),
        ("<think>x</think>a", "a"),
        ("< <think>x</think>a", "a"),
        ("x</think>a", "a"),
        ("<think>x", ""),
        ("<think>x</think>a<think>y", ""),
        ("<THINKING>x</Thinking>a", "a"),
        ("<thinking>x</thinking>a", "a"),
        ("<Reflection>x</REFLECTION> a", " a"),
        ("<think>x</think>a<reasoning>y</reasoning>b", "b"),
        ("a</reasoning>b</think>c", "c"),
        ("<thought>x</thought>a", "<thought>x</thought>a"),
    ],
)
def test_the_final_text_begins_after_the_last_reasoning(response: str, rest: str) -> None:
    assert response[slice(*final_text(response))] == rest
