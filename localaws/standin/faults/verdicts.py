"""Verdicts that break their schema, by name: each scored value replaced by one of these, or the whole re-shaped."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from localaws.standin.faults.kinds import Misjudged
from localaws.standin.judging.answer import Answer, Block

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
"""What each scored value becomes. NaN and infinity leave as ``NaN`` and ``Infinity``, which no JSON allows."""


def _object(verdict: object) -> dict[str, object]:
    """The verdict where it is an object, else an empty one."""
    return cast("dict[str, object]", verdict) if isinstance(verdict, dict) else {}


def _values(value: object, new: object) -> object:
    """``value`` with every number, flag and text in it replaced."""
    if isinstance(value, dict):
        items = cast("dict[str, object]", value).items()
        return {key: _values(each, new) for key, each in items}
    if isinstance(value, list):
        return [_values(each, new) for each in cast("list[object]", value)]
    return new


def _verdict(change: Callable[[object], object]) -> Misjudged:
    """The last block's verdict changed, be it a tool's input or JSON text."""

    def changed(answer: Answer) -> Answer:
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

    return Misjudged(changed)


def _value(new: object) -> Misjudged:
    return _verdict(lambda verdict: _values(verdict, new))


def _without_last(verdict: object) -> object:
    """Less the last property."""
    return dict(list(_object(verdict).items())[:-1])


def _as_text(answer: Answer) -> Answer:
    """The verdict told in a fenced block of prose, where a tool should have been called."""
    said = json.dumps(answer.blocks[-1].value)
    return Answer((Block("text", f"```json\n{said}\n```\nI hope this helps."),), "end_turn")


VERDICTS: Final[dict[str, Misjudged]] = {
    **{name: _value(value) for name, value in VALUES.items()},
    "verdict_in_text": Misjudged(_as_text),
    "verdict_nested": _verdict(lambda verdict: {"result": verdict}),
    "verdict_extra_key": _verdict(lambda verdict: {**_object(verdict), "bonus": 1}),
    "verdict_missing_key": _verdict(_without_last),
    "verdict_empty": _verdict(lambda _: {}),
    "verdict_not_an_object": _verdict(lambda _: "0.8"),
}
