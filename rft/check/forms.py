"""The same samples in the form of each platform: a sample must earn the same in every form."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, cast

from rft.check.subject import Subject
from rft.doctor.finding import Finding
from rft.failures import CheckFailed
from rft.invoke.event_shapes import SHAPES

__all__ = ["SAMPLES", "forms_finding"]

Sent = list[dict[str, Any]]
SAMPLES: Final = 3


def _each(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Sent], Any]:
    return lambda rows: [change(row) for row in rows]


def _turns(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Sent], Any]:
    return _each(lambda row: {**row, "messages": [change(turn) for turn in row["messages"]]})


def _in_blocks(turn: dict[str, Any]) -> dict[str, Any]:
    said = turn.get("content")
    return {**turn, "content": [{"type": "text", "text": said}]} if isinstance(said, str) else turn


def _by_nova(turn: dict[str, Any]) -> dict[str, Any]:
    return {**turn, "role": "nova_assistant"} if turn["role"] == "assistant" else turn


def _under(place: str, key: str = "reference_answer") -> Callable[[Sent], Any]:
    def moved(row: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in row.items() if name != "reference_answer"}
        held: Any = row.get(place)
        return {**kept, place: {**(held if isinstance(held, dict) else {}), key: row.get("reference_answer")}}

    return _each(moved)


_FORMS: Final[Mapping[str, Callable[[Sent], Any]]] = MappingProxyType(
    {
        "content in blocks": _turns(_in_blocks),
        "the role nova_assistant": _turns(_by_nova),
        "references under metadata": _under("metadata"),
        "references under extra_info": _under("extra_info"),
        "references under reward_model": _under("reward_model", "ground_truth"),
        "a column that nobody knows": _each(lambda row: {**row, "my_key": "x"}),
        "rows under input": lambda rows: {"input": rows},
        "rows under batch": lambda rows: {"batch": rows},
        "one id for all": _each(lambda row: {**row, "id": "one"}),
        "whole numbers as ids": lambda rows: [{**row, "id": at} for at, row in enumerate(rows)],
    }
)


def forms_finding(subject: Subject) -> Finding:
    """Send the same few samples in each form. The forms without the check's ids leave log lines of their own."""
    what, plain = "other forms of the same rows", _plain(subject)
    try:
        wanted = _rewards(subject, plain, plain)
        for name, form in _FORMS.items():
            sent = form(plain)
            got = _rewards(subject, sent, cast("Sent", sent) if isinstance(sent, list) else plain)
            if got != wanted:
                return Finding(what, "bad", f"{name}: got the rewards {got}, expected {wanted} as in the plain form")
        if _rewards(subject, plain[0], plain[:1]) != wanted[:1]:
            return Finding(what, "bad", "a single sample earns another reward alone than in a list")
    except CheckFailed as error:
        return Finding(what, "bad", str(error))
    return Finding(what, "good", f"{len(_FORMS) + 1} earn the same")


def _plain(subject: Subject) -> Sent:
    (event,) = SHAPES["training-job"].build(subject.marked(subject.samples[:SAMPLES], "form"))
    return event


def _rewards(subject: Subject, event: object, rows: Sequence[Mapping[str, Any]]) -> list[float]:
    return [each.reward for each in subject.scores(event, [row["id"] for row in rows])]
