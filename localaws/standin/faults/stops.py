"""Answers that end for an unusual reason, or hold more than the verdict, by name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, cast

from localaws.standin.faults.kinds import ChangedAnswer
from localaws.standin.messages.judge_answer import ContentBlock, JudgeAnswer

REFUSAL: Final = "I'm sorry, but I can't help with grading this response."
SEAL: Final = re.compile(r'"seal": "[0-9a-f]*"')
BLOCKED: Final = "Sorry, the stand-in's guardrail blocked this."


def _only(stop: str, text: str | None = None) -> ChangedAnswer:
    """Return the fault that ends with ``stop`` and holds only ``text``; without blocks if ``text`` is None."""
    return ChangedAnswer(lambda _: JudgeAnswer((ContentBlock("text", text),) if text is not None else (), stop))


def _cut(answer: JudgeAnswer) -> JudgeAnswer:
    """Return the answer as if tokens ran out: without the last property of a tool's input, or half of a text."""
    block = answer.blocks[-1]
    if block.kind == "tool":
        verdict = cast("dict[str, object]", block.value)
        return JudgeAnswer((replace(block, value=dict(list(verdict.items())[:-1])),), "max_tokens")
    text = str(block.value)
    return JudgeAnswer((replace(block, value=text[: len(text) // 2]),), "max_tokens")


def _reasoned(answer: JudgeAnswer) -> JudgeAnswer:
    return replace(answer, blocks=(ContentBlock("reasoning", "The stand-in pretends to think: 0.5?"), *answer.blocks))


def _prefaced(answer: JudgeAnswer) -> JudgeAnswer:
    return replace(answer, blocks=(ContentBlock("text", "Here is my verdict."), *answer.blocks))


def _twice(answer: JudgeAnswer) -> JudgeAnswer:
    return replace(answer, blocks=answer.blocks * 2)


def _other_seal(answer: JudgeAnswer) -> JudgeAnswer:
    """Return the answer as if it belonged to another question."""
    block = answer.blocks[-1]
    if block.kind == "tool":
        name = block.tool.rpartition("_")[0]
        return replace(answer, blocks=(replace(block, tool=f"{name}_{'0' * 8}"),))
    return replace(answer, blocks=(replace(block, value=SEAL.sub('"seal": "00000000"', str(block.value))),))


def _other_tool(answer: JudgeAnswer) -> JudgeAnswer:
    return replace(answer, blocks=tuple(replace(block, tool="another_tool") for block in answer.blocks))


STOPS: Final[dict[str, ChangedAnswer]] = {
    "max_tokens": ChangedAnswer(_cut),
    "whole_at_max_tokens": ChangedAnswer(lambda answer: replace(answer, stop="max_tokens")),
    "guardrail_intervened": _only("guardrail_intervened", BLOCKED),
    "content_filtered": _only("content_filtered"),
    "context_window_exceeded": _only("model_context_window_exceeded"),
    "malformed_tool_use": _only("malformed_tool_use"),
    "malformed_model_output": _only("malformed_model_output"),
    "unknown_stop": ChangedAnswer(lambda answer: replace(answer, stop="a_reason_of_tomorrow")),
    "stop_sequence": ChangedAnswer(lambda answer: replace(answer, stop="stop_sequence")),
    "refusal": _only("end_turn", REFUSAL),
    "empty_text": _only("end_turn", ""),
    "reasoning_first": ChangedAnswer(_reasoned),
    "reasoning_only": ChangedAnswer(lambda answer: JudgeAnswer((_reasoned(answer).blocks[0],), "end_turn")),
    "text_first": ChangedAnswer(_prefaced),
    "two_verdicts": ChangedAnswer(_twice),
    "other_tool": ChangedAnswer(_other_tool),
    "another_question": ChangedAnswer(_other_seal),
}
