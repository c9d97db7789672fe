"""``HandlerTarget``: a function that takes events and returns replies, as Lambda calls it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from compiler.attack.event import event_of
from compiler.attack.limits import DidNotEnd, NeverEnds, limited
from compiler.attack.subject import Paid, Said

__all__ = ["HandlerTarget"]

BATCH: Final = 64
"""Samples in an event."""


@dataclass(frozen=True)
class HandlerTarget:
    """Pays responses by the replies of a handler, a batch at a time."""

    answer: Callable[[object], object]
    """Event -> reply; it raises if the handler does."""
    batch: int = BATCH

    def pay(self, said: Sequence[Said]) -> list[Paid]:
        """Return the pay of each response. If a batch fails, its samples are sent one by one."""
        paid: list[Paid] = []
        for at in range(0, len(said), self.batch):
            part = said[at : at + self.batch]
            sent = self._sent(part)
            alone = len(part) > 1 and all(each.reward is None for each in sent)
            paid += [self._sent([each])[0] for each in part] if alone else sent
        return paid

    def _sent(self, said: Sequence[Said]) -> list[Paid]:
        rows = [{**event_of(*each)[0], "id": f"attack-{at}"} for at, each in enumerate(said)]
        try:
            # As JSON, because that is how an event arrives.
            with limited(len(said)):
                reply = self.answer(json.loads(json.dumps(rows)))
        except NeverEnds:
            if len(said) == 1:
                raise DidNotEnd(said[0]) from None
            return [Paid(None, "did not end")] * len(said)
        except Exception as error:  # noqa: BLE001 - the handler is another's
            return [Paid(None, _fault(error))] * len(said)
        return _read(reply, len(said))


def _fault(error: Exception) -> str:
    """Return the type of an error and the place that raised it: no text, because it may quote the response."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "" if trace is None else f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
    return type(error).__name__ + place


def _read(reply: object, count: int) -> list[Paid]:
    value: Any = reply
    if isinstance(value, dict):
        body: Any = cast("dict[str, Any]", value).get("body")
        value = json.loads(body) if isinstance(body, str) else body
    if not isinstance(value, list) or len(cast("list[Any]", value)) != count:
        return [Paid(None, "the reply has not one row for each sample")] * count
    return [_row(row) for row in cast("list[Any]", value)]


def _row(row: object) -> Paid:
    reward = cast("dict[str, Any]", row).get("aggregate_reward_score") if isinstance(row, dict) else None
    if isinstance(reward, bool) or not isinstance(reward, int | float):
        return Paid(None, f"the reward is a {type(reward).__name__}, expected a number")
    return Paid(float(reward))
