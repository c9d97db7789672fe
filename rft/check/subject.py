"""``Subject``: the deployed function under check, and the place where it is."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from compiler.compiled import CompiledExperiment

from rft.invoke.rows import RecordedRow
from rft.lifecycle.place import Place

__all__ = ["Answer", "Subject"]


@dataclass(frozen=True)
class Answer:
    """One reply of the function."""

    error: str | None
    """Lambda's word for a failed call; None if it returned."""
    payload: bytes
    millis: float

    @property
    def error_type(self) -> str:
        """The class of the error; empty if there is none to read."""
        try:
            said: object = json.loads(self.payload)
        except ValueError:
            return ""
        return str(cast("dict[str, object]", said).get("errorType", "")) if isinstance(said, dict) else ""


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
        """Invoke the function once."""
        started = time.perf_counter()
        answer = self.client.invoke(FunctionName=self.arn, Payload=json.dumps(event).encode())
        payload: bytes = answer["Payload"].read()
        millis = (time.perf_counter() - started) * 1000
        return Answer(answer.get("FunctionError"), payload, millis)
