"""Answers that end for another reason, or say something beside the verdict, by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from localaws.standin.faults.kinds import Misjudged
from localaws.standin.judging.answer import Answer, Block

REFUSAL: Final = "I'm sorry, but I can't help with grading this response."
BLOCKED: Final = "Sorry, the stand-in's guardrail blocked this."


def _only(stop: str, text: str | None = None) -> Misjudged:
    """That ending, with that text alone; ``None`` leaves no block at all."""
    return Misjudged(lambda _: Answer((Block("text", text),) if text is not None else (), stop))


def _cut(answer: Answer) -> Answer:
    """Out of tokens: a tool's input without its last property, a text without its last half."""
    block = answer.blocks[-1]
    if block.kind == "tool":
        verdict = cast("dict[str, object]", block.value)
        return Answer((replace(block, value=dict(list(verdict.items())[:-1])),), "max_tokens")
    text = str(block.value)
    return Answer((replace(block, value=text[: len(text) // 2]),), "max_tokens")


def _reasoned(answer: Answer) -> Answer:
    return replace(answer, blocks=(Block("reasoning", "The stand-in pretends to think: 0.5?"), *answer.blocks))


def _prefaced(answer: Answer) -> Answer:
    return replace(answer, blocks=(Block("text", "Here is my verdict."), *answer.blocks))


def _twice(answer: Answer) -> Answer:
    return replace(answer, blocks=answer.blocks * 2)


def _other_tool(answer: Answer) -> Answer:
    return replace(answer, blocks=tuple(replace(block, tool="another_tool") for block in answer.blocks))


STOPS: Final[dict[str, Misjudged]] = {
    "max_tokens": Misjudged(_cut),
    "whole_at_max_tokens": Misjudged(lambda answer: replace(answer, stop="max_tokens")),
    "guardrail_intervened": _only("guardrail_intervened", BLOCKED),
    "content_filtered": _only("content_filtered"),
    "context_window_exceeded": _only("model_context_window_exceeded"),
    "malformed_tool_use": _only("malformed_tool_use"),
    "malformed_model_output": _only("malformed_model_output"),
    "unknown_stop": Misjudged(lambda answer: replace(answer, stop="a_reason_of_tomorrow")),
    "stop_sequence": Misjudged(lambda answer: replace(answer, stop="stop_sequence")),
    "refusal": _only("end_turn", REFUSAL),
    "empty_text": _only("end_turn", ""),
    "reasoning_first": Misjudged(_reasoned),
    "reasoning_only": Misjudged(lambda answer: Answer((_reasoned(answer).blocks[0],), "end_turn")),
    "text_first": Misjudged(_prefaced),
    "two_verdicts": Misjudged(_twice),
    "other_tool": Misjudged(_other_tool),
}
