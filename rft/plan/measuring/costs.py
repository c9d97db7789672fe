"""``Costs``: the cost of one sample and of one call for the function: processor time, and the judge's tokens."""

from dataclasses import dataclass
from typing import Final

__all__ = ["CORE_MB", "Costs"]

CORE_MB: Final = 1769
"""Memory at which a function has one core (Lambda Developer Guide, Configure Lambda function memory)."""
INVOCATION_SECONDS: Final = 0.0025
SAMPLE_SECONDS: Final = 0.000115
"""Per 4 KB. Both by docs/benchmarks.md, whole invocations of 1 and of 64 samples, without the reward's own time."""
SAMPLE_BYTES: Final = 4096
CALL_SECONDS: Final = 0.0023
"""docs/benchmarks.md, processor time of a call to the judge."""
COLD_SECONDS: Final = 0.2
COLD_JUDGED_SECONDS: Final = 0.6
"""Start of an environment, without and with the client of Bedrock (docs/benchmarks.md, cold starts)."""


@dataclass(frozen=True)
class Costs:
    """Seconds of a whole core, and tokens."""

    scoring: float = 0.0
    """To score a sample in code."""
    invocation: float = INVOCATION_SECONDS
    """To take an event and to reply."""
    call: float = CALL_SECONDS
    """To send a call to the judge and to read the reply."""
    read: int = 0
    """Tokens that the judge reads in a call."""
    written: int = 0
    """Tokens that it writes in a usual verdict."""

    def sample(self, size: int) -> float:
        """Return the seconds of a sample of this many bytes."""
        return self.scoring + SAMPLE_SECONDS * max(1.0, size / SAMPLE_BYTES)
