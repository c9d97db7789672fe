"""Calls a deployed reward by its ARN: events -> checked scores and latencies."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, cast

from rft.failures import CheckFailed
from rft.invoke.answer import call
from rft.invoke.event_shapes import Event, EventShape
from rft.invoke.rows import RecordedRow

_ADVICE: Final = MappingProxyType(
    {
        "ScorerError": "`rft score EXPERIMENT` shows the whole traceback of a reward that raises",
        "Sandbox.Timedout": "give it more time with timeout_seconds, or send fewer samples in one call",
        "Runtime.ExitError": "its process ended, most often for want of memory: see memory_mb",
        "Runtime.OutOfMemory": "give it more memory with memory_mb",
    }
)
"""The remedy beside the error's own words, by its type."""
_TIMED_OUT: Final = "Task timed out"


@dataclass(frozen=True)
class ScoredRow:
    """One element of the function's reply."""

    row_id: str
    """The sample's id in the reply."""
    reward: float
    """``aggregate_reward_score``."""
    dimensions: Mapping[str, float]
    """Entries of ``metrics_list`` of type ``Reward``, by name, in the reply's order."""
    flags: Mapping[str, float]
    """Its other entries, such as ``no_answer``: 1 if it applies."""


@dataclass(frozen=True)
class Pass:
    """All samples, sent in one event shape."""

    shape: str
    """Name of the event shape."""
    scores: tuple[ScoredRow, ...]
    """One per row, in the rows' order. If the rows were sent several times, these are of the last time."""
    millis: tuple[float, ...]
    """Wall time of each invocation, in order. The first one may include a cold start."""


def invoke(
    lambda_client: Any,
    arn: str,
    shape: EventShape,
    rows: Sequence[RecordedRow],
    least: int = 1,
    batch: int | None = None,
) -> Pass:
    """Send the rows in the shape's events, ``batch`` rows each. Send them all again until there were ``least`` calls.

    Raises:
        CheckFailed: the function failed, or a platform would not accept its reply.
    """
    events = list(_events(shape, rows, batch or len(rows)))
    scores: list[ScoredRow] = []
    millis: list[float] = []
    while len(millis) < max(least, len(events)):
        scores = []
        for event in events:
            scored, took = _call(lambda_client, arn, event)
            scores.extend(scored)
            millis.append(took)
        _check_ids([row.row_id for row in rows], [score.row_id for score in scores])
    return Pass(shape.name, tuple(scores), tuple(millis))


def _events(shape: EventShape, rows: Sequence[RecordedRow], batch: int) -> Iterator[Event]:
    for at in range(0, len(rows), batch):
        yield from shape.build(rows[at : at + batch])


def _call(lambda_client: Any, arn: str, event: Event) -> tuple[list[ScoredRow], float]:
    answer = call(lambda_client, arn, json.dumps(event).encode())
    return parse_reply(answer.error, answer.payload), answer.millis


def parse_reply(function_error: str | None, payload: bytes) -> list[ScoredRow]:
    """Return the scores in a reply: a list, or an envelope whose ``body`` holds the list as JSON."""
    try:
        reply: Any = json.loads(payload, parse_constant=_refuse_constant)
        if function_error is None and isinstance(reply, dict) and "body" in reply:
            reply = json.loads(cast("dict[str, Any]", reply)["body"], parse_constant=_refuse_constant)
    except (ValueError, TypeError) as error:
        raise CheckFailed(f"reply: it is not strict JSON: {error}; got {payload[:200]!r}") from None
    if function_error is not None:
        raise CheckFailed(failure(function_error, cast("object", reply)))
    if not isinstance(reply, list):
        raise CheckFailed(f"reply: got {payload[:200]!r}, expected a list of scores, or an envelope with one in body")
    return [_scored(item) for item in cast("list[Any]", reply)]


def failure(function_error: str, reply: object) -> str:
    """Return the sentence for a call that the function failed: the error's own words, and the remedy."""
    if not isinstance(reply, dict):
        return f"function: it failed ({function_error}): {str(reply)[:200]}"
    error = cast("dict[str, Any]", reply)
    said = str(error.get("errorMessage", "no message"))
    kind = str(error.get("errorType") or ("Sandbox.Timedout" if _TIMED_OUT in said else "an error without a type"))
    advice = _ADVICE.get(kind, "`rft logs EXPERIMENT recent-failures` lists the failures of its log")
    return f"function: it failed ({function_error}): {kind}: {said}; {advice}"


def _scored(item: Any) -> ScoredRow:
    try:
        parts: dict[bool, dict[str, float]] = {True: {}, False: {}}
        for metric in item.get("metrics_list", []):
            parts[metric["type"] == "Reward"][str(metric["name"])] = float(metric["value"])
        scored = ScoredRow(str(item["id"]), float(item["aggregate_reward_score"]), parts[True], parts[False])
    except (AttributeError, KeyError, TypeError, ValueError):
        raise CheckFailed(
            f"reply: got the element {str(item)[:200]!r}, expected id, aggregate_reward_score, metrics_list"
        ) from None
    if not math.isfinite(scored.reward):
        raise CheckFailed(f"reply: the reward of {scored.row_id!r} is {scored.reward!r}, expected a finite number")
    return scored


def _check_ids(sent: list[str], received: list[str]) -> None:
    if sent != received:
        first = next((pair for pair in zip(sent, received, strict=False) if pair[0] != pair[1]), ("", ""))
        raise CheckFailed(
            f"reply: got {len(received)} ids, expected the {len(sent)} that were sent, in order; "
            f"they first differ at {first[0]!r} (sent) and {first[1]!r} (received)"
        )


def _refuse_constant(name: str) -> float:
    raise ValueError(f"it holds {name}")
