"""Turns of a conversation -> the prompt's text and the response's.

The response is the text of the last assistant turn, unless a user has spoken since. It is empty if the turn only
reasons, calls a tool or refuses; it is ``None`` if the turn may hold text that nobody here can read.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple, cast

__all__ = ["RESPONSE_KEYS", "Conversation", "conversation", "text_of", "turns_of"]

Turn = dict[str, object]

RESPONSE_KEYS: Final = ("model_response", "completion", "response", "chosen")
"""Fields that hold the model's output in evaluation rows, if no turn of ``messages`` is it (SageMaker custom-scorer
page). Beside such a turn they are columns of the data set, and may hold the ground truth."""
_ASSISTANT: Final = frozenset({"assistant", "nova_assistant"})
_TEXT_BLOCKS: Final = (None, "text", "output_text")
"""Types of the content blocks that are the response; a reasoning block is not."""
_SILENT_BLOCKS: Final = ("reasoning", "thinking", "redacted_thinking", "refusal", "tool_use", "tool_call")
_SILENT_KEYS: Final = ("reasoningContent", "toolUse")
"""Types of the blocks that a model writes beside text, and keys of Converse's blocks without a type. A response of such
blocks alone is empty. A block of any other type may hold text under a name of its own, so it never counts as empty."""
_SILENT_TURNS: Final = (
    *("tool_calls", "function_call", "refusal", "reasoning_content", "reasoning", "reasoning_details", "thinking"),
    *("toolUse", "reasoningContent"),
)
"""Keys of a turn that say why its content is null: the model called a tool, refused, or only thought."""
_DEEPEST: Final = 4
"""Blocks within blocks; no platform nests them deeper than two."""


class Conversation(NamedTuple):
    """The question and the model's answer."""

    asked: Sequence[Turn]
    """The turns before the response."""
    response: str | None
    """``None`` if no turn is the response, or nothing in that turn can be read."""
    responds: bool
    """Whether the last turn is the model's."""

    @property
    def prompt(self) -> str:
        """Text of the turns before the response, one a line."""
        contents = [turn.get("content") for turn in self.asked]
        return "\n".join([each if isinstance(each, str) else text_of(each) or "" for each in contents])


def conversation(turns: Sequence[Turn], completion: object = None) -> Conversation:
    """Return prompt and response of turns, or of a prompt's turns and a completion: its text, blocks or turns."""
    if completion is None:
        last = _response_turn(turns)
        said = None if last is None else _said(turns[last])
        return Conversation(turns[:last], said, last is not None)
    given: object = completion
    spoken = [] if isinstance(given, str) else turns_of(given)
    if any("role" in turn for turn in spoken):
        return conversation([*turns, *spoken])
    return Conversation(turns, text_of(completion), responds=True)


def turns_of(given: object) -> list[Turn]:
    """Return the turns of ``messages`` or a prompt; a text is one turn of the user, and anything else is left out."""
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    if not isinstance(given, list):
        return []
    turns = cast("list[object]", given)
    for turn in turns:
        if not isinstance(turn, dict):
            return [cast("Turn", turn) for turn in turns if isinstance(turn, dict)]
    return cast("list[Turn]", given)


def text_of(content: object, depth: int = 0) -> str | None:
    """Content as one string: itself, or its text blocks joined; ``None`` if nothing in it can be read.

    No blocks at all, or blocks of reasoning alone, are an empty text: the rollout was cut off before it answered.
    """
    if isinstance(content, str):
        return content
    if depth == _DEEPEST:
        return None
    if isinstance(content, dict):
        block = cast("Turn", content)
        kind = block.get("type")
        text = text_of(block.get("text"), depth + 1) if kind in _TEXT_BLOCKS else None
        silent = text is None and (kind in _SILENT_BLOCKS or any(key in block for key in _SILENT_KEYS))
        return "" if silent else text
    if not isinstance(content, list):
        return None
    texts = [text_of(block, depth + 1) for block in cast("list[object]", content)]
    found = [text for text in texts if text is not None]
    return "".join(found) if found or not texts else None


def _response_turn(turns: Sequence[Turn]) -> int | None:
    """Index of the last assistant turn; ``None`` if a user has spoken since, because that turn is history."""
    for index in range(len(turns) - 1, -1, -1):
        role = turns[index].get("role")
        if role == "user":
            return None
        if isinstance(role, str) and role in _ASSISTANT:
            return index
    return None


def _said(turn: Turn) -> str | None:
    content = turn.get("content")
    if isinstance(content, str):
        return content
    if content is None and any(turn.get(key) for key in _SILENT_TURNS):
        return ""
    return text_of(content)
