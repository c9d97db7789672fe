"""``Subject``: the deployed function under check, its place, and every call that was made of it."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

from compiler.compiled import CompiledExperiment

from rft.check.reply_rules import ReplyRules
from rft.failures import CheckFailed
from rft.invoke.answer import Answer, call
from rft.invoke.invocation import ScoredRow, parse_reply
from rft.invoke.rows import RecordedRow
from rft.lifecycle.place import Place

__all__ = ["Subject"]


@dataclass(frozen=True)
class Subject:
    """The deployed function to check."""

    compiled: CompiledExperiment
    place: Place
    arn: str
    samples: Sequence[RecordedRow]
    """The reward's own samples, with the ids of their rows."""
    client: Any
    """Calls the function: without retries of its own, and patient beyond its timeout."""
    rules: ReplyRules
    token: str = field(default_factory=lambda: secrets.token_hex(4))
    """Stands in the id of every sample that is sent, so that no other caller's line is taken for one of this check."""
    started: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    millis: list[float] = field(default_factory=list[float])
    """Time of each call so far. The first may have met a cold start."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.arn.rpartition(":function:")[2].partition(":")[0]

    @property
    def mark(self) -> str:
        """The beginning of the id of every sample that is sent."""
        return f"check-{self.token}-"

    @property
    def rows(self) -> list[RecordedRow]:
        """The reward's own samples, with ids that are this check's own."""
        return self.marked(self.samples, "own")

    def marked(self, rows: Sequence[RecordedRow], part: str) -> list[RecordedRow]:
        """Return samples under ids of their own; the part names their purpose."""
        return [replace(row, fields={**row.fields, "id": f"{self.mark}{part}-{at}"}) for at, row in enumerate(rows)]

    def call(self, event: object) -> Answer:
        """Invoke the function once; ``CheckFailed`` if Lambda does not run it."""
        answer = call(self.client, self.arn, json.dumps(event).encode())
        self.millis.append(answer.millis)
        return answer

    def scores(self, event: object, ids: Sequence[object]) -> list[ScoredRow]:
        """Invoke the function once, and return its scores; ids are those in the event, None for a row without one.

        Raises:
            CheckFailed: the call failed, or the reply breaks a rule.
        """
        answer = self.call(event)
        if answer.error is None and (rule := self.rules.broken(answer.payload, ids)) is not None:
            raise CheckFailed(rule)
        return parse_reply(answer.error, answer.payload)
