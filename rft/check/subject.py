"""``Subject``: the deployed function under check, and the place where it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compiler.compiled import CompiledExperiment

from rft.invoke.answer import Answer, call
from rft.invoke.rows import RecordedRow
from rft.lifecycle.place import Place

__all__ = ["Subject"]


@dataclass(frozen=True)
class Subject:
    """What is checked."""

    compiled: CompiledExperiment
    place: Place
    arn: str
    rows: Sequence[RecordedRow]
    """The reward's own samples."""
    client: Any
    """Calls the function: without retries of its own, and patient beyond its timeout."""

    @property
    def name(self) -> str:
        """The function's name."""
        return self.arn.rpartition(":")[2]

    def call(self, event: object) -> Answer:
        """Invoke the function once; ``CheckFailed`` if Lambda does not run it."""
        return call(self.client, self.arn, json.dumps(event).encode())
