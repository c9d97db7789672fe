"""Verdicts that break their schema, by name: every scored value is replaced, or the verdict has another structure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from localaws.standin.faults.kinds import ChangedAnswer
from localaws.standin.messages.judge_answer import ContentBlock, JudgeAnswer

VALUES: Final[dict[str, object]] = {
    "verdict_fraction": "0.8/1",
    "verdict_percent": "80%",
    "verdict_string": "0.5",
    "verdict_out_of_range": 8,
    "verdict_hundred": 100,
    "verdict_negative": -1,
    "verdict_just_over": 1.0000001,
    "verdict_nan": float("nan"),
    "verdict_nan_string": "NaN",
    "verdict_infinite": float("inf"),
    "verdict_infinite_string": "inf",
    "verdict_overflow": "1e309",
    "verdict_comma": "0,8",
    "verdict_arabic_digits": "٠٫٨",
    "verdict_underscore": "1_0",
    "verdict_markdown": "Score: **0.7**",
    "verdict_two_numbers": "0.2 or 0.9",
    "verdict_true": True,
    "verdict_null": None,
    "verdict_list": [0.5],
    "verdict_huge_integer": 10**400,
    "verdict_unknown_label": "marvellous",
}
"""Name -> the value that replaces every scored one. NaN and infinity are sent as ``NaN`` and ``Infinity``."""


def _object(verdict: object) -> dict[str, object]:
    """Return the verdict if it is an object, else an empty object."""
    return cast("dict[str, object]", verdict) if isinstance(verdict, dict) else {}


def _values(value: object, new: object) -> object:
    """Return ``value`` with every number, flag and text in it replaced."""
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return {key: _values(each, new) for key, each in items}
    if isinstance(value, list):
        return [_values(each, new) for each in cast("list[object]", value)]
    return new


def _verdict(change: Callable[[object], object]) -> ChangedAnswer:
    """Return the fault that changes the last block's verdict: a tool's input, or JSON text."""

    def changed(answer: JudgeAnswer) -> JudgeAnswer:
        *before, last = answer.blocks
        if last.kind == "tool":
            return replace(answer, blocks=(*before, replace(last, value=change(last.value))))
        try:
            verdict = json.loads(str(last.value))
        except ValueError:
            verdict = last.value
        said = change(verdict)
        return replace(
            answer, blocks=(*before, replace(last, value=said if isinstance(said, str) else json.dumps(said)))
        )

    return ChangedAnswer(changed)


def _value(new: object) -> ChangedAnswer:
    return _verdict(lambda verdict: _values(verdict, new))


def _without_last(verdict: object) -> object:
    """Return the verdict without its last property."""
    return dict(list(_object(verdict).items())[:-1])


def _as_text(answer: JudgeAnswer) -> JudgeAnswer:
    """Return the verdict as prose with a fenced block, instead of a tool call."""
    said = json.dumps(answer.blocks[-1].value)
    return JudgeAnswer((ContentBlock("text", f"```json\n{said}\n```\nI hope this helps."),), "end_turn")


VERDICTS: Final[dict[str, ChangedAnswer]] = {
    **{name: _value(value) for name, value in VALUES.items()},
    "verdict_in_text": ChangedAnswer(_as_text),
    "verdict_nested": _verdict(lambda verdict: {"result": verdict}),
    "verdict_extra_key": _verdict(lambda verdict: {**_object(verdict), "bonus": 1}),
    "verdict_missing_key": _verdict(_without_last),
    "verdict_empty": _verdict(lambda _: {}),
    "verdict_not_an_object": _verdict(lambda _: "0.8"),
}
