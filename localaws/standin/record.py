"""``Record``: the calls of a run, without any text of a prompt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass


@dataclass(slots=True)
class RecordedCall:
    """One call. Its fields are filled in while it is answered."""

    api: str
    """``converse`` or ``endpoint``."""
    model: str
    start: float
    """When it came, by ``time.monotonic``, which all processes of this machine share."""
    end: float = 0.0
    """When its reply was handed to the connection; 0 if it was never answered."""
    prompt: str = ""
    """``prompt_hash``: 16 hex digits."""
    attempt: int = 0
    """Number of earlier calls with this prompt that the rate limit let through."""
    latency: float = 0.0
    """Drawn latency in seconds, scaled."""
    outcome: str = ""
    """``answered``, ``throttled`` (by the rate limit), ``invalid`` (no request to a judge), ``refused`` (a field, a
    guardrail or a component that this service does not take), or the fault's name."""
    status: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    component: str = ""
    """The inference component that an endpoint's call names."""
    guardrail: str = ""
    """``ID:VERSION`` of the guardrail that the call names."""


class Record:
    """The calls of one run, in the order in which they ended, and the largest number of calls at one time."""

    def __init__(self) -> None:
        """Start without calls."""
        self.calls: list[RecordedCall] = []
        self._under_way = 0
        self._peak = 0

    def begin(self) -> None:
        """Count a call that came."""
        self._under_way += 1
        self._peak = max(self._peak, self._under_way)

    def end(self, call: RecordedCall) -> None:
        """Keep the call if it was answered, and count it as ended."""
        self._under_way -= 1
        if call.end:
            self.calls.append(call)

    def forget(self) -> None:
        """Drop the ended calls. Those under way stay counted."""
        self.calls.clear()
        self._peak = self._under_way

    def to_json(self) -> Mapping[str, object]:
        """Return the sums, then every call."""
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
