"""F0: events as platforms send them, and one bad sample among good ones."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from compiler.attack.event import event_of
from compiler.attack.finding import Finding, Severity
from compiler.attack.scale import Scale
from compiler.attack.subject import Subject

__all__ = ["contract"]

Event = list[dict[str, Any]]
_MOST_TEXT: Final = 160
_RIGHT: Final = frozenset({"integer_id", "reference_in_metadata", "content_parts", "turn_after_response"})
"""Events with the right answer to the first row, so that it must be paid."""


@dataclass(frozen=True)
class _Try:
    """An event, and the ids that its reply must have in order."""

    name: str
    event: Any
    ids: list[Any]
    severity: Severity = Severity.HIGH


def contract(subject: Subject, scale: Scale) -> Iterator[Finding]:
    """Yield a finding for each event that a platform sends and that is answered wrongly."""
    if subject.answer is None or not scale.rows:
        return
    first = scale.rows[0]
    half = (first.nothing + first.right) / 2
    for each in _tries(scale):
        fault = _fault(subject.answer, each, half)
        if fault:
            yield Finding(
                "F0",
                each.name,
                each.severity,
                fault,
                "the handler expects one form of event",
                "unwrap what platforms send, and keep each sample's fault to itself",
                tried=1,
                event=each.event,
            )


def _tries(scale: Scale) -> Iterator[_Try]:
    rows = [event_of(row.case, row.given(row.case.right[0]))[0] for row in scale.rows[:4]]
    good: Event = [{**row, "id": f"s{at}"} for at, row in enumerate(rows)]
    first = good[0]
    ids = [row["id"] for row in good]
    yield _Try("batch", good, ids)
    yield _Try("duplicate_ids", [first, first], ["s0", "s0"], Severity.MEDIUM)
    yield _Try("integer_id", [{**first, "id": 7}], [7], Severity.MEDIUM)
    reference: object = first.get("reference_answer")
    if reference is not None:
        moved = {key: value for key, value in first.items() if key != "reference_answer"}
        yield _Try("reference_in_metadata", [{**moved, "metadata": {"reference_answer": reference}}], ["s0"])
        yield _Try("reference_missing", [moved], ["s0"])
        if _first(reference):
            yield _Try("reference_text", [{**first, "reference_answer": _first(reference)}], ["s0"])
    yield from _turns(good, ids)


def _first(reference: object) -> str:
    """Return the first value of an object as a text; None if it is not an object."""
    return str(next(iter(cast("dict[str, object]", reference).values()), "")) if isinstance(reference, dict) else ""


def _turns(good: Event, ids: list[Any]) -> Iterator[_Try]:
    first = good[0]
    asked, said = first["messages"][:-1], first["messages"][-1]
    shapes: Mapping[str, list[Any]] = {
        "content_parts": [*asked, {**said, "content": [{"type": "text", "text": said["content"]}]}],
        "content_null": [*asked, {**said, "content": None}],
        "turn_after_response": [*asked, said, {"role": "tool", "content": "ok"}],
    }
    for name, turns in shapes.items():
        yield _Try(name, [{**first, "messages": turns}], ["s0"])
    poison = {**first, "id": "poison", "messages": [*asked, {**said, "content": None}]}
    yield _Try("one_bad_among_good", [*good, poison], [*ids, "poison"])


def _fault(answer: Callable[[object], object], tried: _Try, half: float) -> str:
    """Return the fault of the reply; empty if it has none.

    Args:
        answer: the handler.
        tried: the event.
        half: half of the pay of the first row's right answer, which the events of ``_RIGHT`` hold.
    """
    try:
        reply = answer(json.loads(json.dumps(tried.event)))
    except Exception as error:  # noqa: BLE001 - the handler is another's
        return f"raised {type(error).__name__}"
    if not isinstance(reply, list):
        return f"returned a {type(reply).__name__}, expected a list"
    rows = cast("list[Any]", reply)
    ids = [cast("dict[str, Any]", row).get("id") if isinstance(row, dict) else None for row in rows]
    if ids != tried.ids:
        return (
            f"returned ids {json.dumps(ids, default=repr)[:_MOST_TEXT]}, expected {json.dumps(tried.ids)[:_MOST_TEXT]}"
        )
    paid: list[Any] = [cast("dict[str, Any]", row).get("aggregate_reward_score") for row in rows]
    good = all(isinstance(each, int | float) and not isinstance(each, bool) and math.isfinite(each) for each in paid)
    if not good:
        return "returned a reward that is no finite number"
    if tried.name in _RIGHT and paid[0] < half:
        return f"paid {paid[0]:g} for the right answer, which stands in another place than it looks"
    return ""
