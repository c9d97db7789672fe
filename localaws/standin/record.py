"""What a run was asked and how it answered, with no word of any prompt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class Call:
    """One call; it is filled in as it goes its way."""

    api: str
    """``converse`` or ``endpoint``."""
    model: str
    start: float
    """When it came, by ``time.monotonic``, which every process of this machine shares."""
    end: float = 0.0
    """When its reply was handed to the connection; 0 for a call that was never answered."""
    prompt: str = ""
    """``prompt_hash``: 16 hex digits."""
    attempt: int = 0
    """Calls of this prompt that the quota let through before this one."""
    latency: float = 0.0
    """Seconds drawn, scaled."""
    outcome: str = ""
    """``answered``, ``throttled`` (by the quota), ``invalid`` (a body that asks nothing), or the fault's name."""
    status: int = 0
    input_tokens: int = 0
    output_tokens: int = 0


class Record:
    """The calls of one run, in the order of their ends, and how many were under way."""

    def __init__(self) -> None:
        """Start with none."""
        self.calls: list[Call] = []
        self._under_way = 0
        self._peak = 0

    def begin(self) -> None:
        """Count one call that came."""
        self._under_way += 1
        self._peak = max(self._peak, self._under_way)

    def end(self, call: Call) -> None:
        """Keep one call; one that was never answered only ends."""
        self._under_way -= 1
        if call.end:
            self.calls.append(call)

    def forget(self) -> None:
        """Drop the finished calls; those under way stay counted."""
        self.calls.clear()
        self._peak = self._under_way

    def to_json(self) -> Mapping[str, object]:
        """Sums, then every call."""
        outcomes: dict[str, int] = {}
        for call in self.calls:
            outcomes[call.outcome] = outcomes.get(call.outcome, 0) + 1
        summary = {
            "count": len(self.calls),
            "outcomes": outcomes,
            "throttled": sum(call.status == 429 for call in self.calls),
            "peak": self._peak,
            "under_way": self._under_way,
            "slowest": max((call.end - call.start for call in self.calls), default=0.0),
            "input_tokens": sum(call.input_tokens for call in self.calls),
            "output_tokens": sum(call.output_tokens for call in self.calls),
        }
        return {**summary, "calls": [asdict(call) for call in self.calls]}
