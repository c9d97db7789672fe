"""How long a failed call waits: full jitter (AWS Builders' Library, "Timeouts, retries, and backoff with jitter")."""

from typing import Final

__all__ = ["backoff_seconds"]

BASE_SECONDS: Final = 0.1
CAP_SECONDS: Final = 4.0
UNREADY_BASE_SECONDS: Final = 1.0
"""A model that is being loaded is not ready a tenth of a second later."""


def backoff_seconds(failures: int, chance: float, base: float = BASE_SECONDS) -> float:
    """Return seconds, 0..``CAP_SECONDS``: the share ``chance`` (0..1) of ``base`` x 2^(``failures`` - 1), capped."""
    # An exponent without bound overflows long before an invocation that is only throttled ends.
    return chance * min(CAP_SECONDS, base * 2.0 ** min(failures - 1, 16))
