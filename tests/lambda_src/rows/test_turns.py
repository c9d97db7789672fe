"""Whose fault a response without text is: the model's, if its turn says why; else the row's."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from reward_runtime.rows.turns import conversation, text_of, turns_of

USER: Final[dict[str, Any]] = {"role": "user", "content": "?"}
SILENT: Final[list[dict[str, Any]]] = [
    {"content": None, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
    {"tool_calls": [{"id": "c"}]},
    {"content": None, "function_call": {"name": "f", "arguments": "{}"}},
    {"content": None, "refusal": "I cannot help with that."},
    {"refusal": "No."},
    {"content": None, "reasoning_content": "Let me think"},
    {"reasoning_content": "Let me think"},
    {"content": None, "reasoning": "Let me think"},
    {"content": None, "reasoning_details": [{"type": "reasoning.text", "text": "hm"}]},
    {"content": None, "thinking": "hm"},
    {"content": None, "toolUse": {"name": "f", "input": {}}},
    {"content": None, "reasoningContent": {"reasoningText": {"text": "hm"}}},
    {"content": "", "tool_calls": [{"id": "c"}]},
    {"content": ""},
    {"content": []},
    {"content": [{"type": "tool_use", "name": "f", "input": {}}]},
    {"content": [{"toolUse": {"name": "f"}}]},
    {"content": [{"type": "refusal", "refusal": "No."}]},
    {"content": [{"type": "thinking", "thinking": "hm"}], "tool_calls": [{"id": "c"}]},
]
UNREADABLE: Final[list[dict[str, Any]]] = [
    {},
    {"content": None},
    {"content": None, "tool_calls": None},
    {"content": None, "tool_calls": []},
    {"content": None, "refusal": ""},
    {"content": 7},
    {"content": {"markdown": "4"}},
    {"content": [{"type": "markdown", "markdown": "4"}]},
    {"content": 7, "tool_calls": [{"id": "c"}]},
    {"text": "4"},
]
SPOKEN: Final[list[dict[str, Any]]] = [
    {"content": "4"},
    {"content": "4", "tool_calls": [{"id": "c"}]},
    {"content": "4", "reasoning_content": "hm"},
    {"content": [{"text": "4"}]},
    {"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "4"}]},
    {"content": {"type": "text", "text": "4"}},
    {"content": [{"type": "output_text", "text": "4"}]},
]


@pytest.mark.parametrize(
    ("turn", "response"),
    [*((turn, "") for turn in SILENT), *((turn, None) for turn in UNREADABLE), *((turn, "4") for turn in SPOKEN)],
)
@pytest.mark.parametrize("role", ["assistant", "nova_assistant"])
def test_a_turn_is_a_response_an_empty_one_or_none(turn: dict[str, Any], response: str | None, role: str) -> None:
    spoken = conversation([USER, {"role": role, **turn}])

    assert spoken.response == response
    assert spoken.prompt == "?"
    assert conversation([USER], [{"role": role, **turn}]) == spoken


def test_a_completion_is_text_blocks_or_turns() -> None:
    assert conversation([USER], "4").response == "4"
    assert conversation([USER], [{"type": "text", "text": "4"}]).response == "4"
    assert conversation([USER], [USER, {"role": "assistant", "content": "4"}]).prompt == "?\n?"
    assert conversation([USER], []).response == ""
    assert conversation([USER], 4).response is None
    assert conversation([USER], "4").responds is True


def test_turns_are_a_text_of_the_user_or_whatever_is_a_turn_in_a_list() -> None:
    assert turns_of("?") == turns_of([USER]) == turns_of([USER, "4"]) == [USER]
    assert turns_of(4) == []


@pytest.mark.parametrize("within", [lambda content: [content], lambda content: {"type": "text", "text": content}])
def test_blocks_are_read_four_deep(within: Callable[[object], object]) -> None:
    deep = within(within(within(within("4"))))

    assert text_of(deep) == "4"
    assert text_of(within(deep)) is None


def test_a_turn_after_which_a_user_spoke_is_history() -> None:
    assert conversation([{"role": "assistant", "content": "4"}, USER]).response is None
    assert conversation(turns_of("?")).prompt == "?"
