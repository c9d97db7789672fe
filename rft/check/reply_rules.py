"""The rules for a reply, stricter than AWS's verifiers, which accept NaN, wrong ids and texts as scores."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

from rft.invoke.answer import MOST_BYTES

__all__ = ["ReplyRules"]

_TYPES: Final = ("Reward", "Metric")
_ROUNDING: Final = 1e-9
_SHOWN: Final = 80


class _Broken(Exception):
    """A rule that the reply breaks, in words."""


@dataclass(frozen=True)
class ReplyRules:
    """The rules for one experiment on one road."""

    form: Literal["list", "envelope"]
    """A bare list, or an object whose ``body`` holds the list as JSON text."""
    floor: float
    ceiling: float

    def broken(self, payload: bytes, ids: Sequence[object]) -> str | None:
        """Return the first rule that a reply breaks, or None.

        Args:
            payload: the reply's bytes.
            ids: those that were sent, in order; None for a row without one, which may be given any.
        """
        try:
            self._check(payload, ids)
        except _Broken as rule:
            return str(rule)
        return None

    def _check(self, payload: bytes, ids: Sequence[object]) -> None:
        _must(len(payload) <= MOST_BYTES, f"got {len(payload)} bytes, expected at most {MOST_BYTES}, Lambda's limit")
        rows = self._rows(_strict(payload))
        got = [row.get("id") for row in rows]
        _must(len(rows) == len(ids), f"got {len(rows)} ids, expected the {len(ids)} that were sent, in order")
        for at, (sent, received) in enumerate(zip(ids, got, strict=True)):
            same = isinstance(received, str) if sent is None else type(sent) is type(received) and sent == received
            _must(same, f"got the id {_shown(received)} at {at}, expected the {len(ids)} that were sent, in order")
        for row in rows:
            self._check_row(row)
        names = {tuple(metric["name"] for metric in row["metrics_list"]) for row in rows}
        _must(len(names) <= 1, "got rows with different metrics, expected the same names in each row")

    def _rows(self, reply: Any) -> list[dict[str, Any]]:
        if self.form == "envelope":
            reply = _strict(_body(reply).encode())
        told = f"got {_shown(cast('object', reply))}, expected a list of scores"
        _must(isinstance(reply, list), told)
        rows = cast("list[dict[str, Any]]", reply)
        _must(all(isinstance(cast("object", row), dict) for row in rows), told)
        return rows

    def _check_row(self, row: dict[str, Any]) -> None:
        reward, metrics = row.get("aggregate_reward_score"), row.get("metrics_list")
        told = f"got the element {_shown(row)}"
        _must(_is_number(reward), f"{told}, expected id, aggregate_reward_score (a finite number) and metrics_list")
        low, high = self.floor - _ROUNDING, self.ceiling + _ROUNDING
        _must(
            low <= cast("float", reward) <= high,
            f"got the reward {reward!r}, expected {self.floor:g}..{self.ceiling:g}, the reward's own range",
        )
        _must(
            isinstance(metrics, list) and all(map(_is_metric, cast("list[object]", metrics))),
            f"{told}, expected in metrics_list objects with name, value (a finite number) and type (Reward or Metric)",
        )


def _body(reply: object) -> str:
    told = f"reply: got {_shown(reply)}, expected an object with statusCode 200 and the list as JSON text in body"
    envelope = cast("dict[str, object]", reply) if isinstance(reply, dict) else {}
    body = envelope.get("body")
    if envelope.get("statusCode") != 200 or not isinstance(body, str):
        raise _Broken(told)
    return body


def _must(holds: bool, rule: str) -> None:
    if not holds:
        raise _Broken(f"reply: {rule}")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_metric(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    metric = cast("dict[str, object]", value)
    name = metric.get("name")
    return isinstance(name, str) and bool(name) and _is_number(metric.get("value")) and metric.get("type") in _TYPES


def _strict(payload: bytes) -> Any:
    try:
        return json.loads(payload.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise _Broken(f"reply: it is not strict JSON: {error}; got {_shown(payload)}") from None


def _refuse(name: str) -> float:
    raise ValueError(f"it holds {name}")


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("it holds a key twice")
    return found


def _shown(value: object) -> str:
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
